// SPDX-License-Identifier: GPL-3.0-or-later
// Signing and verifying with each algorithm against bare `openssl speed`, turn about in one run;
// PSS, which speed does not know, against the calls of OpenSSL alone. All count CPU time, so that a
// busy machine disturbs little.
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

#include <openssl/evp.h>
#include <openssl/rsa.h>

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
    Rates bare = {}; ///< of PSS; the others have theirs by the name

    [[nodiscard]] bool isPss() const { return algorithmInfo(algorithm).pss; }
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

/// RSASSA-PSS by OpenSSL alone: one prepared context for each direction, copied for each signature.
class BarePss
{
public:
    explicit BarePss(const Key &key) : m_size(EVP_PKEY_get_size(key.material().evp().get()))
    {
        evp_pkey_st *evp = key.material().evp().get();
        const char *digest = algorithmInfo(key.algorithm()).digest;
        EVP_PKEY_CTX *context = nullptr;
        m_isReady =
            EVP_DigestSignInit_ex(m_sign.get(), &context, digest, nullptr, nullptr, evp, nullptr)
                == 1
            && usePss(context)
            && EVP_DigestVerifyInit_ex(m_verify.get(), &context, digest, nullptr, nullptr, evp,
                                       nullptr)
                   == 1
            && usePss(context);
    }

    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QByteArray sign(QByteArrayView input)
    {
        QByteArray signature(m_size, Qt::Uninitialized);
        std::size_t size = std::size_t(m_size);
        const bool isDone = EVP_MD_CTX_copy_ex(m_copy.get(), m_sign.get()) == 1
                            && EVP_DigestSign(m_copy.get(), bytes(signature.data()), &size,
                                              bytes(input.data()), std::size_t(input.size()))
                                   == 1;
        return isDone ? signature : QByteArray();
    }
    [[nodiscard]] bool verify(QByteArrayView input, QByteArrayView signature)
    {
        return EVP_MD_CTX_copy_ex(m_copy.get(), m_verify.get()) == 1
               && EVP_DigestVerify(m_copy.get(), bytes(signature.data()),
                                   std::size_t(signature.size()), bytes(input.data()),
                                   std::size_t(input.size()))
                      == 1;
    }

private:
    struct Free
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    using Context = std::unique_ptr<EVP_MD_CTX, Free>;

    static bool usePss(EVP_PKEY_CTX *context)
    {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1
               && EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    static unsigned char *bytes(char *data) { return reinterpret_cast<unsigned char *>(data); }
    static const unsigned char *bytes(const char *data)
    {
        return reinterpret_cast<const unsigned char *>(data);
    }

    int m_size;
    bool m_isReady = false;
    Context m_sign{EVP_MD_CTX_new()};
    Context m_verify{EVP_MD_CTX_new()};
    Context m_copy{EVP_MD_CTX_new()};
};

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

bool measurePss(Subject &subject, double seconds, QByteArrayView input, QByteArrayView signature)
{
    BarePss bare(*subject.key);
    const auto sign = rateOf(seconds, [&] { return !bare.sign(input).isEmpty(); });
    const auto verify = rateOf(seconds, [&] { return bare.verify(input, signature); });
    if (!bare.isReady() || !sign || !verify)
        return false;
    subject.bare.sign.push_back(*sign);
    subject.bare.verify.push_back(*verify);
    return true;
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
    return !subject.isPss() || measurePss(subject, seconds, input, signature);
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

QString rate(double value)
{
    return value > 0 ? QString::number(value, 'f', value < 1'000 ? 1 : 0) : QStringLiteral("–");
}

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
    out << "| algorithm | sign, per s | bare | ratio | verify, per s | bare | ratio |\n"
           "|---|---:|---:|---:|---:|---:|---:|\n";
    for (const Subject &subject : subjects) {
        const AlgorithmInfo &info = algorithmInfo(subject.algorithm);
        const Rates theirs =
            subject.isPss() ? subject.bare : bare.value(QString::fromLatin1(subject.speedName));
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
    for (const Algorithm algorithm : {Algorithm::RS256, Algorithm::RS384, Algorithm::RS512})
        subjects.push_back({algorithm, 2048, "rsa2048"});
    subjects.push_back({Algorithm::RS256, 3072, "rsa3072"});
    for (const Algorithm algorithm : {Algorithm::PS256, Algorithm::PS384, Algorithm::PS512})
        subjects.push_back({algorithm, 2048});
    subjects.push_back({Algorithm::PS256, 3072});
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
