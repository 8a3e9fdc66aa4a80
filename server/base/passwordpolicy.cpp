// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/passwordpolicy.h"

#include "server/base/nearest.h"

#include <QFile>
#include <QRandomGenerator>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

/// A static library's resources are dropped by the linker unless something names them; the macro
/// must stand outside of any namespace.
static void initPasswordResources() { Q_INIT_RESOURCE(passwords); }

namespace tokendesk {
namespace {

/// Attributes shorter than this occur in many good passwords by chance.
constexpr qsizetype kShortestAttribute = 3;
/// What must be left of a password beside an attribute of its user.
constexpr qsizetype kLeastRemainder = 6;

tl::unexpected<Error> refuse(ErrorCode code, const QString &reason)
{
    return fail(code, reason, QStringLiteral("password"));
}

/// The block-list in lower case, sorted.
const std::vector<QByteArrayView> &commonPasswords()
{
    static const QByteArray text = [] {
        initPasswordResources();
        QFile file(QStringLiteral(":/tokendesk/passwords/common.txt"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toLower() : QByteArray();
    }();
    static const std::vector<QByteArrayView> sorted = [] {
        std::vector<QByteArrayView> lines;
        qsizetype start = 0;
        while (start < text.size()) {
            qsizetype end = text.indexOf('\n', start);
            if (end < 0)
                end = text.size();
            lines.push_back(QByteArrayView(text).sliced(start, end - start));
            start = end + 1;
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }();
    return sorted;
}

bool isCommon(const QString &password)
{
    const QByteArray wanted = password.toLower().toUtf8();
    const auto &list = commonPasswords();
    return std::binary_search(list.begin(), list.end(), QByteArrayView(wanted));
}

struct Attribute
{
    QString text;
    QString what; ///< "the username"
};

std::vector<Attribute> attributesOf(const NewUser &user)
{
    std::vector<Attribute> all = {
        {user.username, QStringLiteral("the username")},
        {user.email, QStringLiteral("the e-mail address")},
        {user.email.section(u'@', 0, 0), QStringLiteral("the e-mail address")},
        {user.firstName, QStringLiteral("the name")},
        {user.lastName, QStringLiteral("the name")},
        {user.firstName + user.lastName, QStringLiteral("the name")},
        {QStringLiteral("tokendesk"), QStringLiteral("the name of this program")},
    };
    std::erase_if(all, [](const Attribute &each) { return each.text.size() < kShortestAttribute; });
    return all;
}

/// Whether \a password is \a attribute with a little around it, or a few edits away from it.
bool isSimilar(const QString &password, const QString &attribute)
{
    const QString folded = attribute.toCaseFolded();
    QString reversed = folded;
    std::reverse(reversed.begin(), reversed.end());
    for (const QString &form : {folded, reversed}) {
        QString rest = password;
        rest.remove(form);
        if (rest.size() < password.size() && rest.size() < kLeastRemainder)
            return true;
    }
    const qsizetype longer = std::max(password.size(), folded.size());
    const qsizetype shorter = std::min(password.size(), folded.size());
    // The distance is at least the difference of the lengths, and costs their product.
    return (longer - shorter) * 4 <= longer && longer <= 256
           && editDistance(password, folded) * 4 <= longer;
}

Result<void> checkText(const QString &password, qsizetype length, const NewUser &user,
                       int minimumLength)
{
    if (length < minimumLength) {
        return refuse(ErrorCode::PasswordTooShort,
                      QStringLiteral("must have at least %1 characters, has %2")
                          .arg(minimumLength)
                          .arg(length));
    }
    if (length > kPasswordMaximumLength) {
        return refuse(
            ErrorCode::PasswordTooLong,
            QStringLiteral("must have at most %1 characters").arg(kPasswordMaximumLength));
    }
    if (isCommon(password))
        return refuse(ErrorCode::PasswordTooCommon,
                      QStringLiteral("is one of the most common passwords"));
    if (std::set<QChar>(password.begin(), password.end()).size() < 3)
        return refuse(ErrorCode::PasswordTooCommon,
                      QStringLiteral("repeats the same one or two characters"));
    const QString folded = password.toCaseFolded();
    for (const Attribute &attribute : attributesOf(user)) {
        if (isSimilar(folded, attribute.text))
            return refuse(ErrorCode::PasswordTooSimilar,
                          QStringLiteral("is too similar to %1").arg(attribute.what));
    }
    return {};
}

/// Bits of a guesser who tries all characters of the kinds used; steps such as "abc" and "aaa"
/// count a quarter.
double estimateBits(const QList<uint> &points)
{
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool sign = false;
    bool other = false;
    double length = 0;
    uint previous = 0;
    for (const uint point : points) {
        const bool step = point == previous || point == previous + 1 || point + 1 == previous;
        length += step ? 0.25 : 1.0;
        previous = point;
        lower = lower || (point >= 'a' && point <= 'z');
        upper = upper || (point >= 'A' && point <= 'Z');
        digit = digit || (point >= '0' && point <= '9');
        other = other || point >= 128;
        sign = sign || (point < 128 && !QChar::isLetterOrNumber(point));
    }
    const int kinds = (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0) + (sign ? 33 : 0)
                      + (other ? 100 : 0);
    const auto distinct = static_cast<double>(std::set<uint>(points.begin(), points.end()).size());
    // "abcabcabcabc" has few characters to choose from whatever its length.
    return kinds == 0 ? 0 : std::min(length, 2 * distinct) * std::log2(kinds);
}

} // namespace

Result<void> checkPassword(const SecretBytes &password, const NewUser &user, int minimumLength)
{
    if (password.size() > kPasswordMaximumBytes) {
        return refuse(ErrorCode::PasswordTooLong,
                      QStringLiteral("must have at most %1 bytes").arg(kPasswordMaximumBytes));
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(password.view());
    const bool valid = !decoder.hasError() && !text.contains(QChar(u'\0'));
    const Result<void> verdict = valid
                                     ? checkText(text, text.toUcs4().size(), user, minimumLength)
                                     : refuse(ErrorCode::InvalidArgument,
                                              QStringLiteral("must be text in UTF-8 without NUL"));
    text.fill(u'\0');
    return verdict;
}

PasswordStrength passwordStrength(const QString &password, const NewUser &user, int minimumLength)
{
    const QList<uint> points = password.toUcs4();
    if (const auto verdict = checkText(password, points.size(), user, minimumLength); !verdict)
        return {0, verdict.error().detail};
    const double bits = estimateBits(points);
    if (bits < 45)
        return {1, QStringLiteral("weak")};
    if (bits < 65)
        return {2, QStringLiteral("fair")};
    if (bits < 85)
        return {3, QStringLiteral("good")};
    return {4, QStringLiteral("strong")};
}

QString generatePassword(int minimumLength)
{
    // No 0 O o, 1 I l.
    static constexpr QLatin1String kAlphabet(
        "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789");
    constexpr int kLeastCharacters = 16;
    constexpr int kGroup = 4;
    QString password;
    for (int i = 0; i < kLeastCharacters || password.size() < minimumLength; ++i) {
        if (i > 0 && i % kGroup == 0)
            password += u'-';
        password += kAlphabet[QRandomGenerator::system()->bounded(int(kAlphabet.size()))];
    }
    return password;
}

} // namespace tokendesk
