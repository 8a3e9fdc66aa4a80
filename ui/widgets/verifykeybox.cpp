// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verifykeybox.h"

#include "server/token/jwk.h"
#include "ui/prompter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rolelabel.h"

#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QStringDecoder>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::seconds kShownFor{30};
constexpr int kBetweenChoices = 14;
constexpr int kLongestPassphrase = 1024;

/// The only file that is dragged; empty: it is something else.
QString draggedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

VerifyKeyBox::VerifyKeyBox(Theme &theme, Prompter &prompter, Purpose purpose, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_prompter(prompter),
      m_server(new QRadioButton(purpose == Purpose::Verify ? tr("server &keys") : tr("server key"),
                                this)),
      m_own(new QRadioButton(
          purpose == Purpose::Verify ? tr("own &secret or key") : tr("own secret or key"), this)),
      m_secret(new QLineEdit(this)), m_eye(new QAction(this)), m_mask(new QTimer(this)),
      m_file(new QPushButton(tr("File…"), this)),
      m_kind(new RoleLabel(theme, ColourRole::Muted, {}, this)), m_passphraseRow(new QWidget(this)),
      m_passphrase(new QLineEdit(m_passphraseRow)),
      m_use(new QPushButton(tr("Open the Key"), m_passphraseRow)),
      m_problem(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    nameParts(purpose);
    m_server->setChecked(true);
    m_secret->setEnabled(false);
    m_secret->setAcceptDrops(false); // the box takes them, and files too
    m_secret->setMaxLength(static_cast<int>(token::kMaximumKeyTextSize));
    m_eye->setCheckable(true);
    m_secret->addAction(m_eye, QLineEdit::TrailingPosition);
    m_mask->setSingleShot(true);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setMaxLength(kLongestPassphrase);
    for (QLineEdit *field : {m_secret, m_passphrase})
        field->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                   | Qt::ImhNoAutoUppercase);
    m_problem->setWordWrap(true);
    setAcceptDrops(true);
    showSecret(false);
    layOut(purpose);
    showKind();
    setProblem({});

    connect(m_own, &QRadioButton::toggled, this, [this](bool own) {
        m_refusal.clear();
        m_secret->setEnabled(own);
        if (own)
            m_secret->setFocus();
        else
            showSecret(false);
        showKind();
        emit changed();
    });
    connect(m_secret, &QLineEdit::textChanged, this, [this] {
        m_passphrase->clear(); // it was for another key
        m_isEntered = false;
        m_refusal.clear();
        showKind();
        emit changed();
    });
    // Trying one costs a second of somebody's processor, so not while it is typed.
    connect(m_passphrase, &QLineEdit::returnPressed, this, &VerifyKeyBox::usePassphrase);
    connect(m_passphrase, &QLineEdit::textChanged, this,
            [this] { m_use->setEnabled(!m_passphrase->text().isEmpty()); });
    connect(m_use, &QPushButton::clicked, this, &VerifyKeyBox::usePassphrase);
    connect(m_file, &QPushButton::clicked, this, &VerifyKeyBox::chooseFile);
    connect(m_eye, &QAction::toggled, this, &VerifyKeyBox::showSecret);
    connect(m_mask, &QTimer::timeout, this, [this] { showSecret(false); });
}

void VerifyKeyBox::nameParts(Purpose purpose)
{
    const bool toVerify = purpose == Purpose::Verify;
    const auto name = [toVerify](QObject *object, const char *plain, const char *prefixed) {
        object->setObjectName(QLatin1String(toVerify ? plain : prefixed));
    };
    name(m_server, "serverKeys", "signServerKeys");
    name(m_own, "ownSecret", "signOwnSecret");
    name(m_secret, "secretField", "signSecretField");
    name(m_eye, "showSecret", "signShowSecret");
    name(m_file, "keyFile", "signKeyFile");
    name(m_kind, "keyKind", "signKeyKind");
    name(m_passphrase, "passphraseField", "signPassphraseField");
    name(m_use, "usePassphrase", "signUsePassphrase");
    name(m_problem, "keyProblem", "signKeyProblem");
    m_secret->setAccessibleName(toVerify ? tr("Secret or key to verify with")
                                         : tr("Secret or private key to sign with"));
    m_secret->setPlaceholderText(toVerify ? tr("HMAC secret, PEM, JWK or JWK Set")
                                          : tr("HMAC secret, private PEM or JWK"));
    m_file->setToolTip(tr("Read the key from a file, which may also be dropped here"));
    m_use->setToolTip(tr("Try the passphrase"));
}

void VerifyKeyBox::layOut(Purpose purpose)
{
    auto *line = new QHBoxLayout;
    line->addWidget(
        new QLabel(purpose == Purpose::Verify ? tr("Verify with") : tr("Sign with"), this));
    line->addSpacing(kBetweenChoices / 2);
    line->addWidget(m_server);
    line->addSpacing(kBetweenChoices);
    line->addWidget(m_own);
    line->addSpacing(kBetweenChoices / 2);
    line->addWidget(m_secret, 1);
    line->addWidget(m_file);
    line->addWidget(m_kind);
    auto *label = new QLabel(tr("Passphrase of the key"), m_passphraseRow);
    label->setBuddy(m_passphrase);
    auto *opening = new QHBoxLayout(m_passphraseRow);
    opening->setContentsMargins(0, 0, 0, 0);
    opening->addWidget(label);
    opening->addWidget(m_passphrase, 1);
    opening->addWidget(m_use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_passphraseRow);
    layout->addWidget(m_problem);
    setTabOrder(m_secret, m_file);
    setTabOrder(m_file, m_passphrase);
    setTabOrder(m_passphrase, m_use);
}

