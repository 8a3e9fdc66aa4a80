// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/aboutdialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/statusbar.h"

#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr int kIconExtent = 72;

QString diagnostics(const std::optional<Overview> &overview)
{
    QStringList lines = {
        QStringLiteral("Tokendesk %1").arg(QLatin1String(TOKENDESK_VERSION)),
        QStringLiteral("Qt %1 (built with %2), platform %3")
            .arg(QLatin1String(qVersion()), QLatin1String(QT_VERSION_STR),
                 QGuiApplication::platformName()),
        QStringLiteral("%1, %2").arg(QSysInfo::prettyProductName(),
                                     QSysInfo::currentCpuArchitecture()),
    };
    if (overview) {
        lines.append(QStringLiteral("%1, %2 bytes, %3 users, %4 live sessions, preset %5")
                         .arg(overview->databaseKind)
                         .arg(overview->databaseBytes)
                         .arg(overview->users)
                         .arg(overview->liveSessions)
                         .arg(presetWord(overview->preset)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

AboutDialog::AboutDialog(Theme &theme, const std::optional<Overview> &overview, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Tokendesk"));
    auto *icon = new QLabel(this);
    icon->setPixmap(
        theme.icon(QStringLiteral("tokendesk")).pixmap(QSize(kIconExtent, kIconExtent)));
    auto *title = new QLabel(tr("Tokendesk %1").arg(QLatin1String(TOKENDESK_VERSION)), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    title->setFont(large);
    auto *text = new QLabel(
        tr("A JWT authentication server inside a desktop administration console.\n\n"
           "Free software under the GNU General Public License, version 3 or later. It comes with "
           "no warranty, as far as the law allows."),
        this);
    text->setObjectName(QStringLiteral("aboutText"));
    text->setWordWrap(true);
    constexpr int kTextWidth = 400;
    text->setMinimumWidth(kTextWidth);
    text->setMinimumHeight(text->heightForWidth(kTextWidth)); // longer in some languages
    const QString report = diagnostics(overview);
    auto *versions = new RoleLabel(theme, ColourRole::Muted, report, this);
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(tr("Copy Diagnostics"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyDiagnostics"));
    copy->setIcon(theme.icon(QStringLiteral("copy")));
    connect(copy, &QPushButton::clicked, this, [report] { copyToClipboard(report); });
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *words = new QVBoxLayout;
    words->setSpacing(12);
    words->addWidget(title);
    words->addWidget(text);
    words->addWidget(versions);
    auto *head = new QHBoxLayout;
    head->setSpacing(18);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 22, 22, 16);
    layout->setSpacing(18);
    layout->addLayout(head);
    layout->addWidget(buttons);
}

} // namespace tokendesk::ui
