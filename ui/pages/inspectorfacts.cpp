// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectorfacts.h"

#include "server/runtime/verdictsentence.h"
#include "ui/models/checksmodel.h"
#include "ui/models/momenttext.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/verdicttext.h"
#include "ui/pages/inspectorremarks.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/twostepbutton.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

/// Until when the session lives, or since when and why it does not, at \a now.
QString endText(const Session &session, const SessionEnd &end, Instant now)
{
    const QString moment = localMomentText(end.at);
    const QString relative = relativeMomentText(end.at, now);
    if (session.endedAt) {
        QString how = SessionsModel::stateText(session, *session.endedAt);
        if (!session.endedBy.isEmpty() && session.endReason != EndReason::EndedByAdministrator)
            how = InspectorFacts::tr("%1, by %2").arg(how, session.endedBy);
        return end.at <= now ? InspectorFacts::tr("Ended %1 (%2): %3").arg(moment, relative, how)
                             : InspectorFacts::tr("Lives at this moment. Ended later, %1 (%2): %3")
                                   .arg(moment, relative, how);
    }
    if (end.at <= now) {
        return InspectorFacts::tr("Over since %1 (%2): %3")
            .arg(moment, relative,
                 QCoreApplication::translate("VerdictSentence", endReasonText(end.reason)));
    }
    return end.reason == EndReason::MaximumAge
               ? InspectorFacts::tr("Lives until %1 (%2), however often it is refreshed")
                     .arg(moment, relative)
               : InspectorFacts::tr("Lives until %1 (%2), unless it is refreshed before")
                     .arg(moment, relative);
}

QString sessionText(const Inspection &inspection)
{
    const Session &session = *inspection.session;
    const Instant now = inspection.verdict.examinedAt;
    QStringList lines;
    lines.append(InspectorFacts::tr("Session %1, generation %2")
                     .arg(session.id.toString())
                     .arg(session.generation));
    lines.append(
        InspectorFacts::tr("Started %1 (%2)")
            .arg(localMomentText(session.createdAt), relativeMomentText(session.createdAt, now)));
    if (session.refreshedAt) {
        lines.append(InspectorFacts::tr("Last refreshed %1 (%2)")
                         .arg(localMomentText(*session.refreshedAt),
                              relativeMomentText(*session.refreshedAt, now)));
    }
    if (inspection.sessionEnd)
        lines.append(endText(session, *inspection.sessionEnd, now));
    else
        lines.append(InspectorFacts::tr("Lives as long as its tokens"));
    if (!session.address.isEmpty() || !session.userAgent.isEmpty())
        lines.append(QString(session.userAgent + QStringLiteral("  ") + session.address).trimmed());
    return lines.join(u'\n');
}

QString userText(const User &user)
{
    QStringList words;
    words.append(user.active ? InspectorFacts::tr("active") : InspectorFacts::tr("inactive"));
    if (user.staff)
        words.append(InspectorFacts::tr("staff"));
    if (user.superuser)
        words.append(InspectorFacts::tr("superuser"));
    if (user.deletedAt)
        words.append(InspectorFacts::tr("deleted"));
    QStringList lines = {InspectorFacts::tr("User %1 (id %2): %3")
                             .arg(user.username)
                             .arg(user.id)
                             .arg(words.join(QStringLiteral(", ")))};
    if (!user.fullName().isEmpty() || !user.email.isEmpty())
        lines.append(QString(user.fullName() + QStringLiteral("  ") + user.email).trimmed());
    return lines.join(u'\n');
}

QString valueText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    QString text =
        QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return text.mid(1, text.size() - 2);
}

QLabel *plainLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

