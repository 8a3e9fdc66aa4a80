// SPDX-License-Identifier: GPL-3.0-or-later
// Measures whether verify, refresh and the page of sessions stay what they cost while sessions grow
// from thousands to millions, and how large the file becomes. Without HTTP, which would hide it.
#include "server/auth/sessiontokens.h"
#include "server/auth/tokenservice.h"
#include "server/store/userrepository.h"
#include "tests/bench/storebench.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <QCoreApplication>
#include <QSemaphore>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>

namespace {

using namespace tokendesk;
using namespace tokendesk::bench;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr int kInFlight = 256;

/// Mean costs of one operation with so many sessions: CPU time of the whole process, the kernel's
/// work for it included, which other programs on the machine disturb least.
struct Costs
{
    qint64 sessions = 0;
    double bytesEach = 0;
    Microseconds verifyAccess{};
    Microseconds verifyRefresh{}; ///< reads the session
    Microseconds refresh{}; ///< with many under way, on the disk
    Microseconds page{}; ///< the first 200 live ones with their number
    Microseconds laterPage{}; ///< 200 further ones
    Microseconds usersPage{}; ///< 200 users with the number of their live sessions
};

/// The best of \a rounds means.
Microseconds best(int rounds, std::size_t operations, const std::function<void()> &run)
{
    Microseconds least = Microseconds::max();
    for (int round = 0; round < rounds; ++round) {
        const std::clock_t start = std::clock();
        run();
        const Microseconds taken(static_cast<double>(std::clock() - start) * 1e6 / CLOCKS_PER_SEC);
        least = std::min(least, taken / static_cast<double>(operations));
    }
    return least;
}

std::vector<auth::IssuedTokens> issueAll(StoreBench &bench, const std::vector<Session> &sessions)
{
    const auto snapshot = bench.policies.current();
    std::vector<auth::IssuedTokens> tokens;
    tokens.reserve(sessions.size());
    for (const Session &session : sessions) {
        const QByteArray carried = "\"user_id\":\"" + QByteArray::number(session.userId) + '"';
        tokens.push_back(take(auth::issuePair(*snapshot, session, carried, bench.clock.now())));
    }
    return tokens;
}

/// Refreshes all of \a tokens, whose successors take their places.
void refreshAll(auth::TokenService &service, std::vector<auth::IssuedTokens> &tokens)
{
    QSemaphore room(kInFlight);
    for (auth::IssuedTokens &each : tokens) {
        room.acquire();
        service.refresh(each.refresh, {}, [&each, &room](auth::TokenAnswer answer) {
            if (!answer)
                qFatal("a refresh was refused: %s",
                       token::causeName(answer.error().verdict.cause()));
            each = *std::move(answer);
            room.release();
        });
    }
    room.acquire(kInFlight);
}

Costs measure(const QString &parent, qint64 count, int rounds, int operations)
{
    StoreBench bench(parent);
    bench.fill(count);
    Costs costs;
    costs.sessions = count;
    costs.bytesEach = static_cast<double>(bench.database.sizeBytes()) / static_cast<double>(count);
    const auto sessions = bench.liveSessions(operations);
    auto tokens = issueAll(bench, sessions);
    const std::size_t size = tokens.size();
    auth::TokenService service(bench.context);
    const auto verifyAll = [&](QByteArray auth::IssuedTokens::*which) {
        for (const auth::IssuedTokens &each : tokens) {
            if (!service.verify(each.*which).verdict.accepted())
                qFatal("a token was refused");
        }
    };
    costs.verifyAccess = best(rounds, size, [&] { verifyAll(&auth::IssuedTokens::access); });
    costs.verifyRefresh = best(rounds, size, [&] { verifyAll(&auth::IssuedTokens::refresh); });
    costs.refresh = best(rounds, size, [&] { refreshAll(service, tokens); });

    store::SessionRepository repository(bench.connection());
    SessionQuery first;
    first.state = SessionState::Live;
    SessionQuery later = first;
    later.after = take(repository.list(first, bench.clock.now())).next;
    later.withTotal = false;
    constexpr std::size_t kPages = 20;
    const auto listAll = [&](const SessionQuery &query) {
        for (std::size_t i = 0; i < kPages; ++i)
            (void)take(repository.list(query, bench.clock.now()));
    };
    costs.page = best(rounds, kPages, [&] { listAll(first); });
    costs.laterPage = best(rounds, kPages, [&] { listAll(later); });
    store::UserRepository users(bench.connection());
    UserQuery someUsers;
    someUsers.withTotal = false;
    costs.usersPage = best(rounds, kPages, [&] {
        for (std::size_t i = 0; i < kPages; ++i)
            (void)take(users.list(someUsers, bench.clock.now()));
    });
    return costs;
}

void print(QTextStream &out, const std::vector<Costs> &all)
{
    out << "| sessions | bytes each | verify access us | verify refresh us | refresh us | page us "
           "| "
           "later page us | users page us |\n|---:|---:|---:|---:|---:|---:|---:|---:|\n";
    const auto figure = [](Microseconds cost) { return QString::number(cost.count(), 'f', 1); };
    for (const Costs &costs : all)
        out << "| " << costs.sessions << " | " << QString::number(costs.bytesEach, 'f', 0) << " | "
            << figure(costs.verifyAccess) << " | " << figure(costs.verifyRefresh) << " | "
            << figure(costs.refresh) << " | " << figure(costs.page) << " | "
            << figure(costs.laterPage) << " | " << figure(costs.usersPage) << " |\n";
    if (all.size() < 2)
        return;
    const auto ratio = [&](Microseconds Costs::*which) {
        return QString::number(all.back().*which / (all.front().*which), 'f', 2);
    };
    out << "| last / first | | " << ratio(&Costs::verifyAccess) << " | "
        << ratio(&Costs::verifyRefresh) << " | " << ratio(&Costs::refresh) << " | "
        << ratio(&Costs::page) << " | " << ratio(&Costs::laterPage) << " | "
        << ratio(&Costs::usersPage) << " |\n";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    CLI::App parser("Costs of operations while sessions grow; the aim is at most 1.25 times.");
    std::vector<qint64> sessions{10'000, 1'000'000, 5'000'000};
    int rounds = 5;
    int operations = 3'000;
    std::string parent = QDir::tempPath().toStdString();
    parser.add_option("--sessions", sessions, "How many, separated by commas")
        ->delimiter(',')
        ->check(CLI::Range(100, 100'000'000));
    parser.add_option("--rounds", rounds, "The best one counts")->check(CLI::PositiveNumber);
    parser.add_option("--operations", operations, "In a round")->check(CLI::PositiveNumber);
    parser.add_option("--directory", parent, "Where the databases are made")
        ->check(CLI::ExistingDirectory);
    CLI11_PARSE(parser, argc, argv);
    QTextStream out(stdout);
    std::vector<Costs> all;
    for (const qint64 count : sessions) {
        all.push_back(measure(QString::fromStdString(parent), count, rounds, operations));
        qInfo("measured %lld sessions", static_cast<long long>(count));
    }
    print(out, all);
    return 0;
}
