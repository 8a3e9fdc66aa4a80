// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/claimspreview.h"

#include "ui/async.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rolelabel.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

/// Leaves the position alone where nothing changed.
void setText(QPlainTextEdit *view, const QString &text)
{
    if (view->toPlainText() != text)
        view->setPlainText(text);
}

} // namespace

ClaimsPreview::ClaimsPreview(AdminApi &api, Theme &theme, QWidget *parent)
    : QWidget(parent), m_api(api), m_state(new RoleLabel(theme, ColourRole::Muted, {}, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    m_own = addView(QStringLiteral("userClaims"), tr("Custom claims"));
    m_issued = addView(QStringLiteral("issuedClaims"), tr("Claims as issued"));
    m_state->setObjectName(QStringLiteral("issuedState"));
    m_state->setSmall();
    m_state->setWordWrap(true);
    m_copy = new CopyButton(theme, {}, tr("Copy the claims as issued"), this);
    m_copy->setObjectName(QStringLiteral("issuedClaimsCopy"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_state, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    layout->addLayout(row);
    layout->setStretchFactor(m_own, 1);
    layout->setStretchFactor(m_issued, 2);
}

QPlainTextEdit *ClaimsPreview::addView(const QString &name, const QString &title)
{
    auto *label = new QLabel(title, this);
    auto *view = new QPlainTextEdit(this);
    view->setObjectName(name);
    view->setAccessibleName(title);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    view->setMinimumHeight(fontMetrics().height() * 2);
    label->setBuddy(view);
    layout()->addWidget(label);
    layout()->addWidget(view);
    return view;
}

void ClaimsPreview::setUser(const User &user)
{
    setText(m_own, user.claims.isEmpty()
                       ? tr("none")
                       : QString::fromUtf8(QJsonDocument(user.claims).toJson()).trimmed());
    if (m_user != user.id) {
        m_user = user.id;
        m_issued->clear();
        m_copy->setText({});
        m_state->setText(tr("Loading…"));
    }
    m_isStale = true;
    if (isVisible())
        load();
}

void ClaimsPreview::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        load();
}

void ClaimsPreview::load()
{
    m_isStale = false;
    whenDone(m_api.previewClaims(m_user), this,
             [this, serial = ++m_serial](const Result<ClaimsAsIssued> &claims) {
                 if (serial == m_serial)
                     show(claims);
             });
}

void ClaimsPreview::show(const Result<ClaimsAsIssued> &claims)
{
    m_state->setRole(claims && claims->leftOut.isEmpty() ? ColourRole::Muted : ColourRole::Warning);
    if (!claims) {
        m_issued->clear();
        m_copy->setText({});
        m_state->setText(tr("No token can be issued: %1").arg(claims.error().message()));
        return;
    }
    setText(m_issued,
            QString::fromUtf8(QJsonDocument::fromJson(claims->payload).toJson()).trimmed());
    m_copy->setText(m_issued->toPlainText());
    const QString size = tr("A token of %n byte(s) as of now; jti and sid are samples.", nullptr,
                            static_cast<int>(claims->tokenBytes));
    m_state->setText(
        claims->leftOut.isEmpty()
            ? size
            //: %1: sentence about the size, %2: names of claims
            : tr("%1 Left out: %2.").arg(size, claims->leftOut.join(QStringLiteral(", "))));
}

} // namespace tokendesk::ui
