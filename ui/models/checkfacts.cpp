// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/checkfacts.h"

#include "ui/models/momenttext.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace tokendesk::ui {
namespace {

using token::Check;

class CheckFacts
{
    Q_DECLARE_TR_FUNCTIONS(tokendesk::ui::CheckFacts)
public:
    explicit CheckFacts(const Inspection &inspection) : m_inspection(inspection) { }

    [[nodiscard]] QString of(Check check) const
    {
        switch (check) {
        case Check::Form:
            return parts();
        case Check::Algorithm:
            return header("alg");
        case Check::Key:
            return key();
        case Check::IssuedAt:
            return moment("iat");
        case Check::NotBefore:
            return moment("nbf");
        case Check::Expiry:
            return expiry();
        case Check::RefreshExpiry:
            return moment("refresh_exp");
        case Check::Issuer:
            return claim("iss");
        case Check::Audience:
            return claim("aud");
        case Check::Revocation:
        case Check::Issued:
            return session();
        case Check::RequiredId:
            return claim("jti");
        case Check::Type:
            return claim("token_type");
        case Check::UserClaim:
            return claim("user_id");
        case Check::UserExists:
            return m_inspection.user ? m_inspection.user->username : QString();
        case Check::Signature:
        case Check::RequiredExp:
        case Check::UserActive:
        case Check::PasswordUnchanged:
        case Check::Count:
            break;
        }
        return {};
    }

private:
    /// A value that somebody else wrote, fit to be shown.
    [[nodiscard]] static QString shown(const QJsonValue &value)
    {
        constexpr qsizetype kMost = 60;
        if (value.isUndefined())
            return {};
        QString text = value.toString();
        if (!value.isString()) {
            text = QString::fromUtf8(
                QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)); // in [ and ]
            text = text.sliced(1, text.size() - 2);
        }
        std::replace_if(
            text.begin(), text.end(), [](QChar c) { return !c.isPrint() && !c.isSurrogate(); },
            QChar(QChar::ReplacementCharacter));
        return text.size() > kMost ? text.first(kMost) + u'…' : text;
    }
    [[nodiscard]] QString header(const char *name) const
    {
        return shown(m_inspection.header.value(QLatin1String(name)));
    }
    [[nodiscard]] QString claim(const char *name) const
    {
        return shown(m_inspection.claims.value(QLatin1String(name)));
    }

    [[nodiscard]] QString parts() const
    {
        const qsizetype dots = m_inspection.token.count(u'.');
        //: %1: number of parts, %2: number of characters
        return tr("%1 parts, %2 characters").arg(dots + 1).arg(m_inspection.token.size());
    }

    [[nodiscard]] QString key() const
    {
        const QString kid = header("kid");
        if (kid.isEmpty())
            return tr("No kid: every key of this algorithm is tried");
        return m_inspection.verdict.keyById ? kid : tr("%1, which is no key here").arg(kid);
    }

    [[nodiscard]] QString moment(const char *name) const
    {
        const QJsonValue value = m_inspection.claims.value(QLatin1String(name));
        constexpr double kLastSecond = 253'402'300'799.0;
        const double seconds = value.toDouble(-1);
        if (!value.isDouble() || seconds < 0 || seconds > kLastSecond)
            return shown(value);
        const Instant at = fromEpochMs(std::llround(seconds * 1000));
        return tr("%1 (%2)").arg(localMomentText(at),
                                 relativeMomentText(at, m_inspection.verdict.examinedAt));
    }

    [[nodiscard]] QString expiry() const
    {
        const QString end = moment("exp");
        return end.isEmpty()
                   ? end
                   : tr("%1, leeway %2").arg(end, durationText(m_inspection.verdict.leeway));
    }

    [[nodiscard]] QString session() const
    {
        const auto &session = m_inspection.session;
        if (!session)
            return {};
        const auto &jti = m_inspection.verdict.jti;
        if (jti && !jti->isAccess())
            return tr("Session %1; the token is number %2 of it, the current one is %3")
                .arg(session->id.toString())
                .arg(jti->serial)
                .arg(session->generation);
        return tr("Session %1").arg(session->id.toString());
    }

    const Inspection &m_inspection;
};

} // namespace

QString checkFact(token::Check check, const Inspection &inspection)
{
    return CheckFacts(inspection).of(check);
}

} // namespace tokendesk::ui
