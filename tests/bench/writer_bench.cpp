// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what one fsync for many refreshes brings: rotations a second by so many clients, each of
// which waits for its own, against the same with a commit for each, turn about in one run. Without
// HTTP and without signatures.
#include "tests/bench/storebench.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace {

using namespace tokendesk;
using namespace tokendesk::bench;
using SteadyClock = std::chrono::steady_clock;

struct Rate
{
    double perSecond = 0;
    double jobsPerCommit = 0;
};

/// Rotates \a session once and waits until it is on the disk.
void rotate(StoreBench &bench, Session &session)
{
    const Instant now = bench.clock.now();
    const store::Rotation rotation{now, now + std::chrono::hours{168},
                                   now + std::chrono::minutes{15}, QStringLiteral("bench")};
    std::atomic<bool> isDone{false};
    bench.writer.submit<bool>(
        [&](store::Connection &connection) {
            return store::SessionRepository(connection)
                .rotate(session.id, session.generation, rotation);
        },
        [&](const Result<bool> &won) {
            if (!won || !*won)
                qFatal("a rotation failed");
            isDone = true;
            isDone.notify_one();
        },
        store::Writer::Shape::Single);
    isDone.wait(false);
    ++session.generation;
}

/// \a apart: one under way at a time, so that each is committed alone.
Rate measure(StoreBench &bench, std::vector<Session> &sessions, int clients, bool apart,
             std::chrono::duration<double> length)
{
    const auto before = bench.writer.statistics();
    std::atomic<quint64> count{0};
    std::mutex turn;
    std::vector<std::thread> threads;
    const std::size_t share = sessions.size() / static_cast<std::size_t>(clients);
    const auto start = SteadyClock::now();
    const auto end = start + std::chrono::duration_cast<SteadyClock::duration>(length);
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, first = static_cast<std::size_t>(client) * share] {
            for (std::size_t i = 0; SteadyClock::now() < end; i = (i + 1) % share) {
                std::unique_lock<std::mutex> lock(turn, std::defer_lock);
                if (apart)
                    lock.lock();
                rotate(bench, sessions[first + i]);
                ++count;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    const std::chrono::duration<double> taken = SteadyClock::now() - start;
    const auto after = bench.writer.statistics();
    return {static_cast<double>(count) / taken.count(),
            static_cast<double>(after.jobs - before.jobs)
                / static_cast<double>(after.batches - before.batches)};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    CLI::App parser("Refreshes a second with shared commits and with one for each.");
    std::vector<int> clients{1, 8, 64};
    double seconds = 2;
    int rounds = 3;
    std::string parent = QDir::tempPath().toStdString();
    parser.add_option("--connections", clients, "How many at once, separated by commas")
        ->delimiter(',')
        ->check(CLI::Range(1, 1'000));
    parser.add_option("--seconds", seconds, "Of a round")->check(CLI::PositiveNumber);
    parser.add_option("--rounds", rounds, "The best one counts")->check(CLI::PositiveNumber);
    parser.add_option("--directory", parent, "Where the database is made")
        ->check(CLI::ExistingDirectory);
    CLI11_PARSE(parser, argc, argv);
    StoreBench bench(QString::fromStdString(parent));
    bench.fill(100'000);
    std::vector<Session> sessions = bench.liveSessions(20'000);
    QTextStream out(stdout);
    out << "| connections | shared, per s | in a commit | apart, per s | times |\n"
           "|---:|---:|---:|---:|---:|\n";
    for (const int count : clients) {
        Rate shared;
        Rate apart;
        for (int round = 0; round < rounds; ++round) {
            const std::chrono::duration<double> length(seconds);
            const Rate together = measure(bench, sessions, count, false, length);
            const Rate alone = measure(bench, sessions, count, true, length);
            if (together.perSecond > shared.perSecond)
                shared = together;
            if (alone.perSecond > apart.perSecond)
                apart = alone;
        }
        out << "| " << count << " | " << qRound64(shared.perSecond) << " | "
            << QString::number(shared.jobsPerCommit, 'f', 1) << " | " << qRound64(apart.perSecond)
            << " | " << QString::number(shared.perSecond / apart.perSecond, 'f', 2) << " |\n";
        out.flush();
    }
    return 0;
}
