// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectorpage.h"

#include "ui/models/checksmodel.h"
#include "ui/models/claimsmodel.h"
#include "ui/models/verdicttext.h"
#include "ui/pages/inspectorcompare.h"
#include "ui/pages/inspectorfacts.h"
#include "ui/pages/inspectorremarks.h"
#include "ui/pages/inspectorsigning.h"
#include "ui/pages/inspectortampering.h"
#include "ui/translation.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/momentbar.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tokenview.h"
#include "ui/widgets/verifykeybox.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>

#include <cmath>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::milliseconds kTypingPause{150};
constexpr std::chrono::seconds kAgeingStep{5};

/// A NumericDate of the claims, as far as it can be a date.
std::optional<Instant> claimedMoment(const QJsonObject &claims, const char *name)
{
    const QJsonValue value = claims.value(QLatin1String(name));
    const double seconds = value.toDouble();
    constexpr double kLastSecond = 253'402'300'799.0;
    if (!value.isDouble() || seconds < 0 || seconds > kLastSecond)
        return {};
    return fromEpochMs(std::llround(seconds * 1000));
}

QString translatedRemoved(const QStringList &removed)
{
    QStringList parts;
    for (const QString &part : removed)
        parts.append(QCoreApplication::translate("TokenText", qUtf8Printable(part)));
    return parts.join(QStringLiteral(", "));
}

/// Whether it is the key that was given which cannot be used.
bool isKeyError(const Error &error)
{
    return error.code == ErrorCode::KeyInvalid || error.code == ErrorCode::KeyTooShort
           || error.field == QLatin1String("key") || error.field == QLatin1String("passphrase");
}

} // namespace

InspectorPage::InspectorPage(const PageContext &context, QWidget *parent)
    : Page(context, parent), m_header(new ClaimsModel(ClaimsModel::Part::Header, this)),
      m_claims(new ClaimsModel(ClaimsModel::Part::Payload, this)),
      m_checks(new ChecksModel(context.theme, this)), m_stack(new QStackedWidget(this)),
      m_typing(new QTimer(this)), m_ageing(new QTimer(this))
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeInputArea());
    layout->addWidget(makeResultLine());
    m_empty = new EmptyState(context.theme, this);
    m_empty->setContent(QStringLiteral("token"), tr("Nothing to inspect yet"),
                        tr("Paste an access or refresh token, an Authorization header, a curl "
                           "command or the answer of a login. It is not stored anywhere."),
                        tr("Paste"));
    connect(m_empty, &EmptyState::buttonClicked, this, &InspectorPage::paste);
    m_details = makeDetails();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_details);
    layout->addWidget(m_stack, 1);
    setContent(content);

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(m_typing, &QTimer::timeout, this, &InspectorPage::readInput);
    m_ageing->setInterval(kAgeingStep);
    connect(m_ageing, &QTimer::timeout, this, [this] {
        if (!m_moment->moment())
            inspect();
    });
    connect(m_token->input(), &QPlainTextEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_choice, &QComboBox::currentIndexChanged, this, &InspectorPage::inspect);
    connect(m_moment, &MomentBar::changed, this, &InspectorPage::inspect);
    connect(m_key, &VerifyKeyBox::changed, this, &InspectorPage::inspect);
    showNothing();
}

void InspectorPage::opened()
{
    m_ageing->start();
    refresh();
}

void InspectorPage::closed() { m_ageing->stop(); }

void InspectorPage::refresh() { inspect(); }

void InspectorPage::applyFilter(const QJsonObject &filter)
{
    const QString text = filter.value(QLatin1String("token")).toString();
    if (text.isEmpty())
        return;
    m_token->input()->setPlainText(text);
    readInput();
}

void InspectorPage::paste()
{
    // The whole field is replaced; unlike setPlainText() this can be taken back with Ctrl+Z.
    m_token->input()->selectAll();
    m_token->input()->insertPlainText(QGuiApplication::clipboard()->text());
    m_token->input()->setFocus();
    readInput();
}

void InspectorPage::clearAll()
{
    m_token->input()->clear();
    m_key->reset();
    m_moment->setNow();
    m_compare->clear();
    m_signing->clear();
    readInput();
    m_token->input()->setFocus();
}

