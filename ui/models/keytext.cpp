// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/keytext.h"

#include "server/token/base64url.h"
#include "ui/translation.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace tokendesk::ui {
namespace {

constexpr qsizetype kLongId = 16;
constexpr qsizetype kThumbprintSize = 32;

QString translate(const char *text) { return QCoreApplication::translate("KeyText", text); }

/// For a plural form; beyond it only "many" matters.
int countFor(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

std::optional<Instant> earlier(const std::optional<Instant> &a, const std::optional<Instant> &b)
{
    return !a || (b && *b < *a) ? b : a;
}

/// When \a key began or is to begin to sign.
std::optional<Instant> beginning(const KeyInfo &key)
{
    if (key.state == KeyInfo::State::Next)
        return key.activatesAt;
    return key.state == KeyInfo::State::Active ? key.activatedAt.value_or(key.createdAt)
                                               : key.activatedAt;
}

} // namespace

std::vector<KeyLife> livesOf(const std::vector<KeyInfo> &keys)
{
    std::vector<KeyLife> lives;
    for (const KeyInfo &key : keys) {
        KeyLife life{key, beginning(key), {}, key.retiredAt ? key.retiredAt : key.leavesAt};
        for (const KeyInfo &other : keys) {
            const auto begins = beginning(other);
            if (life.signsFrom && begins && *begins > *life.signsFrom)
                life.signsUntil = earlier(life.signsUntil, begins);
        }
        // A key that was told to go may have signed to the last.
        if (life.signsFrom && key.state == KeyInfo::State::Retired)
            life.signsUntil = earlier(life.signsUntil, key.retiredAt);
        lives.push_back(std::move(life));
    }
    return lives;
}

QString keyStateText(KeyInfo::State state)
{
    switch (state) {
    case KeyInfo::State::Next:
        return translate("Next");
    case KeyInfo::State::Active:
        return translate("Active");
    case KeyInfo::State::Retiring:
        return translate("Verifies only");
    case KeyInfo::State::Retired:
        break;
    }
    return translate("Retired");
}

QChar keyStateGlyph(KeyInfo::State state)
{
    switch (state) {
    case KeyInfo::State::Next:
        return u'○';
    case KeyInfo::State::Active:
        return u'●';
    case KeyInfo::State::Retiring:
        return u'◐';
    case KeyInfo::State::Retired:
        break;
    }
    return u'✕';
}

QString shortKeyId(const QString &kid)
{
    return kid.size() <= kLongId ? kid : kid.left(6) + u'…' + kid.right(4);
}

QString keyThumbprint(const QString &kid)
{
    const auto bytes = token::fromBase64Url(kid.toLatin1());
    if (!bytes || bytes->size() != kThumbprintSize)
        return {};
    return QString::fromLatin1(bytes->toHex(':'));
}

bool isSecretAlgorithm(const QString &algorithm)
{
    return algorithm.startsWith(QLatin1String("HS"));
}

QString algorithmExplanation(const QString &algorithm)
{
    if (isSecretAlgorithm(algorithm))
        return translate("One secret signs and verifies. For services that may know it; it is "
                         "never published.");
    if (algorithm.startsWith(QLatin1String("RS")))
        return translate("RSA: services verify with the public key. Known everywhere; keys and "
                         "tokens are long.");
    if (algorithm.startsWith(QLatin1String("PS")))
        return translate("RSA with PSS padding: as RS, with the better proof; some older "
                         "libraries lack it.");
    if (algorithm.startsWith(QLatin1String("ES")))
        return translate("Elliptic curve: services verify with the public key. Short tokens.");
    return translate("Ed25519: services verify with the public key. Fast and short; some older "
                     "libraries lack it.");
}

QString keySessionsText(const KeyInfo &key)
{
    const QString count = QLocale().toString(key.liveSessions);
    return key.moreSessions ? QString(count + u'+') : count;
}

QString whatStaysValid(const KeyInfo &key)
{
    const QString until = key.lastTokenAt ? minuteText(*key.lastTokenAt) : QString();
    const QString kid = shortKeyId(key.kid);
    QString text;
    if (key.moreSessions)
        //: %1: a number, %2: a key, %3: a date and time
        text = translate("More than %1 sessions hold refresh tokens signed by %2; they stay valid "
                         "until they expire, the last at %3.")
                   .arg(QLocale().toString(key.liveSessions), kid, until);
    else if (key.liveSessions == 0 || !key.lastTokenAt)
        text = translate("No session holds a refresh token signed by %1.").arg(kid);
    else
        //: %1: a key, %2: a date and time
        text = QCoreApplication::translate(
                   "KeyText",
                   "%Ln session(s) hold refresh tokens signed by %1; they stay valid until they "
                   "expire, the last at %2.",
                   nullptr, countFor(key.liveSessions))
                   .arg(kid, until);
    return text + u' ' + translate("Access tokens that it has signed stay valid, too.");
}

QString whatRetiringEnds(const KeyInfo &key, const std::vector<KeyInfo> &all)
{
    if (key.state == KeyInfo::State::Next)
        return translate("It has signed nothing: no session ends. Its private part is destroyed.");
    QString text;
    if (key.moreSessions)
        text = key.liveSessions > 0
                   //: %1: a number
                   ? translate("More than %1 sessions live on its tokens and end now: who uses "
                               "them must sign in again.")
                         .arg(QLocale().toString(key.liveSessions))
                   : translate("There are too many sessions to count which of them live on its "
                               "tokens. Those end now: who uses them must sign in again.");
    else if (key.liveSessions == 0)
        text = translate("No session lives on its tokens.");
    else
        text = QCoreApplication::translate("KeyText",
                                           "%Ln session(s) live on its tokens and end now: who "
                                           "uses them must sign in again.",
                                           nullptr, countFor(key.liveSessions));
    text += u' '
            + translate("Whatever it has signed is refused from now on, and its private part is "
                        "destroyed.");
    qint64 others = 0;
    bool isLeast = false;
    for (const KeyInfo &other : all) {
        if (other.kid != key.kid)
            others += other.liveSessions;
        isLeast = isLeast || other.moreSessions;
    }
    return text + u' '
           + (isLeast
                  ? translate("Sessions on other keys go on.")
                  : QCoreApplication::translate("KeyText", "%Ln session(s) on other keys go on.",
                                                nullptr, countFor(others)));
}

QString concernText(KeyConcern concern, const KeyInfo &key)
{
    switch (concern) {
    case KeyConcern::Weak:
        //: %1: a sentence
        return (key.state == KeyInfo::State::Active
                    ? translate("This key is weak: %1 Rotate to a new one.")
                    : translate("This key is weak: %1 Whoever guesses it can issue tokens until it "
                                "is retired."))
            .arg(serverText("Error", key.warning));
    case KeyConcern::Overdue:
        //: %1: a date and time
        return translate("It was to sign from %1 and does not: no server or daemon was running. "
                         "Start one, or rotate now.")
            .arg(minuteText(key.activatesAt.value_or(Instant())));
    case KeyConcern::SignsSoon:
        break;
    }
    //: %1: a date and time
    return translate("It signs from %1 on. Services that keep a copy of the public keys need this "
                     "one by then.")
        .arg(minuteText(key.activatesAt.value_or(Instant())));
}

QString minuteText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(at))
        .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString dayText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMs(at)).toString(QStringLiteral("yyyy-MM-dd"));
}

} // namespace tokendesk::ui
