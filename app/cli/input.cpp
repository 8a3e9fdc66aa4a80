// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/input.h"

#include "app/cli/await.h"
#include "server/runtime/adminapi.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <pwd.h>
#include <termios.h>
#include <unistd.h>

namespace tokendesk::cli {
namespace {

constexpr qint64 kSecretLimit = 64 * 1024;
constexpr int kPageSize = 500;

/// Switches the echo of the terminal off while it lives.
class Silence
{
public:
    Silence()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~Silence()
    {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

/// Removes one line end from \a bytes.
SecretBytes withoutLineEnd(const SecretBytes &bytes)
{
    QByteArrayView view = bytes.view();
    if (view.endsWith('\n'))
        view.chop(1);
    if (view.endsWith('\r'))
        view.chop(1);
    return SecretBytes(view);
}

Result<SecretBytes> readFrom(QFile &file, bool oneLine)
{
    QByteArray bytes = oneLine ? file.readLine(kSecretLimit + 1) : file.read(kSecretLimit + 1);
    SecretBytes secret{QByteArrayView(bytes)};
    explicit_bzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (secret.size() > kSecretLimit)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("longer than 64 KiB"),
                    QStringLiteral("file"));
    return withoutLineEnd(secret);
}

SecretBytes ask(const char *prompt, QFile &input)
{
    std::fputs(prompt, stderr);
    std::fflush(stderr);
    auto line = readFrom(input, true);
    std::fputs("\n", stderr);
    return line ? std::move(*line) : SecretBytes();
}

} // namespace

Result<SecretBytes> readPassword(bool fromStdin)
{
    const QString field = QStringLiteral("password");
    QFile input;
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("cannot read standard input"),
                    field);
    if (fromStdin) {
        TRY_ASSIGN(auto password, readFrom(input, true));
        if (password.isEmpty())
            return fail(ErrorCode::InvalidArgument, QStringLiteral("standard input was empty"),
                        field);
        return password;
    }
    if (isatty(STDIN_FILENO) == 0)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("give it on standard input with --password-stdin"), field);
    const Silence silence;
    SecretBytes first = ask("Password: ", input);
    const SecretBytes second = ask("Again: ", input);
    if (first.view() != second.view())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("the two are not the same"), field);
    if (first.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("nothing was typed"), field);
    return first;
}

Result<SecretBytes> readSecretFile(const QString &path)
{
    QFile file(path);
    const bool opened = path == QLatin1String("-") ? file.open(STDIN_FILENO, QIODevice::ReadOnly)
                                                   : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("cannot read %1: %2").arg(path, file.errorString()),
                    QStringLiteral("file"));
    return readFrom(file, false);
}

Result<User> findUser(AdminApi &api, const QString &name)
{
    auto user = await(api.userByName(name));
    if (!user && user.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, QStringLiteral("there is no user \"%1\"").arg(name),
                    QStringLiteral("user"));
    return user;
}

Result<std::vector<User>> findUsers(AdminApi &api, UserQuery query, int limit)
{
    std::vector<User> users;
    query.limit = kPageSize;
    query.withTotal = false;
    while (true) {
        if (limit > 0)
            query.limit = std::min(kPageSize, limit - static_cast<int>(users.size()));
        TRY_ASSIGN(auto page, await(api.listUsers(query)));
        users.insert(users.end(), page.rows.begin(), page.rows.end());
        if (page.next.isEmpty() || (limit > 0 && static_cast<int>(users.size()) >= limit))
            return users;
        query.after = page.next;
    }
}

Result<SessionId> sessionIdFrom(const QString &text)
{
    if (const auto id = SessionId::fromHex(text.toLatin1()))
        return *id;
    return fail(
        ErrorCode::InvalidArgument,
        QStringLiteral("\"%1\" is not a session id, which has 24 hexadecimal digits").arg(text),
        QStringLiteral("session"));
}

Result<Instant> instantFrom(const QString &text, const QString &field)
{
    if (text == QLatin1String("now"))
        return SystemClock().now();
    if (const auto instant = instantFromString(text))
        return *instant;
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("\"%1\" is neither a time such as 2026-01-31T12:00:00Z nor epoch "
                               "seconds")
                    .arg(text),
                field);
}

QString osActor()
{
    const passwd *entry = getpwuid(geteuid());
    const QString name =
        entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(geteuid());
    return QStringLiteral("os:") + name;
}

Result<QJsonObject> claimsFrom(const std::vector<std::string> &texts)
{
    QJsonObject claims;
    for (const std::string &item : texts) {
        const QString text = QString::fromStdString(item);
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        if (equals < 1)
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is not of the form name=value").arg(text),
                        QStringLiteral("claim"));
        const QString name = text.left(equals);
        if (claims.contains(name))
            return fail(ErrorCode::InvalidArgument,
                        QStringLiteral("\"%1\" is given twice").arg(name), QStringLiteral("claim"));
        const QString value = text.mid(equals + 1);
        const auto wrapped = QJsonDocument::fromJson(QByteArray("[" + value.toUtf8() + "]"));
        claims.insert(name, wrapped.isArray() && wrapped.array().size() == 1
                                ? wrapped.array().first()
                                : QJsonValue(value));
    }
    return claims;
}

} // namespace tokendesk::cli
