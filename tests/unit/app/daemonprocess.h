// SPDX-License-Identifier: GPL-3.0-or-later
// The built tokendeskd, as its tests run it.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QStringList>
#include <QUrl>

namespace tokendesk::test {

/// What one call of tokendeskd gave.
struct Outcome
{
    int code = -1; ///< exit code; -1: crashed, or did not end
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
};

inline constexpr int kPatienceMs = 60'000;

/// Runs tokendeskd with \a words to its end; \a input goes to its standard input.
inline Outcome runDaemon(const QStringList &words, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(TOKENDESKD), words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatienceMs))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

/// A daemon that serves on a free port until it is stopped or destroyed.
class RunningDaemon
{
public:
    ~RunningDaemon() { stop(); }

    /// True when it said that it listens.
    bool start(const QStringList &words)
    {
        m_process.start(QStringLiteral(TOKENDESKD), words);
        while (!m_output.contains('\n') && m_process.waitForReadyRead(kPatienceMs))
            m_output += m_process.readAllStandardOutput();
        return m_output.startsWith("listening on http://");
    }
    /// Exit code after SIGTERM.
    int stop()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.terminate();
            if (!m_process.waitForFinished(kPatienceMs))
                m_process.kill();
            m_process.waitForFinished();
        }
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    [[nodiscard]] QString url() const
    {
        return QString::fromUtf8(m_output.split('\n').first().mid(sizeof("listening on ") - 1));
    }
    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// Status and JSON of one HTTP request; 0 when there was no answer.
struct HttpAnswer
{
    int status = 0;
    QJsonObject json;
};

inline HttpAnswer answerOf(QNetworkReply *reply)
{
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait(kPatienceMs);
    const HttpAnswer answer{reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                            QJsonDocument::fromJson(reply->readAll()).object()};
    reply->deleteLater();
    return answer;
}

inline HttpAnswer postJson(QNetworkAccessManager &network, const QString &url,
                           const QJsonObject &body)
{
    QNetworkRequest request{QUrl(url)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    return answerOf(network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact)));
}

inline HttpAnswer getWithToken(QNetworkAccessManager &network, const QString &url,
                               const QString &token)
{
    QNetworkRequest request{QUrl(url)};
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
    return answerOf(network.get(request));
}

} // namespace tokendesk::test
