// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectorsigning.h"

#include "server/base/json.h"
#include "server/token/base64url.h"
#include "ui/translation.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tokenview.h"
#include "ui/widgets/verifykeybox.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <functional>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::seconds kLifetime = std::chrono::minutes{15};

/// The members of \a json, values as they are written, with \a before each and \a after the name.
/// QJsonDocument would sort them and round large numbers. Nothing if it is no strict JSON object.
std::optional<QByteArray> rewritten(const QByteArray &json, const char *before, const char *after,
                                    const char *end,
                                    const std::function<QByteArray(const JsonMember &)> &value = {})
{
    JsonText text;
    if (!text.scan(json) || !text.isObject())
        return {};
    QByteArray out = "{";
    for (const JsonMember &member : text.members()) {
        out += out.size() > 1 ? "," : "";
        out += before;
        appendJsonString(out, member.name);
        out += after;
        out += value ? value(member) : member.raw.toByteArray();
    }
    if (out.size() > 1)
        out += end;
    out += '}';
    return out;
}

std::optional<QByteArray> compact(const QByteArray &json) { return rewritten(json, "", ":", ""); }

/// What cannot be taken apart is shown as it is.
QString indented(const QByteArray &json)
{
    return QString::fromUtf8(rewritten(json, "\n  ", ": ", "\n").value_or(json));
}

QString problemOf(const QByteArray &json)
{
    JsonText text;
    if (text.scan(json) && !text.isObject())
        return InspectorSigning::tr("no JSON object");
    return InspectorSigning::tr("%1 at byte %2")
        .arg(QLatin1String(text.errorText()))
        .arg(text.errorOffset());
}

} // namespace

InspectorSigning::InspectorSigning(const PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context),
      m_key(new VerifyKeyBox(context.theme, context.prompter, VerifyKeyBox::Purpose::Sign, this)),
      m_state(new RoleLabel(context.theme, ColourRole::Muted, {}, this)),
      m_sign(new QPushButton(context.theme.icon(QStringLiteral("key")), tr("S&ign"), this))
{
    m_state->setObjectName(QStringLiteral("signatureState"));
    m_state->setWordWrap(true);
    m_sign->setObjectName(QStringLiteral("signButton"));
    auto *keyLine = new QHBoxLayout;
    keyLine->addWidget(m_key, 1);
    keyLine->addWidget(m_sign);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0); // in line with what is above
    layout->addWidget(makeEditors(), 1);
    layout->addLayout(keyLine);
    layout->addWidget(m_state);
    layout->addWidget(makeResult());

    connect(m_header, &QPlainTextEdit::textChanged, this, &InspectorSigning::update);
    connect(m_payload, &QPlainTextEdit::textChanged, this, &InspectorSigning::update);
    connect(m_key, &VerifyKeyBox::changed, this, &InspectorSigning::update);
    connect(m_load, &QPushButton::clicked, this, &InspectorSigning::load);
    connect(m_times, &QPushButton::clicked, this, &InspectorSigning::setTimesFromNow);
    connect(m_sign, &QPushButton::clicked, this, &InspectorSigning::sign);
    update();
}

QPlainTextEdit *InspectorSigning::makeEditor(const char *name, const QString &accessibleName)
{
    auto *editor = new QPlainTextEdit(this);
    editor->setObjectName(QLatin1String(name));
    editor->setAccessibleName(accessibleName);
    editor->setTabChangesFocus(true);
    editor->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    return editor;
}

QWidget *InspectorSigning::makeEditors()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    const auto box = [this, splitter](QPlainTextEdit *editor, const QString &title,
                                      QPushButton *button) {
        auto *widget = new QWidget(splitter);
        auto *label = new QLabel(title, widget);
        label->setBuddy(editor);
        auto *top = new QHBoxLayout;
        top->addWidget(label);
        top->addStretch(1);
        top->addWidget(button);
        auto *layout = new QVBoxLayout(widget);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addLayout(top);
        layout->addWidget(editor, 1);
        splitter->addWidget(widget);
    };
    m_header = makeEditor("headerEdit", tr("Header as JSON"));
    m_payload = makeEditor("payloadEdit", tr("Payload as JSON"));
    m_load = new QPushButton(m_context.theme.icon(QStringLiteral("undo")), tr("Start Again"), this);
    m_load->setObjectName(QStringLiteral("loadToken"));
    m_load->setToolTip(tr("Take header and payload of the token over once more"));
    m_times =
        new QPushButton(m_context.theme.icon(QStringLiteral("clock")), tr("Times From Now"), this);
    m_times->setObjectName(QStringLiteral("timesFromNow"));
    m_times->setToolTip(tr("Issued now, expires in %1").arg(durationText(kLifetime)));
    box(m_header, tr("&Header"), m_load);
    box(m_payload, tr("&Payload"), m_times);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QWidget *InspectorSigning::makeResult()
{
    auto *widget = new QWidget(this);
    m_result = new QPlainTextEdit(widget);
    m_result->setObjectName(QStringLiteral("signedText"));
    m_result->setAccessibleName(tr("The edited token"));
    m_result->setReadOnly(true);
    m_result->setTabChangesFocus(true);
    m_result->setWordWrapMode(QTextOption::WrapAnywhere);
    m_result->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_result->setFixedHeight(m_result->fontMetrics().lineSpacing() * 4 + 14);
    m_highlighter = new TokenHighlighter(m_context.theme, m_result->document());
    m_copy = new CopyButton(m_context.theme, {}, tr("Copy the edited token"), widget);
    m_copy->setObjectName(QStringLiteral("copySigned"));
    m_copy->setSecret(true);
    m_inspect = new QPushButton(tr("Inspect It"), widget);
    m_inspect->setObjectName(QStringLiteral("inspectSigned"));
    connect(m_inspect, &QPushButton::clicked, this,
            [this] { emit inspectWanted(m_copy->textToCopy()); });
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_copy, 0, Qt::AlignRight);
    buttons->addStretch(1);
    buttons->addWidget(m_inspect);
    auto *layout = new QHBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_result, 1);
    layout->addLayout(buttons);
    return widget;
}

