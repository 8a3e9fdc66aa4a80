// SPDX-License-Identifier: GPL-3.0-or-later
// Measures login, refresh, verify and profile against a constant answer of the same stack, in one
// run.
#include "server/auth/passwordhasher.h"
#include "tests/bench/loadclient.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <vector>

namespace {

using namespace tokendesk::bench;

constexpr int kStartTimeoutMs = 20'000;
constexpr int kStopTimeoutMs = 5'000;

struct Arguments
{
    std::string base;
    std::string daemon;
    std::string username = "admin";
    std::string password = "admin";
    double seconds = 2.0;
    int rounds = 3;
    std::vector<int> connections{8};
    bool hashOnly = false;
    bool json = false;
};

/// A demonstration daemon of our own on a free port.
class Daemon
{
public:
    ~Daemon()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.terminate();
        if (!m_process.waitForFinished(kStopTimeoutMs))
            m_process.kill();
        m_process.waitForFinished();
    }
    /// Its URL; empty if it did not start.
    QString start(const QString &program)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        // At "info" every refresh leaves a line, which nobody reads here.
        m_process.start(program, {QStringLiteral("demo"), QStringLiteral("--listen"),
                                  QStringLiteral("127.0.0.1:0"), QStringLiteral("--log-level"),
                                  QStringLiteral("warning")});
        QByteArray output;
        while (!output.contains('\n') && m_process.waitForReadyRead(kStartTimeoutMs))
            output += m_process.readAllStandardOutput();
        const QByteArray prefix = "listening on ";
        return output.startsWith(prefix)
                   ? QString::fromUtf8(output.mid(prefix.size()).split('\n').first().trimmed())
                   : QString();
    }

private:
    QProcess m_process;
};

struct Row
{
    QString name;
    std::vector<Sample> samples;

    [[nodiscard]] double rate() const
    {
        double best = 0;
        for (const Sample &sample : samples)
            best = std::max(best, sample.rate);
        return best;
    }
    [[nodiscard]] double median() const
    {
        std::vector<double> rates;
        for (const Sample &sample : samples)
            rates.push_back(sample.rate);
        std::sort(rates.begin(), rates.end());
        return rates.empty() ? 0 : rates[rates.size() / 2];
    }
    [[nodiscard]] double p99() const
    {
        double worst = 0;
        for (const Sample &sample : samples)
            worst = std::max(worst, sample.p99Milliseconds);
        return worst;
    }
    [[nodiscard]] qint64 failures() const
    {
        qint64 sum = 0;
        for (const Sample &sample : samples)
            sum += sample.failures;
        return sum;
    }
};

/// What was measured with one number of connections.
struct Table
{
    int connections = 0;
    std::vector<Row> rows;
};

QJsonObject toJson(const Table &table)
{
    const double constant = table.rows.front().median();
    QJsonArray list;
    for (const Row &row : table.rows) {
        list.append(QJsonObject{{QStringLiteral("name"), row.name},
                                {QStringLiteral("best_per_second"), std::round(row.rate())},
                                {QStringLiteral("median_per_second"), std::round(row.median())},
                                {QStringLiteral("ratio"), row.median() / constant},
                                {QStringLiteral("p99_ms"), row.p99()},
                                {QStringLiteral("failures"), row.failures()}});
    }
    return {{QStringLiteral("connections"), table.connections}, {QStringLiteral("rows"), list}};
}

void printText(QTextStream &out, const Table &table, const Arguments &arguments)
{
    const double constant = table.rows.front().median();
    out << QStringLiteral("%1 connections, %2 rounds of %3 s each, interleaved\n")
               .arg(table.connections)
               .arg(arguments.rounds)
               .arg(arguments.seconds);
    out << QStringLiteral("%1 %2 %3 %4 %5 %6\n")
               .arg(QStringLiteral("request"), -10)
               .arg(QStringLiteral("best/s"), 9)
               .arg(QStringLiteral("median/s"), 9)
               .arg(QStringLiteral("of const."), 9)
               .arg(QStringLiteral("p99 ms"), 9)
               .arg(QStringLiteral("failed"), 7);
    for (const Row &row : table.rows) {
        out << QStringLiteral("%1 %2 %3 %4 %5 %6\n")
                   .arg(row.name, -10)
                   .arg(row.rate(), 9, 'f', 0)
                   .arg(row.median(), 9, 'f', 0)
                   .arg(row.median() / constant, 9, 'f', 3)
                   .arg(row.p99(), 9, 'f', 2)
                   .arg(row.failures(), 7);
    }
}

