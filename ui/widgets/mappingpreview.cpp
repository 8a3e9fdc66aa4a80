// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/mappingpreview.h"

#include "server/token/issue.h"
#include "ui/async.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace tokendesk::ui {
namespace {

constexpr int kLines = 6;

} // namespace

MappingPreview::MappingPreview(AdminApi &api, Theme &theme, QWidget *parent)
    : QWidget(parent), m_api(api), m_name(new QLineEdit(this)),
      m_state(new RoleLabel(theme, ColourRole::Muted, {}, this)), m_claims(new QPlainTextEdit(this))
{
    m_name->setObjectName(QStringLiteral("mappingUser"));
    m_name->setPlaceholderText(tr("Username"));
    m_name->setClearButtonEnabled(true);
    m_name->setMinimumWidth(m_name->fontMetrics().averageCharWidth() * 36);
    m_state->setObjectName(QStringLiteral("mappingState"));
    m_state->setSmall();
    m_state->setWordWrap(true);
    m_claims->setObjectName(QStringLiteral("mappingClaims"));
    m_claims->setAccessibleName(tr("Additional claims of this user"));
    m_claims->setReadOnly(true);
    m_claims->setTabChangesFocus(true);
    m_claims->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_claims->setFixedHeight(m_claims->fontMetrics().lineSpacing() * kLines + 12);
    auto *label = new QLabel(tr("Preview for &user"), this);
    label->setBuddy(m_name);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(2);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_name, 0, 1, Qt::AlignLeft);
    grid->addWidget(m_claims, 1, 0, 1, 2);
    grid->addWidget(m_state, 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_name, &QLineEdit::textChanged, this, &MappingPreview::find);
    show();
}

void MappingPreview::setSettings(const Settings &settings, bool isInForce)
{
    m_settings = settings;
    m_isInForce = isInForce;
    show();
}

void MappingPreview::find()
{
    const quint64 serial = ++m_serial;
    m_user.reset();
    show();
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    whenDone(m_api.userByName(name), this, [this, serial](const Result<User> &user) {
        if (serial != m_serial)
            return;
        if (user)
            m_user = *user;
        show();
        if (!user)
            m_state->setText(errorReason(user.error()));
    });
}

void MappingPreview::show()
{
    m_claims->setVisible(m_user.has_value());
    m_state->setText({});
    if (!m_user)
        return;
    const token::Policy policy = token::Policy::fromSettings(m_settings);
    QJsonObject claims = token::mappedClaims(policy, *m_user);
    QStringList leftOut;
    const QStringList names = claims.keys();
    for (const QString &name : names) {
        if (!token::isReservedClaim(policy, name.toUtf8()))
            continue;
        claims.remove(name);
        leftOut.append(name);
    }
    const QString text = QString::fromUtf8(QJsonDocument(claims).toJson()).trimmed();
    if (m_claims->toPlainText() != text)
        m_claims->setPlainText(text);
    m_state->setText(
        m_isInForce ? tr("As it is in force; the form cannot be saved like this.")
        : leftOut.isEmpty()
            ? tr("As the form has it; nothing is saved yet.")
            : tr("Left out, because tokens need these names: %1.").arg(leftOut.join(tr(", "))));
}

} // namespace tokendesk::ui
