// SPDX-License-Identifier: GPL-3.0-or-later
// Service: every modal question to the person at the window, injected so that tests answer without
// one.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tokendesk::ui {

/// A decision before an irreversible act.
struct Question
{
    QString title; ///< "Revoke 214 sessions of 87 users?"
    QString text; ///< what follows from it, one or two sentences
    QString verb; ///< label of the accepting button: "Revoke 214 Sessions"
    QString alternative; ///< not empty: label of a second, harmless way to accept
    QString
        typeToConfirm; ///< not empty: the accepting button stays disabled until this word is typed
    QString remember; ///< not empty: label of a "do not ask again" box
    bool destructive = true; ///< the default button is Cancel
    /// An administrator whose last password is more than ten minutes ago types it in the dialog,
    /// and only a right one accepts. See Prompter::reauthenticate().
    bool needsPassword = false;
};

/// What was decided.
struct Decision
{
    bool accepted = false;
    bool remembered = false; ///< the box of Question::remember was ticked
    bool alternative = false; ///< accepted by the button of Question::alternative

    explicit operator bool() const { return accepted; }
};

/// Which file to choose.
struct FileQuestion
{
    QString title;
    QString suggestion; ///< file name or path offered first; for saving
    QString filters; ///< as of QFileDialog: "CSV files (*.csv);;All files (*)"
};

/// Asks the person at the window. Nothing blocks: each call returns at once and answers later, or,
/// in tests, before it returns. If \a parent dies before the answer, the callback is dropped.
/// Thread: GUI.
class Prompter
{
public:
    Prompter() = default;
    virtual ~Prompter() = default;
    Prompter(const Prompter &) = delete;
    Prompter &operator=(const Prompter &) = delete;

    virtual void confirm(QWidget *parent, const Question &question,
                         std::function<void(Decision)> done) = 0;
    /// Makes sure that the administrator who is signed in is who asks for \a act, a short title
    /// such as "Sign with the server's key": \a done gets true at once if the last password is at
    /// most ten minutes ago or nobody signs in (demo data); else the password is asked for, and
    /// \a done gets whether a right one was typed. Source: OWASP ASVS 7.5.1, 7.5.3.
    virtual void reauthenticate(QWidget *parent, const QString &act,
                                std::function<void(bool)> done) = 0;
    /// The chosen path; empty: cancelled.
    virtual void chooseFileToOpen(QWidget *parent, const FileQuestion &question,
                                  std::function<void(QString)> done) = 0;
    virtual void chooseFileToSave(QWidget *parent, const FileQuestion &question,
                                  std::function<void(QString)> done) = 0;
};

} // namespace tokendesk::ui