InspectorFacts::InspectorFacts(const PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_session(plainLabel("sessionText", this)),
      m_user(plainLabel("userText", this)),
      m_stale(new RoleLabel(context.theme, ColourRole::Warning, {}, this)),
      m_openSession(new QPushButton(tr("Show Session"), this)),
      m_openKey(new QPushButton(tr("Show Key"), this)),
      m_openUser(new QPushButton(tr("Show User"), this)),
      m_endSession(new TwoStepButton(tr("End Session"), tr("End now? (%1 s)"), this))
{
    m_stale->setObjectName(QStringLiteral("staleText"));
    m_stale->setWordWrap(true);
    m_openSession->setObjectName(QStringLiteral("openSession"));
    m_openKey->setObjectName(QStringLiteral("openKey"));
    m_openUser->setObjectName(QStringLiteral("openUser"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_session);
    m_endSession->setObjectName(QStringLiteral("endSession"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_openSession);
    buttons->addWidget(m_openKey);
    buttons->addWidget(m_endSession);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addSpacing(8);
    layout->addWidget(m_user);
    layout->addWidget(m_stale);
    layout->addWidget(m_openUser, 0, Qt::AlignLeft);
    layout->addStretch(1);
    connect(m_openSession, &QPushButton::clicked, this, [this] {
        m_context.openPage(QStringLiteral("sessions"),
                           {{QStringLiteral("session"), m_sessionId->toString()}});
    });
    connect(m_openKey, &QPushButton::clicked, this, [this] {
        m_context.openPage(QStringLiteral("keys"), {{QStringLiteral("key"), m_keyId}});
    });
    connect(m_endSession, &TwoStepButton::confirmed, this, [this] {
        if (m_sessionId)
            emit endWanted(*m_sessionId);
    });
    connect(m_openUser, &QPushButton::clicked, this, [this] {
        m_context.openPage(QStringLiteral("users"),
                           {{QStringLiteral("user"), QJsonValue(m_userId)}});
    });
}

void InspectorFacts::setInspection(const Inspection &inspection)
{
    showSession(inspection);
    showUser(inspection);
}

void InspectorFacts::showSession(const Inspection &inspection)
{
    m_openSession->setVisible(inspection.session.has_value());
    const bool isLive =
        inspection.session
        && SessionsModel::isLive(*inspection.session, m_context.clock.now()); // it ends now
    m_endSession->setVisible(isLive);
    const auto id = inspection.session ? std::optional(inspection.session->id) : std::nullopt;
    if (id != m_sessionId)
        m_endSession->disarm();
    m_sessionId = id;
    // A token of a session of ours: it was one of our keys.
    m_keyId = !inspection.session ? QString()
              : inspection.verdict.keyById
                  ? inspection.header.value(QLatin1String("kid")).toString()
                  : inspection.session->keyId;
    m_openKey->setVisible(!m_keyId.isEmpty());
    if (inspection.session) {
        m_session->setText(sessionText(inspection));
    } else {
        m_session->setText(tr("No session of this server belongs to the token, or the signature is "
                              "not genuine, so that it was not looked up."));
    }
}

void InspectorFacts::showUser(const Inspection &inspection)
{
    m_openUser->setVisible(inspection.user.has_value());
    m_user->setVisible(inspection.user.has_value());
    QStringList stale;
    if (inspection.user) {
        m_userId = inspection.user->id;
        m_user->setText(userText(*inspection.user));
        stale = staleClaims(inspection.claims, *inspection.user);
    }
    m_stale->setVisible(!stale.isEmpty());
    m_stale->setText(tr("Out of date in the token: %1.").arg(stale.join(QStringLiteral("; "))));
}

InspectorAnswers::InspectorAnswers(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this))
{
    m_layout->addStretch(1);
}

void InspectorAnswers::setAnswers(const std::vector<PredictedAnswer> &answers)
{
    const auto same = [](const PredictedAnswer &a, const PredictedAnswer &b) {
        return a.endpoint == b.endpoint && a.status == b.status && a.body == b.body;
    };
    if (m_rows != nullptr
        && std::equal(answers.begin(), answers.end(), m_answers.begin(), m_answers.end(), same))
        return; // keeps what is selected
    m_answers = answers;
    delete m_rows;
    m_rows = new QWidget(this);
    auto *layout = new QVBoxLayout(m_rows);
    layout->setContentsMargins(0, 0, 0, 0);
    if (answers.empty())
        layout->addWidget(
            new RoleLabel(m_theme, ColourRole::Muted, tr("Nothing to predict."), m_rows));
    for (const PredictedAnswer &answer : answers) {
        const bool good = answer.status >= 200 && answer.status < 300;
        auto *head = new RoleLabel(m_theme, good ? ColourRole::Ok : ColourRole::Error,
                                   tr("%1 → %2 %3")
                                       .arg(answer.endpoint)
                                       .arg(answer.status)
                                       .arg(good ? tr("accepted") : tr("refused")),
                                   m_rows);
        head->setObjectName(QStringLiteral("answer_") + answer.endpoint);
        auto *body = plainLabel("", m_rows);
        body->setObjectName(QStringLiteral("answerBody_") + answer.endpoint);
        body->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        body->setText(QString::fromUtf8(answer.body));
        body->setContentsMargins(12, 0, 0, 6);
        layout->addWidget(head);
        layout->addWidget(body);
    }
    m_layout->insertWidget(0, m_rows);
}

QStringList staleClaims(const QJsonObject &claims, const User &user)
{
    const QJsonObject now = {{QStringLiteral("email"), user.email},
                             {QStringLiteral("is_staff"), user.staff},
                             {QStringLiteral("is_superuser"), user.superuser},
                             {QStringLiteral("full_name"), user.fullName()},
                             {QStringLiteral("username"), user.username},
                             {QStringLiteral("groups"), QJsonArray::fromStringList(user.groups)}};
    QStringList stale;
    for (auto it = now.begin(); it != now.end(); ++it) {
        const QJsonValue old = claims.value(it.key());
        if (!old.isUndefined() && old != it.value()) {
            stale.append(InspectorFacts::tr("%1 is %2, now %3")
                             .arg(it.key(), valueText(old), valueText(it.value())));
        }
    }
    return stale;
}

QString inspectionReport(const Inspection &inspection)
{
    QStringList lines = {verdictText(inspection.sentence), QString()};
    const auto fenced = [&lines](const QString &title, const QString &text) {
        // Longer than any run of back quotes in the text, so that nothing in it ends the block.
        QString fence = QStringLiteral("```");
        while (text.contains(fence))
            fence += u'`';
        lines += {title, QString(), fence, text, fence, QString()};
    };
    if (inspection.token.count(u'.') >= 2) {
        fenced(InspectorFacts::tr("Token, the signature left out:"),
               inspection.token.left(inspection.token.lastIndexOf(u'.')) + u'.');
    }
    fenced(InspectorFacts::tr("Header:"), QString::fromUtf8(inspection.headerJson));
    fenced(InspectorFacts::tr("Payload:"), QString::fromUtf8(inspection.payloadJson));
    lines += {InspectorFacts::tr("Checks:"), QString()};
    for (std::size_t i = 0; i < token::kCheckCount; ++i) {
        const auto check = static_cast<token::Check>(i);
        const token::Verdict::Entry &entry = inspection.verdict.at(check);
        QString line =
            QStringLiteral("- %1: %2").arg(outcomeText(entry.outcome), translatedCheck(check));
        if (entry.outcome == token::Outcome::Failed) {
            line += QStringLiteral(": %1 (`%2`)")
                        .arg(translatedCause(entry.cause),
                             QLatin1String(token::causeName(entry.cause)));
        }
        lines.append(line);
    }
    lines += {QString(), InspectorFacts::tr("Answers now:"), QString()};
    for (const PredictedAnswer &answer : inspection.answers) {
        const QString body = QString::fromUtf8(answer.body);
        lines.append(QString(QStringLiteral("- %1: %2").arg(answer.endpoint).arg(answer.status)
                             + (body.isEmpty() ? QString() : QString(u' ' + body))));
    }
    if (!inspection.remarks.empty())
        lines += {QString(), InspectorFacts::tr("Remarks:"), QString()};
    for (const token::Remark &remark : inspection.remarks)
        lines.append(QStringLiteral("- ") + remarkSentence(remark));
    lines += {QString(),
              InspectorFacts::tr("As of %1.").arg(toIsoString(inspection.verdict.examinedAt))};
    return lines.join(u'\n') + u'\n';
}

} // namespace tokendesk::ui