std::optional<SecretBytes> VerifyKeyBox::secret() const
{
    if (!m_own->isChecked() || m_secret->text().isEmpty())
        return {};
    return SecretBytes::fromText(m_secret->text());
}

SecretBytes VerifyKeyBox::passphrase() const
{
    return m_isEntered && isEncrypted() ? SecretBytes::fromText(m_passphrase->text())
                                        : SecretBytes();
}

bool VerifyKeyBox::isServers() const { return m_server->isChecked(); }

bool VerifyKeyBox::isEncrypted() const
{
    const QString text = m_secret->text();
    return m_own->isChecked()
           && (text.contains(QLatin1String("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
               || text.contains(QLatin1String("Proc-Type: 4,ENCRYPTED")));
}

bool VerifyKeyBox::isLocked() const { return isEncrypted() && passphrase().isEmpty(); }

void VerifyKeyBox::setProblem(const QString &problem)
{
    const QString &text = m_refusal.isEmpty() ? problem : m_refusal;
    m_problem->setVisible(!text.isEmpty());
    m_problem->setText(text);
}

void VerifyKeyBox::refuse(const QString &why)
{
    m_refusal = why;
    setProblem({});
}

void VerifyKeyBox::chooseFile()
{
    FileQuestion question;
    question.title = tr("Key From a File");
    question.filters = tr("Keys (*.pem *.key *.pub *.jwk *.jwks *.json *.txt);;All files (*)");
    m_prompter.chooseFileToOpen(this, question, [this](const QString &path) {
        if (!path.isEmpty())
            readFile(path);
    });
}

void VerifyKeyBox::readFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (!QFileInfo(path).isFile()) { // a pipe would be waited for
        refuse(tr("%1 is not a file.").arg(name));
        return;
    }
    QFile file(path);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const SecretBytes bytes(isOpen ? file.read(token::kMaximumKeyTextSize + 1) : QByteArray());
    if (!isOpen || file.error() != QFileDevice::NoError) {
        refuse(tr("%1 cannot be read: %2").arg(name, file.errorString()));
        return;
    }
    if (bytes.size() > token::kMaximumKeyTextSize) {
        refuse(tr("%1 is longer than any key is.").arg(name));
        return;
    }
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(bytes.view());
    if (utf8.hasError() || text.contains(QChar(QChar::Null))) {
        refuse(tr("%1 is not text. A key in DER can be converted with \"openssl pkey -inform "
                  "DER\".")
                   .arg(name));
        return;
    }
    // Editors end a file with a newline that is no part of a secret.
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    if (text.isEmpty())
        refuse(tr("%1 is empty.").arg(name));
    else
        takeKey(text);
}

void VerifyKeyBox::takeKey(const QString &text)
{
    refuse({});
    m_own->setChecked(true);
    m_secret->setText(text);
    if (isEncrypted())
        m_passphrase->setFocus();
}

void VerifyKeyBox::usePassphrase()
{
    m_isEntered = !m_passphrase->text().isEmpty();
    if (m_isEntered)
        emit changed();
}

void VerifyKeyBox::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *dragged = event->mimeData();
    if (draggedFile(dragged).isEmpty() && (dragged->hasUrls() || !dragged->hasText()))
        return;
    // A copy, whatever is offered: nobody may lose a file by dragging it here.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void VerifyKeyBox::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QString path = draggedFile(event->mimeData());
    if (!path.isEmpty())
        readFile(path);
    else if (event->mimeData()->text().size() > token::kMaximumKeyTextSize)
        refuse(tr("The text is longer than any key is."));
    else
        takeKey(event->mimeData()->text().trimmed());
}

void VerifyKeyBox::showKind()
{
    // By its looks alone: whether it is sound is for the server to say.
    const QString text = m_secret->text();
    QString kind;
    if (isEncrypted())
        kind = tr("encrypted PEM");
    else if (text.contains(QLatin1String("-----BEGIN ")))
        kind = tr("PEM");
    else if (token::looksLikeJwk(text.toUtf8()))
        kind = text.contains(QLatin1String("\"keys\"")) ? tr("JWK Set") : tr("JWK");
    else if (!text.isEmpty())
        kind = tr("HMAC secret");
    m_kind->setText(kind);
    m_kind->setVisible(m_own->isChecked() && !kind.isEmpty());
    m_passphraseRow->setVisible(isEncrypted());
    m_use->setEnabled(!m_passphrase->text().isEmpty());
}

void VerifyKeyBox::reset()
{
    m_secret->clear();
    m_passphrase->clear();
    m_server->setChecked(true);
    refuse({});
    showSecret(false);
}

void VerifyKeyBox::showSecret(bool visible)
{
    m_eye->setChecked(visible);
    m_eye->setText(visible ? tr("Hide the key") : tr("Show the key for 30 seconds"));
    m_eye->setIcon(m_theme.icon(visible ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    m_secret->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    if (visible)
        m_mask->start(kShownFor);
    else
        m_mask->stop();
}

} // namespace tokendesk::ui
