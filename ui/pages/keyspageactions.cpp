// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of keys does.
#include "ui/dialogs/exportkeydialog.h"
#include "ui/dialogs/importkeydialog.h"
#include "ui/dialogs/newkeydialog.h"
#include "ui/dialogs/scheduledialog.h"
#include "ui/models/keysmodel.h"
#include "ui/pages/keyspage.h"
#include "ui/widgets/copybutton.h"

#include <QCheckBox>
#include <QFileInfo>

#include <algorithm>

namespace tokendesk::ui {
namespace {

const QString kActionBanner = QStringLiteral("keys-action");

} // namespace

void KeysPage::succeeded(const QString &text)
{
    Banner banner;
    banner.id = kActionBanner;
    banner.kind = Banner::Kind::Success;
    banner.text = text;
    banners().show(banner);
}

void KeysPage::follow(const QString &title, QFuture<Result<KeyInfo>> change, const QString &failed,
                      const std::function<QString(const KeyInfo &)> &done)
{
    if (context().tasks)
        change = context().tasks->follow(title, std::move(change), true);
    whenDone(change, this, [this, failed, done](const Result<KeyInfo> &key) {
        banners().remove(kActionBanner);
        m_keys->refresh();
        if (key) {
            const bool isHidden =
                key->state == KeyInfo::State::Retired && !m_showRetired->isChecked();
            m_wanted = isHidden ? QString() : key->kid;
            succeeded(done(*key));
        } else if (key.error().code != ErrorCode::Cancelled) {
            showError(kActionBanner, failed, key.error());
        }
    });
}

void KeysPage::withFreshKeys(const std::function<void(const std::vector<KeyInfo> &)> &run)
{
    whenDone(api().listKeys(), this, [this, run](const Result<std::vector<KeyInfo>> &keys) {
        if (keys)
            run(*keys);
        else
            showError(kActionBanner, tr("The keys cannot be read."), keys.error());
    });
}

void KeysPage::newKey()
{
    auto *dialog = new NewKeyDialog(m_keys->active(), this);
    connect(dialog, &NewKeyDialog::wanted, this, [this](const NewKey &key) {
        if (!key.activate)
            return generate(key);
        context().prompter.reauthenticate(this, tr("Sign with a new key"),
                                          [this, key](bool isProven) {
                                              if (isProven)
                                                  generate(key);
                                          });
    });
    dialog->open();
}

void KeysPage::generate(const NewKey &key)
{
    const QString pending = m_keys->addPending(key.algorithm);
    auto made = api().generateKey(key);
    //: %1: an algorithm
    follow(tr("Generating a key for %1").arg(key.algorithm), made, tr("No key was generated."),
           [isActive = key.activate](const KeyInfo &info) {
               //: %1: a key
               return (isActive ? tr("Key %1 signs from now on.")
                                : tr("Key %1 was generated and waits to sign."))
                   .arg(shortKeyId(info.kid));
           });
    whenDone(made, this,
             [this, pending](const Result<KeyInfo> &) { m_keys->removePending(pending); });
}

void KeysPage::importKey()
{
    auto *dialog = new ImportKeyDialog(api(), context().prompter, theme(), m_keys->active(), this);
    connect(dialog, &ImportKeyDialog::imported, this, [this](const KeyInfo &key) {
        m_wanted = key.kid;
        m_keys->refresh();
        succeeded((key.state == KeyInfo::State::Active
                       ? tr("Key %1 was imported and signs from now on.")
                       : tr("Key %1 was imported and waits to sign."))
                      .arg(shortKeyId(key.kid)));
    });
    dialog->open();
}

void KeysPage::rotateNow() { askToRotate({}); }

void KeysPage::signNow()
{
    if (const KeyLife *life = chosen())
        askToRotate(life->key.kid);
}

void KeysPage::askToRotate(const QString &kid)
{
    withFreshKeys([this, kid](const std::vector<KeyInfo> &keys) {
        QString target = kid;
        const KeyInfo *active = nullptr;
        for (const KeyInfo &key : keys) { // oldest first, as the server chooses
            if (key.state == KeyInfo::State::Active)
                active = &key;
            if (target.isEmpty() && key.state == KeyInfo::State::Next && !key.activatesAt)
                target = key.kid;
        }
        Question question;
        question.title = target.isEmpty() ? tr("Sign with a new key from now on?")
                                          //: %1: a key
                                          : tr("Sign with %1 from now on?").arg(shortKeyId(target));
        question.text = active ? whatStaysValid(*active) : QString();
        question.verb = tr("Rotate Now");
        question.destructive = false;
        question.needsPassword = true;
        context().prompter.confirm(this, question, [this, target](Decision decision) {
            if (!decision)
                return;
            follow(tr("Rotating keys"), api().rotateKeys(target, {}),
                   tr("The keys were not rotated."), [](const KeyInfo &key) {
                       return tr("Key %1 signs from now on.").arg(shortKeyId(key.kid));
                   });
        });
    });
}

void KeysPage::schedule()
{
    const KeyLife *life = chosen();
    const bool isNext = life && life->key.state == KeyInfo::State::Next;
    auto *dialog = new ScheduleDialog(m_keys->keys(), isNext ? life->key.kid : QString(),
                                      context().clock, theme(), this);
    connect(dialog, &ScheduleDialog::wanted, this, [this](const QString &kid, Instant at) {
        context().prompter.reauthenticate(
            this, tr("Schedule a rotation"), [this, kid, at](bool isProven) {
                if (!isProven)
                    return;
                // Without a name the server would take any key that waits for no date.
                if (!kid.isEmpty())
                    return scheduleKey(kid, at);
                const KeyInfo *active = m_keys->active();
                NewKey key;
                key.algorithm = active ? active->algorithm : QString();
                const QString pending = m_keys->addPending(key.algorithm);
                auto made = api().generateKey(key);
                if (context().tasks)
                    made = context().tasks->follow(tr("Generating a key for %1").arg(key.algorithm),
                                                   std::move(made), true);
                whenDone(made, this, [this, pending, at](const Result<KeyInfo> &answer) {
                    m_keys->removePending(pending);
                    if (answer)
                        scheduleKey(answer->kid, at);
                    else if (answer.error().code != ErrorCode::Cancelled)
                        showError(kActionBanner, tr("No key was generated."), answer.error());
                });
            });
    });
    dialog->open();
}

void KeysPage::scheduleKey(const QString &kid, Instant at)
{
    follow(tr("Scheduling a rotation"), api().rotateKeys(kid, at),
           tr("The rotation was not scheduled."), [at](const KeyInfo &key) {
               //: %1: a key, %2: a date and time
               return tr("Key %1 signs from %2 on.").arg(shortKeyId(key.kid), minuteText(at));
           });
}

void KeysPage::unschedule()
{
    const KeyLife *life = chosen();
    if (!life)
        return;
    follow(tr("Taking the date back"), api().unscheduleKey(life->key.kid),
           tr("The date was not taken back."), [](const KeyInfo &key) {
               return tr("Key %1 waits until it is told to sign.").arg(shortKeyId(key.kid));
           });
}

void KeysPage::retire()
{
    if (const KeyLife *life = chosen())
        askToRetire(life->key.kid);
}

void KeysPage::askToRetire(const QString &kid)
{
    withFreshKeys([this, kid](const std::vector<KeyInfo> &keys) {
        const auto key = std::find_if(keys.begin(), keys.end(),
                                      [&kid](const KeyInfo &one) { return one.kid == kid; });
        if (key == keys.end() || key->state == KeyInfo::State::Active
            || key->state == KeyInfo::State::Retired) {
            m_keys->refresh();
            return showError(kActionBanner, tr("The key was not retired."),
                             Error(ErrorCode::Conflict));
        }
        Question question;
        question.title = tr("Retire key %1?").arg(shortKeyId(kid));
        question.text = whatRetiringEnds(*key, keys);
        const int count = static_cast<int>(std::min<qint64>(key->liveSessions, 1'000'000));
        question.verb = count == 0 || key->moreSessions
                            ? tr("Retire Key")
                            : tr("Retire and End %Ln Session(s)", nullptr, count);
        question.needsPassword = true;
        context().prompter.confirm(this, question, [this, kid](Decision decision) {
            if (!decision)
                return;
            follow(tr("Retiring a key"), api().retireKey(kid), tr("The key was not retired."),
                   [](const KeyInfo &done) {
                       return tr("Key %1 is retired.").arg(shortKeyId(done.kid));
                   });
        });
    });
}

void KeysPage::copyPublic(KeyPart part)
{
    const KeyLife *life = chosen();
    if (!life)
        return;
    whenDone(api().exportKey(life->key.kid, part, {}), this,
             [this, part](const Result<QByteArray> &text) {
                 if (!text)
                     return showError(kActionBanner, tr("Nothing was copied."), text.error());
                 copyToClipboard(QString::fromUtf8(*text));
                 succeeded(part == KeyPart::PublicPem ? tr("The public key was copied as PEM.")
                                                      : tr("The public key was copied as JWK."));
             });
}

void KeysPage::savePublic()
{
    const KeyLife *life = chosen();
    if (!life)
        return;
    FileQuestion question;
    question.title = tr("Save Public Key");
    question.suggestion = life->key.kid.left(8) + QStringLiteral(".public.pem");
    question.filters = tr("PEM files (*.pem);;JWK files (*.json *.jwk)");
    context().prompter.chooseFileToSave(
        this, question, [this, kid = life->key.kid](const QString &path) {
            if (path.isEmpty())
                return;
            const QString suffix = QFileInfo(path).suffix().toLower();
            const bool isJwk = suffix == QLatin1String("json") || suffix == QLatin1String("jwk");
            const KeyPart part = isJwk ? KeyPart::PublicJwk : KeyPart::PublicPem;
            const auto failed = [this, path](const Error &error) {
                showError(kActionBanner, tr("%1 was not written.").arg(QFileInfo(path).fileName()),
                          error);
            };
            whenDone(api().exportKey(kid, part, {}), this,
                     [this, path, failed](const Result<QByteArray> &text) {
                         if (!text)
                             return failed(text.error());
                         whenDone(writeFile(path, *text, false), this,
                                  [this, path, failed](const Result<void> &answer) {
                                      if (!answer)
                                          return failed(answer.error());
                                      succeeded(tr("The public key was saved as %1.")
                                                    .arg(QFileInfo(path).fileName()));
                                  });
                     });
        });
}

void KeysPage::exportPrivate()
{
    const KeyLife *life = chosen();
    if (!life)
        return;
    context().prompter.reauthenticate(
        this, tr("Export a private key"), [this, key = life->key](bool isProven) {
            if (!isProven)
                return;
            auto *dialog = new ExportKeyDialog(api(), context().prompter, theme(), key, this);
            connect(dialog, &ExportKeyDialog::exported, this, [this](const QString &path) {
                succeeded(tr("The private key was exported, encrypted, to %1.")
                              .arg(QFileInfo(path).fileName()));
            });
            dialog->open();
        });
}

} // namespace tokendesk::ui