void InspectorPage::readInput()
{
    m_typing->stop();
    const QString text = m_token->input()->toPlainText();
    if (text != m_exact)
        m_exact.clear();
    token::ExtractedTokens found;
    if (m_exact.isEmpty())
        found = token::extractTokens(text);
    else
        found.tokens.push_back({m_exact, {}});
    const bool same = found == m_found;
    m_found = found;
    m_clear->setEnabled(!text.isEmpty());
    m_stripped->setVisible(!found.removed.isEmpty());
    m_stripped->setText(tr("Removed: %1.").arg(translatedRemoved(found.removed)));
    if (!same)
        fillChoice();
    inspect();
}

void InspectorPage::fillChoice()
{
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    int number = 0;
    for (const token::ExtractedToken &found : m_found.tokens) {
        ++number;
        QString name = tr("Token %1").arg(number);
        if (found.kind == QLatin1String("access"))
            name = tr("Access token");
        else if (found.kind == QLatin1String("refresh"))
            name = tr("Refresh token");
        else if (found.kind == QLatin1String("sliding"))
            name = tr("Sliding token");
        else if (found.kind == QLatin1String("id"))
            name = tr("ID token");
        m_choice->addItem(tr("%1 (%2 of %3)").arg(name).arg(number).arg(m_found.tokens.size()));
    }
    m_choice->setVisible(m_found.tokens.size() > 1);
}

QString InspectorPage::chosenToken() const
{
    const int index = m_choice->currentIndex();
    return index >= 0 && index < static_cast<int>(m_found.tokens.size())
               ? m_found.tokens[static_cast<std::size_t>(index)].text
               : QString();
}

void InspectorPage::inspect()
{
    const quint64 number = ++m_asked;
    const QString token = chosenToken();
    m_token->setToken(token);
    if (token.isEmpty()) {
        showNothing();
        return;
    }
    if (m_key->isLocked()) {
        showUnjudged(tr("The key is encrypted: type its passphrase to verify with it."));
        return;
    }
    whenDone(
        api().inspect(token, options()), this, [this, number](const Result<Inspection> &answer) {
            if (number != m_asked)
                return;
            if (answer) {
                banners().remove(QStringLiteral("inspect"));
                m_key->setProblem({});
                showInspection(*answer);
                return;
            }
            if (!m_key->isServers() && isKeyError(answer.error())) {
                showUnjudged(tr("This key cannot be used: %1").arg(errorReason(answer.error())));
                return;
            }
            showNote(tr("The token could not be judged."));
            showError(QStringLiteral("inspect"), tr("Cannot inspect the token."), answer.error(),
                      [this] { inspect(); });
        });
}

InspectOptions InspectorPage::options() const
{
    InspectOptions options;
    options.at = m_moment->moment();
    options.secret = m_key->secret();
    options.passphrase = m_key->passphrase();
    options.exact = true; // readInput() has taken away what is around it
    return options;
}

void InspectorPage::showUnjudged(const QString &problem)
{
    const quint64 number = ++m_asked;
    m_key->setProblem(problem);
    InspectOptions byServersKeys;
    byServersKeys.at = m_moment->moment();
    byServersKeys.exact = true;
    whenDone(api().inspect(chosenToken(), std::move(byServersKeys)), this,
             [this, number](const Result<Inspection> &answer) {
                 if (number != m_asked || !answer)
                     return;
                 showInspection(*answer);
                 showNote(tr("Not judged by that key. What is shown below is judged by the "
                             "server's keys."));
             });
}

void InspectorPage::inspectExactly(const QString &token)
{
    m_exact = token;
    m_token->input()->setPlainText(token);
    m_views->setCurrentIndex(0);
    readInput();
}

void InspectorPage::endSession(const SessionId &session)
{
    whenDone(api().endSessions({session}), this, [this](const Result<int> &ended) {
        if (!ended)
            showError(QStringLiteral("end"), tr("Cannot end the session."), ended.error());
        inspect();
    });
}

