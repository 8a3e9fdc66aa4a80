// SPDX-License-Identifier: GPL-3.0-or-later
// Signing and verifying with each algorithm against bare `openssl speed`, turn about in one run.
// Both count the CPU time of their own thread, so that a busy machine disturbs little.
#include "server/token/base64url.h"
#include "server/token/decodedtoken.h"
#include "server/token/examine.h"
#include "server/token/key.h"
#include "server/token/keygenerator.h"
#include "tests/support/tablefacts.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <QCoreApplication>
#include <QMap>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <functional>
#include <optional>
#include <vector>

using namespace tokendesk;
using namespace tokendesk::token;

namespace {

struct Rates
{
    std::vector<double> sign; ///< per second of CPU, one a round
    std::vector<double> verify;
};

/// One line of the table.
struct Subject
{
    Algorithm algorithm;
    int rsaBits = 2048;
    const char *speedName = nullptr; ///< for `openssl speed`
    std::shared_ptr<const Key> key = nullptr;
    Rates rates = {};
};

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

/// How often a second \a work can be done; none if it fails.
std::optional<double> rateOf(double seconds, const std::function<bool()> &work)
{
    const double started = cpuSeconds();
    for (qint64 count = 0;;) {
        for (int i = 0; i < 16; ++i, ++count) {
            if (!work())
                return std::nullopt;
        }
        const double spent = cpuSeconds() - started;
        if (spent >= seconds)
            return double(count) / spent;
    }
}

/// Runs `openssl speed` for \a name and adds its two rates.
bool addBareRates(const QString &name, int seconds, Rates &rates)
{
    QProcess speed;
    speed.start(QStringLiteral("openssl"),
                {QStringLiteral("speed"), QStringLiteral("-mr"), QStringLiteral("-seconds"),
                 QString::number(seconds), name});
    if (!speed.waitForFinished(600'000) || speed.exitCode() != 0)
        return false;
    const QList<QByteArray> lines = speed.readAllStandardOutput().split('\n');
    for (const QByteArray &line : lines) {
        // "+F2:index:bits:sign:verify", the last two per second
        const QList<QByteArray> fields = line.trimmed().split(':');
        if (!line.startsWith("+F") || fields.size() < 5)
            continue;
        rates.sign.push_back(fields[fields.size() - 2].toDouble());
        rates.verify.push_back(fields.last().toDouble());
        return true;
    }
    return false;
}

/// A token of about 300 bytes, as the server issues it.
QByteArray tokenOf(const Key &key)
{
    const QByteArray header = R"({"alg":")" + QByteArray(algorithmInfo(key.algorithm()).name)
                              + R"(","typ":"JWT","kid":")" + key.kid() + "\"}";
    const QByteArray claims = R"({"token_type":"access","exp":1800000900,"iat":1800000000,)"
                              R"("jti":"00112233445566778899aabb80000002","user_id":"1"})";
    const QByteArray text = toBase64Url(header) + '.' + toBase64Url(claims);
    return text + '.' + toBase64Url(key.sign(text).value());
}

bool measure(Subject &subject, double seconds)
{
    const QByteArray text = tokenOf(*subject.key);
    const QByteArray input = text.first(text.lastIndexOf('.'));
    const QByteArray signature = subject.key->sign(input).value();
    const auto sign = rateOf(seconds, [&] { return subject.key->sign(input).has_value(); });
    const auto verify = rateOf(seconds, [&] { return subject.key->verify(input, signature); });
    if (!sign || !verify)
        return false;
    subject.rates.sign.push_back(*sign);
    subject.rates.verify.push_back(*verify);
    return true;
}

/// Microseconds for a whole HS256 token: taken apart and its signature checked, and with the
/// decision about it.
bool printWholeToken(QTextStream &out, double seconds, int rounds)
{
    const auto key =
        Key::fromMaterial(Algorithm::HS256, generateKey(Algorithm::HS256).value()).value();
    const QByteArray text = tokenOf(*key);
    const KeyRing ring({key}, key);
    const Policy policy;
    test::TableFacts facts;
    facts.users[1] = {true, {}, {}};
    std::vector<double> parse;
    std::vector<double> decide;
    for (int round = 0; round < rounds; ++round) {
        DecodedToken decoded;
        const auto parsed = rateOf(seconds, [&] {
            return decoded.decode(text) == Cause::None
                   && key->verify(decoded.signingInput(), decoded.signature());
        });
        const auto decided = rateOf(seconds, [&] {
            return examine(text, Purpose::Access, policy, ring, facts,
                           fromEpochMs(1'800'000'100'000), Mode::Stopping, decoded)
                .accepted();
        });
        if (!parsed || !decided)
            return false;
        parse.push_back(1e6 / *parsed);
        decide.push_back(1e6 / *decided);
    }
    out << "\nHS256, a token of " << text.size() << " bytes: taken apart and verified in "
        << QString::number(median(parse), 'f', 2) << " µs (aim: at most 3), decided in "
        << QString::number(median(decide), 'f', 2) << " µs.\n";
    return true;
}

QString rate(double value) { return QString::number(value, 'f', value < 1'000 ? 1 : 0); }

QString ratio(double ours, double bare)
{
    if (bare <= 0)
        return QStringLiteral("–");
    return QString::number(ours / bare, 'f', 2)
           + (ours / bare < 0.9 ? QStringLiteral(" (short)") : QString());
}

void printTable(QTextStream &out, const std::vector<Subject> &subjects,
                const QMap<QString, Rates> &bare)
{
    out << "| algorithm | sign, per s | openssl speed | ratio | verify, per s | openssl speed | "
           "ratio |\n|---|---:|---:|---:|---:|---:|---:|\n";
    for (const Subject &subject : subjects) {
        const AlgorithmInfo &info = algorithmInfo(subject.algorithm);
        const Rates theirs = bare.value(QString::fromLatin1(subject.speedName));
        const double sign = median(subject.rates.sign);
        const double verify = median(subject.rates.verify);
        out << "| " << info.name
            << (info.type == KeyType::Rsa ? QStringLiteral(" %1").arg(subject.rsaBits) : QString())
            << " | " << rate(sign) << " | " << rate(median(theirs.sign)) << " | "
            << ratio(sign, median(theirs.sign)) << " | " << rate(verify) << " | "
            << rate(median(theirs.verify)) << " | " << ratio(verify, median(theirs.verify))
            << " |\n";
    }
}

std::vector<Subject> allSubjects()
{
    std::vector<Subject> subjects;
    for (const Algorithm algorithm : {Algorithm::HS256, Algorithm::HS384, Algorithm::HS512})
        subjects.push_back({algorithm});
    for (const Algorithm algorithm : {Algorithm::RS256, Algorithm::RS384, Algorithm::RS512,
                                      Algorithm::PS256, Algorithm::PS384, Algorithm::PS512})
        subjects.push_back({algorithm, 2048, "rsa2048"});
    for (const Algorithm algorithm : {Algorithm::RS256, Algorithm::PS256})
        subjects.push_back({algorithm, 3072, "rsa3072"});
    subjects.push_back({Algorithm::ES256, 0, "ecdsap256"});
    subjects.push_back({Algorithm::ES384, 0, "ecdsap384"});
    subjects.push_back({Algorithm::ES512, 0, "ecdsap521"});
    subjects.push_back({Algorithm::EdDSA, 0, "ed25519"});
    return subjects;
}

int run(double seconds, int rounds)
{
    QTextStream out(stdout);
    std::vector<Subject> subjects = allSubjects();
    QMap<QString, Rates> bare;
    bool hasOpenssl = true;
    for (Subject &subject : subjects)
        subject.key = Key::fromMaterial(subject.algorithm,
                                        generateKey(subject.algorithm, subject.rsaBits).value())
                          .value();
    for (int round = 0; round < rounds; ++round) {
        QString last;
        for (Subject &subject : subjects) {
            // Each bare rate next to the first of ours that is compared with it.
            const QString name = QString::fromLatin1(subject.speedName);
            if (hasOpenssl && !name.isEmpty() && name != last)
                hasOpenssl = addBareRates(name, std::max(1, int(seconds)), bare[name]);
            last = name;
            if (!measure(subject, seconds)) {
                QTextStream(stderr) << algorithmInfo(subject.algorithm).name << " failed\n";
                return 1;
            }
        }
    }
    if (!hasOpenssl)
        out << "The program openssl is not here: nothing to compare with.\n\n";
    printTable(out, subjects, bare);
    return printWholeToken(out, seconds, rounds) ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    CLI::App options("Signatures of the server against bare openssl speed.", "signature_bench");
    double seconds = 1;
    int rounds = 5;
    options.add_option("--seconds", seconds, "CPU time of each measurement");
    options.add_option("--rounds", rounds, "How often; the table has the medians");
    CLI11_PARSE(options, argc, argv);
    return run(seconds, rounds);
}
