// SPDX-License-Identifier: GPL-3.0-or-later
// Measures how long the forecast of a change of settings takes, which looks at every live session.
// Without HTTP and window.
#include "server/auth/sessionlifetimes.h"
#include "tests/bench/storebench.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace {

using namespace tokendesk;
using namespace tokendesk::bench;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// The best and the middle one of some drafts.
struct Times
{
    qint64 live = 0;
    Milliseconds best{}; ///< as a clock on the wall has it
    Milliseconds median{};
    Milliseconds cpu{}; ///< the best
};

/// So many sessions created in no order at all, as imports and long-lived devices leave them: then
/// rows that follow each other by their times lie on different pages.
void shuffle(StoreBench &bench)
{
    take(bench.connection().execOnce(QStringLiteral(
        "UPDATE sessions SET created_at = created_at - (serial * 2654435761) % 604800000")));
}

Times measure(const QString &parent, qint64 live, int rounds, bool isShuffled)
{
    StoreBench bench(parent);
    bench.fill(live * 3); // a third of them live
    if (isShuffled)
        shuffle(bench);
    const token::Policy before = bench.policies.current()->policy;
    std::vector<Milliseconds> wall;
    Times times;
    times.cpu = Milliseconds::max();
    for (int round = 0; round < rounds; ++round) {
        token::Policy after = before;
        after.refreshLifetime /= 2;
        after.sessionMaximum = std::chrono::hours(24 * (round + 2)); // no two drafts are the same
        const auto start = std::chrono::steady_clock::now();
        const std::clock_t busy = std::clock();
        const SettingsForecast forecast =
            take(auth::forecastSessions(bench.connection(), before, after, bench.clock.now()));
        const double spent = static_cast<double>(std::clock() - busy);
        wall.emplace_back(std::chrono::steady_clock::now() - start);
        times.cpu = std::min(times.cpu, Milliseconds(spent * 1e3 / CLOCKS_PER_SEC));
        if (forecast.live < live * 9 / 10)
            qFatal("only %lld sessions are live", static_cast<long long>(forecast.live));
        times.live = forecast.live;
    }
    std::sort(wall.begin(), wall.end());
    times.best = wall.front();
    times.median = wall[wall.size() / 2];
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    CLI::App parser("How long the forecast takes; the aim is 100 ms for 100,000 live sessions.");
    std::vector<qint64> sessions{100'000, 1'000'000};
    int rounds = 9;
    std::string parent = QDir::tempPath().toStdString();
    parser.add_option("--sessions", sessions, "How many live ones, separated by commas")
        ->delimiter(',')
        ->check(CLI::Range(100, 30'000'000));
    parser.add_option("--rounds", rounds, "How many drafts")->check(CLI::Range(1, 1'000));
    parser.add_option("--directory", parent, "Where the databases are made")
        ->check(CLI::ExistingDirectory);
    CLI11_PARSE(parser, argc, argv);
    QTextStream out(stdout);
    out << "| live sessions | created | best ms | median ms | CPU ms "
           "|\n|---:|---|---:|---:|---:|\n";
    const auto figure = [](Milliseconds time) { return QString::number(time.count(), 'f', 1); };
    for (const qint64 count : sessions) {
        for (const bool isShuffled : {false, true}) {
            const Times times = measure(QString::fromStdString(parent), count, rounds, isShuffled);
            out << "| " << times.live << " | " << (isShuffled ? "in any order" : "in order")
                << " | " << figure(times.best) << " | " << figure(times.median) << " | "
                << figure(times.cpu) << " |\n";
            out.flush();
        }
    }
    return 0;
}