void print(const std::vector<Table> &tables, const Arguments &arguments, const QString &base)
{
    QTextStream out(stdout);
    if (!arguments.json) {
        for (const Table &table : tables)
            printText(out, table, arguments);
        return;
    }
    QJsonArray list;
    for (const Table &table : tables)
        list.append(toJson(table));
    out << QJsonDocument(QJsonObject{{QStringLiteral("base"), base},
                                     {QStringLiteral("rounds"), arguments.rounds},
                                     {QStringLiteral("seconds"), arguments.seconds},
                                     {QStringLiteral("tables"), list}})
               .toJson();
}

/// Interleaved rounds of all kinds and numbers of connections; false when a kind never got a good
/// answer.
bool measureAll(const Target &target, const Arguments &arguments, std::vector<Table> &tables)
{
    constexpr std::array kKinds{Kind::Constant, Kind::Verify, Kind::Profile, Kind::Refresh,
                                Kind::Login};
    for (const int connections : arguments.connections) {
        Table &table = tables.emplace_back(Table{connections, {}});
        for (const Kind kind : kKinds)
            table.rows.push_back({QString::fromLatin1(kindName(kind)), {}});
    }
    for (int round = 0; round < arguments.rounds; ++round) {
        for (Table &table : tables) {
            for (std::size_t i = 0; i < kKinds.size(); ++i) {
                table.rows[i].samples.push_back(
                    measure(target, kKinds[i], table.connections, arguments.seconds));
            }
        }
    }
    return std::all_of(tables.begin(), tables.end(), [](const Table &table) {
        return std::all_of(table.rows.begin(), table.rows.end(),
                           [](const Row &row) { return row.rate() > 0; });
    });
}

/// Median time of one password hash on one thread, in milliseconds.
double hashMilliseconds()
{
    constexpr int kHashes = 15;
    const tokendesk::auth::PasswordHasher hasher;
    const auto password = tokendesk::SecretBytes::fromText(QStringLiteral("correct horse"));
    const auto encoded = hasher.hashNow(password);
    if (!encoded)
        return 0;
    std::vector<double> times;
    for (int i = 0; i < kHashes; ++i) {
        const std::chrono::duration<double, std::milli> cost =
            hasher.verifyNow(password, *encoded).cost;
        times.push_back(cost.count());
    }
    std::sort(times.begin(), times.end());
    return times[kHashes / 2];
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Arguments arguments;
    CLI::App root("Requests per second, and their ratio to a constant answer of the same server.");
    root.add_option("--base", arguments.base,
                    "Measure this server; nothing starts a demonstration daemon");
    root.add_option("--daemon", arguments.daemon,
                    "The daemon to start; beside this program unless given");
    root.add_option("--username", arguments.username, "User to log in as");
    root.add_option("--password", arguments.password, "The user's password");
    root.add_option("--seconds", arguments.seconds, "Length of one round")
        ->check(CLI::PositiveNumber);
    root.add_option("--rounds", arguments.rounds, "Rounds of each kind")
        ->check(CLI::PositiveNumber);
    root.add_option("--connections", arguments.connections,
                    "Connections kept alive, such as 1,8,64")
        ->delimiter(',')
        ->check(CLI::PositiveNumber);
    root.add_flag("--hash-only", arguments.hashOnly,
                  "Print the milliseconds of one password hash, nothing more");
    root.add_flag("--json", arguments.json, "Print JSON");
    CLI11_PARSE(root, argc, argv);

    if (arguments.hashOnly) {
        QTextStream(stdout) << hashMilliseconds() << '\n';
        return 0;
    }
    Daemon daemon;
    QString base = QString::fromStdString(arguments.base);
    if (base.isEmpty()) {
        const QString program = arguments.daemon.empty() ? QCoreApplication::applicationDirPath()
                                                               + QStringLiteral("/tokendeskd")
                                                         : QString::fromStdString(arguments.daemon);
        base = daemon.start(program);
    }
    const auto target = Target::fromUrl(base, QByteArray::fromStdString(arguments.username),
                                        QByteArray::fromStdString(arguments.password));
    std::vector<Table> tables;
    if (!target || !measureAll(*target, arguments, tables)) {
        QTextStream(stderr) << "tokendesk_bench: no good answers from "
                            << (base.isEmpty() ? QStringLiteral("the daemon") : base) << '\n';
        return 1;
    }
    print(tables, arguments, base);
    const bool clean = std::all_of(tables.begin(), tables.end(), [](const Table &table) {
        return std::all_of(table.rows.begin(), table.rows.end(),
                           [](const Row &row) { return row.failures() == 0; });
    });
    return clean ? 0 : 1;
}
