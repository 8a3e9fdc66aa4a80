// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the field a token is pasted into, its three parts in colours and named below.
#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>
#include <QWidget>

#include <array>

namespace tokendesk::ui {

class RoleLabel;

/// Colours the three parts of one token wherever it stands in the text. Thread: GUI.
class TokenHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    TokenHighlighter(Theme &theme, QTextDocument *document);

    void setToken(const QString &token);
    /// The signature is drawn as an error: it does not fit.
    void setSignatureWrong(bool wrong);

protected:
    void highlightBlock(const QString &text) override;

private:
    Theme &m_theme;
    QString m_token;
    bool m_signatureWrong = false;
};

/// The text field and, below it, the names and lengths of the parts. Keeps no copy of what was
/// cleared. Object names: tokenInput, partHeader, partPayload, partSignature. Thread: GUI.
class TokenView : public QWidget
{
    Q_OBJECT
public:
    explicit TokenView(Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit *input() const { return m_input; }
    /// Which token in the text to colour and to measure; empty: none.
    void setToken(const QString &token);

private:
    QPlainTextEdit *m_input = nullptr;
    TokenHighlighter *m_highlighter = nullptr;
    std::array<RoleLabel *, 3> m_parts{};
    QString m_token;
};

} // namespace tokendesk::ui
