// SPDX-License-Identifier: GPL-3.0-or-later
// A user's change of the own password beside other things that happen to it.
#include "server/auth/loginservice.h"
#include "server/auth/useradmin.h"
#include "tests/unit/runtime/corefixture.h"
#include "tests/unit/runtime/heldwriter.h"

#include <future>

using namespace tokendesk;
using namespace tokendesk::test;
using auth::Refusal;
using auth::TokenAnswer;

namespace {

const QString kRight = QStringLiteral("quiet-otter-9 Lisbon");
const QString kNext = QStringLiteral("nine tall giraffes");
const QString kHome = QStringLiteral("192.0.2.1");
const QString kAnna = QStringLiteral("anna");
/// Of kRight, as Django may have it.
constexpr const char *kOldHash =
    "pbkdf2_sha256$1000$oldsalt$DjeWwlzgNPa8sPLg6qU2nYdQRHMNejxGme54u2dCpPo=";

QString wordOf(const Refusal &refusal)
{
    switch (refusal.kind) {
    case Refusal::Kind::BadCredentials:
        return QStringLiteral("wrong");
    case Refusal::Kind::Throttled:
        return QStringLiteral("wait");
    case Refusal::Kind::Token:
    case Refusal::Kind::Failed:
        break;
    }
    return QLatin1String(errorInfo(refusal.error.code).apiName);
}

} // namespace

class TestOwnPassword : public QObject
{
    Q_OBJECT

    std::unique_ptr<Scratch> m_scratch;
    std::unique_ptr<Core> m_core;
    UserId m_anna = 0;

    std::future<QString> login(const QString &name, const QString &password)
    {
        const auto promise = std::make_shared<std::promise<QString>>();
        auth::LoginService(m_core->context())
            .login(name, SecretBytes::fromText(password), SessionKind::Pair, {kHome, {}},
                   [promise](const TokenAnswer &answer) {
                       promise->set_value(answer ? QStringLiteral("ok") : wordOf(answer.error()));
                   });
        return promise->get_future();
    }
    /// What anna does; the current password is right.
    std::future<QString> change(const QString &next)
    {
        const auto promise = std::make_shared<std::promise<QString>>();
        m_core->users().changeOwnPassword(
            m_anna, {SecretBytes::fromText(kRight), SecretBytes::fromText(next), {}}, {kHome, {}},
            kActor, [promise](const tl::expected<int, Refusal> &ended) {
                promise->set_value(ended ? QStringLiteral("ok") : wordOf(ended.error()));
            });
        return promise->get_future();
    }
    int queued() const { return m_core->context().writer.statistics().queued; }
    /// Has the writer do it once it is let go, before what comes later.
    void submit(std::vector<const char *> statements)
    {
        m_core->context().writer.submit<int>(
            [statements](store::Connection &connection) -> Result<int> {
                for (const char *statement : statements) {
                    TRY_ASSIGN(QSqlQuery * query, connection.exec(statement));
                    query->finish();
                }
                return 0;
            },
            [](const Result<int> &) {});
    }

private slots:
    void init()
    {
        m_scratch = std::make_unique<Scratch>();
        auto core = m_scratch->open();
        VERIFY_OK(core);
        m_core = std::move(*core);
        const auto anna = addUser(*m_core, kAnna);
        VERIFY_OK(anna);
        m_anna = anna->id;
    }
    void cleanup()
    {
        m_core.reset();
        m_scratch.reset();
    }

    /// The login stores the same password under another hash while the change is on its way.
    void isChangedBesideALogin()
    {
        std::future<QString> attempt;
        std::future<QString> changed;
        VERIFY_OK(m_core->context()
                      .writer
                      .run<void>([this](store::Connection &connection) {
                          return store::UserRepository(connection)
                              .setPasswordHash(m_anna, QString::fromLatin1(kOldHash), false,
                                               m_scratch->clock.now());
                      })
                      .result());
        {
            const HeldWriter held(*m_core);
            attempt = login(kAnna, kRight);
            QTRY_COMPARE(queued(), 1);
            changed = change(kNext);
            QTRY_COMPARE(queued(), 2);
        }
        QCOMPARE(attempt.get(), QStringLiteral("ok"));
        QCOMPARE(changed.get(), QStringLiteral("ok"));
        QCOMPARE(login(kAnna, kRight).get(), QStringLiteral("wrong"));
        QCOMPARE(login(kAnna, kNext).get(), QStringLiteral("ok"));
        QCOMPARE(events(*m_core, "user.password_refused").size(), 0U);
    }

    void ofTwoChangesAtOnceOneIsMade()
    {
        std::future<QString> first;
        std::future<QString> second;
        {
            const HeldWriter held(*m_core);
            first = change(kNext);
            QTRY_COMPARE(queued(), 1);
            second = change(QStringLiteral("eleven grey herons"));
            QTRY_COMPARE(queued(), 2);
        }
        QCOMPARE(first.get(), QStringLiteral("ok"));
        QCOMPARE(second.get(), QStringLiteral("wrong")); // the current one is another by now
        QCOMPARE(login(kAnna, kNext).get(), QStringLiteral("ok"));
        QCOMPARE(events(*m_core, "user.password_set").size(), 1U);
        const auto refused = events(*m_core, "user.password_refused");
        QCOMPARE(refused.size(), 1U);
        QCOMPARE(refused[0].detail[QStringLiteral("reason")].toString(),
                 QStringLiteral("wrong_password"));
    }

    void ofAUserWhoIsDisabledMeanwhileItStays()
    {
        std::future<QString> changed;
        {
            const HeldWriter held(*m_core);
            submit({"UPDATE users SET is_active = 0 WHERE username = 'anna'"});
            changed = change(kNext);
            QTRY_COMPARE(queued(), 2);
        }
        QCOMPARE(changed.get(), QStringLiteral("wrong"));
        QCOMPARE(events(*m_core, "user.password_set").size(), 0U);
    }

    /// The name goes to somebody with the same password while the change is on its way.
    void isNobodyElses()
    {
        VERIFY_OK(addUser(*m_core, QStringLiteral("other")));
        std::future<QString> changed;
        {
            const HeldWriter held(*m_core);
            submit({"UPDATE users SET username = 'old' WHERE username = 'anna'",
                    "UPDATE users SET username = 'anna' WHERE username = 'other'"});
            changed = change(kNext);
            QTRY_COMPARE(queued(), 2);
        }
        QCOMPARE(changed.get(), QStringLiteral("not_found"));
        QCOMPARE(login(kAnna, kRight).get(), QStringLiteral("ok")); // other's, as before
        QCOMPARE(login(QStringLiteral("old"), kRight).get(), QStringLiteral("ok"));
        QCOMPARE(events(*m_core, "user.password_set").size(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestOwnPassword)
#include "tst_ownpassword.moc"
