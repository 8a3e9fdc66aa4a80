// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copybutton.h"

#include "ui/theme/theme.h"
#include "ui/widgets/clipboardguard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QToolTip>

namespace tokendesk::ui {

namespace {
constexpr std::chrono::milliseconds kFeedback{1500};
}

CopyButton::CopyButton(Theme &theme, const QString &text, const QString &what, QWidget *parent)
    : QToolButton(parent), m_theme(theme), m_what(what)
{
    setAutoRaise(true);
    setIcon(theme.icon(QStringLiteral("copy")));
    setToolTip(what);
    setAccessibleName(what);
    setText(text);
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
}

void CopyButton::setText(const QString &text)
{
    m_text = text;
    setEnabled(!text.isEmpty());
}

void CopyButton::copy()
{
    if (m_secret)
        copySecretToClipboard(m_text);
    else
        copyToClipboard(m_text);
    setIcon(m_theme.icon(QStringLiteral("check"), ColourRole::Ok));
    setToolTip(tr("Copied"));
    QToolTip::showText(mapToGlobal(QPoint(0, height())), toolTip(), this);
    QTimer::singleShot(kFeedback, this, [this] {
        setIcon(m_theme.icon(QStringLiteral("copy")));
        setToolTip(m_what);
    });
}

void copyToClipboard(const QString &text) { QGuiApplication::clipboard()->setText(text); }

} // namespace tokendesk::ui