void InspectorPage::copy(const QString &text)
{
    // Claims are about people, and the token opens doors: neither stays on the clipboard.
    copySecretToClipboard(text);
}

void InspectorPage::showInspection(const Inspection &inspection)
{
    m_inspection = inspection;
    m_stack->setCurrentWidget(m_details);
    showVerdict(inspection);
    showParts(inspection);
    m_checks->setInspection(inspection);
    m_facts->setInspection(inspection);
    m_answers->setAnswers(inspection.answers);
    m_remarks->setRemarks(inspection.remarks);
    m_tabs->setTabText(3, inspection.remarks.empty()
                              ? tr("Remarks")
                              : tr("Remarks (%1)").arg(inspection.remarks.size()));
    m_compare->setFirst(inspection);
    m_signing->setInspection(inspection);
    m_tampering->setInspection(inspection);
    m_copyAs->setEnabled(true);
    m_copyReport->setText(inspectionReport(inspection));
    m_moment->setRange(claimedMoment(inspection.claims, "iat"),
                       claimedMoment(inspection.claims, "exp"));
}

void InspectorPage::showVerdict(const Inspection &inspection)
{
    const bool accepted = inspection.verdict.accepted();
    const ColourRole role = accepted ? ColourRole::Ok : ColourRole::Error;
    const QIcon icon =
        theme().icon(accepted ? QStringLiteral("ok") : QStringLiteral("error"), role);
    const int size = m_resultWord->fontMetrics().height() + 4;
    m_resultIcon->setPixmap(icon.pixmap(size));
    m_resultIcon->show();
    m_resultWord->setRole(role);
    m_resultWord->setText(accepted ? tr("Accepted") : tr("Refused"));
    m_resultWord->show();
    QString text = verdictReason(inspection.sentence);
    if (inspection.verdict.shortSecret) {
        text += QLatin1Char(' ')
                + tr("Attention: the secret is shorter than its hash, so it can be guessed.");
    }
    m_resultText->setText(text);
    m_resultCause->setVisible(!accepted);
    m_resultCause->setText(QLatin1String(token::causeName(inspection.verdict.cause())));
    m_resultLine->show();
}

void InspectorPage::showNote(const QString &text)
{
    m_resultIcon->hide();
    m_resultWord->hide();
    m_resultCause->hide();
    m_resultText->setText(text);
    m_resultLine->setVisible(!text.isEmpty());
    m_copyReport->setText({});
    m_copyAs->setEnabled(false);
}

void InspectorPage::showNothing()
{
    m_inspection = {};
    showNote(m_found.problem.isEmpty()
                 ? QString()
                 : QCoreApplication::translate("TokenText", qUtf8Printable(m_found.problem)));
    m_stack->setCurrentWidget(m_empty);
    m_header->clear();
    m_claims->clear();
    m_checks->setVerdict({});
    m_facts->setInspection({});
    m_answers->setAnswers({});
    m_remarks->setRemarks({});
    m_tampering->clear();
    m_key->setProblem({});
    m_copyHeader->setText({});
    m_copyPayload->setText({});
    m_moment->setRange({}, {});
}

void InspectorPage::showParts(const Inspection &inspection)
{
    const Instant now = inspection.verdict.examinedAt;
    m_header->setJson(inspection.headerJson, now);
    m_claims->setJson(inspection.payloadJson, now);
    m_copyHeader->setText(QString::fromUtf8(inspection.headerJson));
    m_copyPayload->setText(QString::fromUtf8(inspection.payloadJson));
    const auto note = [&inspection](RoleLabel *label, const QByteArray &json, bool hasRows) {
        label->setVisible(!hasRows);
        if (json.isEmpty())
            label->setText(
                tr("Could not be decoded. %1.").arg(translatedCause(inspection.verdict.cause())));
        else if (json == "{}")
            label->setText(tr("Empty."));
        else
            label->setText(tr("No strict JSON object: %1").arg(QString::fromUtf8(json.left(512))));
    };
    note(m_headerNote, inspection.headerJson, m_header->rowCount() > 0);
    note(m_payloadNote, inspection.payloadJson, m_claims->rowCount() > 0);
}

} // namespace tokendesk::ui
