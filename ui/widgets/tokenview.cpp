// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tokenview.h"

#include "ui/widgets/rolelabel.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::array<ColourRole, 3> kPartRoles = {ColourRole::TokenHeader, ColourRole::TokenPayload,
                                                  ColourRole::TokenSignature};
constexpr std::array<const char *, 3> kPartNames = {"partHeader", "partPayload", "partSignature"};

} // namespace

TokenHighlighter::TokenHighlighter(Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void TokenHighlighter::setToken(const QString &token)
{
    m_token = token;
    rehighlight();
}

void TokenHighlighter::setSignatureWrong(bool wrong)
{
    m_signatureWrong = wrong;
    rehighlight();
}

void TokenHighlighter::highlightBlock(const QString &text)
{
    const qsizetype start = m_token.isEmpty() ? -1 : text.indexOf(m_token);
    if (start < 0)
        return;
    qsizetype from = 0;
    for (std::size_t part = 0; part < kPartRoles.size() && from <= m_token.size(); ++part) {
        const qsizetype dot = m_token.indexOf(u'.', from);
        // What comes behind a third dot belongs to the last part.
        const qsizetype end = dot < 0 || part + 1 == kPartRoles.size() ? m_token.size() : dot;
        const bool isWrong = m_signatureWrong && part + 1 == kPartRoles.size();
        setFormat(static_cast<int>(start + from), static_cast<int>(end - from),
                  m_theme.colour(isWrong ? ColourRole::Error : kPartRoles[part]));
        from = end + 1;
    }
}

TokenView::TokenView(Theme &theme, QWidget *parent)
    : QWidget(parent), m_input(new QPlainTextEdit(this)),
      m_highlighter(new TokenHighlighter(theme, m_input->document()))
{
    m_input->setObjectName(QStringLiteral("tokenInput"));
    m_input->setAccessibleName(tr("Token, header line or curl command"));
    m_input->setPlaceholderText(tr("eyJhbGciOi…"));
    m_input->setTabChangesFocus(true);
    m_input->setWordWrapMode(QTextOption::WrapAnywhere);
    m_input->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_input->setFixedHeight(m_input->fontMetrics().lineSpacing() * 4 + 14);

    auto *legend = new QHBoxLayout;
    legend->setSpacing(20);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        m_parts[i] = new RoleLabel(theme, kPartRoles[i], {}, this);
        m_parts[i]->setObjectName(QLatin1String(kPartNames[i]));
        legend->addWidget(m_parts[i]);
    }
    legend->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_input);
    layout->addLayout(legend);
    setToken({});
}

void TokenView::setToken(const QString &token)
{
    const QStringList names = {tr("header"), tr("payload"), tr("signature")};
    const QStringList segments = token.split(u'.');
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        m_parts[i]->setVisible(!token.isEmpty());
        const qsizetype length = at < segments.size() ? segments[at].size() : 0;
        //: %1: header, payload or signature; %2: a number
        m_parts[i]->setText(tr("■ %1: %2 characters").arg(names[at]).arg(length));
    }
    if (token != m_token) {
        m_token = token;
        m_highlighter->setToken(token);
    }
}

} // namespace tokendesk::ui
