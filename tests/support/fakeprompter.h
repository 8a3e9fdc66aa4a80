// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompter.h"

#include <QStringList>

#include <vector>

namespace tokendesk::test {

/// Answers every question at once with what the test prepared, and remembers what was asked.
class FakePrompter final : public ui::Prompter
{
public:
    ui::Decision decision{true, false}; ///< answer to every confirm()
    QString path; ///< answer to every file choice; empty: cancelled
    std::vector<ui::Question> questions;
    std::vector<ui::FileQuestion> fileQuestions;
    bool provesPassword = true; ///< answer to every reauthenticate()
    QStringList reauthentications; ///< the acts they were for

    void confirm(QWidget *parent, const ui::Question &question,
                 std::function<void(ui::Decision)> done) override
    {
        Q_UNUSED(parent)
        questions.push_back(question);
        done(decision);
    }
    void reauthenticate(QWidget *parent, const QString &act,
                        std::function<void(bool)> done) override
    {
        Q_UNUSED(parent)
        reauthentications.append(act);
        done(provesPassword);
    }
    void chooseFileToOpen(QWidget *parent, const ui::FileQuestion &question,
                          std::function<void(QString)> done) override
    {
        Q_UNUSED(parent)
        fileQuestions.push_back(question);
        done(path);
    }
    void chooseFileToSave(QWidget *parent, const ui::FileQuestion &question,
                          std::function<void(QString)> done) override
    {
        chooseFileToOpen(parent, question, std::move(done));
    }
};

} // namespace tokendesk::test