bool InspectorSigning::isEdited() const
{
    const QByteArray header = m_header->toPlainText().toUtf8();
    const QByteArray payload = m_payload->toPlainText().toUtf8();
    return compact(header).value_or(header) != m_originalHeader
           || compact(payload).value_or(payload) != m_originalPayload;
}

void InspectorSigning::setInspection(const Inspection &inspection)
{
    if (inspection.token == m_token)
        return;
    const bool wasEdited = isEdited();
    m_token = inspection.token;
    m_originalHeader = compact(inspection.headerJson).value_or(inspection.headerJson);
    m_originalPayload = compact(inspection.payloadJson).value_or(inspection.payloadJson);
    if (!wasEdited)
        load();
    else
        update();
}

void InspectorSigning::clear()
{
    m_token.clear();
    m_originalHeader.clear();
    m_originalPayload.clear();
    m_key->reset();
    load();
}

void InspectorSigning::load()
{
    m_header->setPlainText(indented(m_originalHeader));
    m_payload->setPlainText(indented(m_originalPayload));
    update();
}

void InspectorSigning::setTimesFromNow()
{
    const qint64 now = toEpochSeconds(m_context.clock.now());
    const auto timed = rewritten(
        m_payload->toPlainText().toUtf8(), "\n  ", ": ", "\n", [now](const JsonMember &member) {
            if (member.name == "iat" || member.name == "nbf")
                return QByteArray::number(now);
            return member.name == "exp" ? QByteArray::number(now + kLifetime.count())
                                        : member.raw.toByteArray();
        });
    if (timed)
        m_payload->setPlainText(QString::fromUtf8(*timed));
}

void InspectorSigning::update()
{
    ++m_asked; // an answer to what was there before is of no use any more
    const bool isServers = m_key->isServers();
    const QByteArray header = m_header->toPlainText().toUtf8();
    const QByteArray payload = m_payload->toPlainText().toUtf8();
    const auto compactHeader = compact(header);
    const auto compactPayload = compact(payload);
    const bool isRead = compactPayload && (isServers || compactHeader);
    m_header->setEnabled(!isServers);
    m_header->setToolTip(isServers ? tr("With the server's key the header is the server's")
                                   : QString());
    m_times->setEnabled(compactPayload.has_value());
    m_load->setEnabled(!m_token.isEmpty());
    m_sign->setEnabled(isRead && (isServers || (m_key->secret() && !m_key->isLocked())));

    QString text;
    if (!isEdited()) {
        text = m_token;
        m_state->setRole(ColourRole::Muted);
        m_state->setText(m_token.isEmpty()
                             ? tr("Write a header and a payload, and sign them.")
                             : tr("Nothing is changed: the signature is the original one."));
    } else if (!compactPayload || !compactHeader) {
        m_state->setRole(ColourRole::Error);
        m_state->setText(compactPayload
                             ? tr("The header is not strict JSON: %1.").arg(problemOf(header))
                             : tr("The payload is not strict JSON: %1.").arg(problemOf(payload)));
    } else {
        text = QString::fromLatin1(token::toBase64Url(*compactHeader) + '.'
                                   + token::toBase64Url(*compactPayload) + '.')
               + m_token.section(u'.', 2);
        m_state->setRole(ColourRole::Error);
        m_state->setText(tr("Changed: the signature does not fit any more. Sign the copy."));
    }
    m_highlighter->setSignatureWrong(isEdited());
    m_highlighter->setToken(text);
    m_result->setPlainText(text);
    m_copy->setText(text);
    m_inspect->setEnabled(!text.isEmpty());
}

void InspectorSigning::sign()
{
    if (auto own = m_key->secret()) {
        order(std::move(own), m_key->passphrase());
        return;
    }
    // Such a token is as good as one of a login, so it takes who is signed in, not who walks by.
    m_context.prompter.reauthenticate(this, tr("Sign with the server's key"), [this](bool granted) {
        if (granted)
            order({}, {});
    });
}

void InspectorSigning::order(std::optional<SecretBytes> key, SecretBytes passphrase)
{
    const QByteArray header = m_header->toPlainText().toUtf8();
    const QByteArray payload = m_payload->toPlainText().toUtf8();
    TokenToSign what{compact(header).value_or(header), compact(payload).value_or(payload),
                     std::move(key), std::move(passphrase)};
    const quint64 number = ++m_asked;
    m_sign->setEnabled(false);
    whenDone(m_context.api.signToken(std::move(what)), this,
             [this, number](const Result<SignedToken> &made) {
                 if (number == m_asked)
                     show(made);
             });
}

void InspectorSigning::show(const Result<SignedToken> &made)
{
    m_sign->setEnabled(true);
    if (!made) {
        m_state->setRole(ColourRole::Error);
        m_state->setText(tr("Not signed. %1").arg(errorReason(made.error())));
        return;
    }
    m_state->setRole(ColourRole::Ok);
    m_state->setText(m_key->isServers()
                         ? tr("Signed with the server's key %1. The audit log has an event of it.")
                               .arg(made->kid)
                         : tr("Signed with your own key."));
    m_highlighter->setSignatureWrong(false);
    m_highlighter->setToken(made->token);
    m_result->setPlainText(made->token);
    m_copy->setText(made->token);
    m_inspect->setEnabled(true);
}

} // namespace tokendesk::ui
