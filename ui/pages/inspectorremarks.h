// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what is unwise about a token.
#pragma once

#include "server/token/remarks.h"

#include <QWidget>

class QVBoxLayout;

namespace tokendesk::ui {

class Theme;

/// One line per remark, the serious ones first and red. Object names: remark_<name>. Thread: GUI.
class InspectorRemarks : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorRemarks(Theme &theme, QWidget *parent = nullptr);

    void setRemarks(const std::vector<token::Remark> &remarks);

private:
    Theme &m_theme;
    QVBoxLayout *m_layout = nullptr;
    QWidget *m_rows = nullptr;
    std::vector<token::Remark> m_remarks;
};

/// The remark as a sentence in the language of the window, with what it is about.
[[nodiscard]] QString remarkSentence(const token::Remark &remark);

} // namespace tokendesk::ui
