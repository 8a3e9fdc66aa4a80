// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/importkeydialog.h"

#include "server/token/jwk.h"
#include "ui/async.h"
#include "ui/dialogs/newkeydialog.h"
#include "ui/models/keytext.h"
#include "ui/prompter.h"
#include "ui/translation.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

RoleLabel *errorLabel(Theme &theme, const char *name, QWidget *parent)
{
    auto *label = new RoleLabel(theme, ColourRole::Error, {}, parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->hide();
    return label;
}

/// As on the command line: an editor's newline at the end is no part of a secret.
SecretBytes withoutNewline(QByteArrayView bytes)
{
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    return SecretBytes(bytes);
}

} // namespace

ImportKeyDialog::ImportKeyDialog(AdminApi &api, Prompter &prompter, Theme &theme,
                                 const KeyInfo *active, QWidget *parent)
    : QDialog(parent), m_api(api), m_prompter(prompter), m_text(new QPlainTextEdit(this)),
      m_fileName(new QLabel(this)), m_forget(new QPushButton(tr("&Remove"), this)),
      m_passphrase(new QLineEdit(this)), m_algorithm(new QComboBox(this)),
      m_activate(new QCheckBox(tr("&Sign with it from now on"), this)), m_note(new QLabel(this)),
      m_weak(new QCheckBox(tr("Take this &weak secret all the same"), this)),
      m_keyError(errorLabel(theme, "keyError", this)),
      m_passphraseError(errorLabel(theme, "passphraseError", this)),
      m_algorithmError(errorLabel(theme, "algorithmError", this)),
      m_error(errorLabel(theme, "dialogError", this))
{
    setObjectName(QStringLiteral("importKeyDialog"));
    setWindowTitle(tr("Import Key"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(560);
    setAcceptDrops(true);
    m_text->setObjectName(QStringLiteral("importKeyText"));
    m_text->setAccessibleName(tr("Key"));
    m_text->setPlaceholderText(tr("Paste a private PEM, a private JWK or an HMAC secret, or drop a "
                                  "file here."));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(false); // keeps no copies of a secret
    m_text->setAcceptDrops(false); // the dialog takes them, files too
    m_text->viewport()->setAcceptDrops(false);
    m_text->setMinimumHeight(fontMetrics().height() * 7);
    auto *file = new QPushButton(theme.icon(QStringLiteral("import")), tr("&Open File…"), this);
    file->setObjectName(QStringLiteral("importKeyFile"));
    file->setAutoDefault(false);
    m_fileName->setTextFormat(Qt::PlainText);
    m_forget->setObjectName(QStringLiteral("importKeyForget"));
    m_forget->setAutoDefault(false);
    m_passphrase->setObjectName(QStringLiteral("importKeyPassphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setPlaceholderText(tr("of an encrypted PEM only"));
    m_algorithm->setObjectName(QStringLiteral("importKeyAlgorithm"));
    m_algorithm->addItem(tr("The key tells"), QString());
    addAlgorithms(m_algorithm);
    m_activate->setObjectName(QStringLiteral("importKeyActivate"));
    m_note->setObjectName(QStringLiteral("importKeyNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_weak->setObjectName(QStringLiteral("importKeyWeak"));
    m_weak->hide();
    if (active)
        m_consequence = whatStaysValid(*active);

    auto *fileRow = new QHBoxLayout;
    fileRow->addWidget(file);
    fileRow->addWidget(m_fileName, 1);
    fileRow->addWidget(m_forget);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Passphrase"), m_passphrase);
    form->addRow({}, m_passphraseError);
    form->addRow(tr("&Algorithm"), m_algorithm);
    form->addRow({}, m_algorithmError);
    auto *buttons = new QDialogButtonBox(this);
    m_import = buttons->addButton(tr("Import Key"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("importKeyButton"));
    m_import->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addLayout(fileRow);
    layout->addWidget(m_keyError);
    layout->addWidget(m_weak);
    layout->addLayout(form);
    layout->addWidget(m_activate);
    layout->addWidget(m_note);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    setTabOrder(m_text, file);
    setTabOrder(file, m_forget);
    setTabOrder(m_forget, m_weak);
    setTabOrder(m_weak, m_passphrase);

    connect(file, &QPushButton::clicked, this, &ImportKeyDialog::chooseFile);
    connect(m_forget, &QPushButton::clicked, this, &ImportKeyDialog::forgetFile);
    const auto edited = [this] {
        m_weak->setChecked(false);
        m_weak->hide();
        clearErrors();
        update();
    };
    connect(m_text, &QPlainTextEdit::textChanged, this, edited);
    connect(m_passphrase, &QLineEdit::textChanged, this, &ImportKeyDialog::clearErrors);
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, edited);
    connect(m_activate, &QCheckBox::toggled, this, &ImportKeyDialog::update);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportKeyDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    forgetFile();
    m_text->setFocus();
}

ImportKeyDialog::~ImportKeyDialog() = default;

void ImportKeyDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void ImportKeyDialog::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        readFile(urls.first().toLocalFile());
    } else {
        forgetFile();
        m_text->setPlainText(event->mimeData()->text());
    }
    event->acceptProposedAction();
}

void ImportKeyDialog::chooseFile()
{
    FileQuestion question;
    question.title = tr("Import Key");
    question.filters = tr("Keys (*.pem *.key *.jwk *.json *.txt);;All files (*)");
    m_prompter.chooseFileToOpen(this, question, [this](const QString &path) {
        if (!path.isEmpty())
            readFile(path);
    });
}

void ImportKeyDialog::readFile(const QString &path)
{
    clearErrors();
    const auto refuse = [this](const QString &why) {
        m_keyError->setText(why);
        m_keyError->show();
    };
    const QFileInfo info(path);
    if (!info.isFile()) // reading a pipe could wait for ever
        return refuse(tr("%1 is no file.").arg(info.fileName()));
    if (info.size() > token::kMaximumKeyTextSize)
        return refuse(tr("%1 is too long for a key.").arg(info.fileName()));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(tr("%1 cannot be read: %2").arg(info.fileName(), file.errorString()));
    QByteArray bytes = file.read(token::kMaximumKeyTextSize);
    m_file = withoutNewline(bytes);
    bytes.fill('\0');
    if (m_file.isEmpty())
        return refuse(tr("%1 is empty.").arg(info.fileName()));
    m_text->clear();
    m_text->setEnabled(false);
    m_fileName->setText(
        tr("%1, %n byte(s)", nullptr, static_cast<int>(m_file.size())).arg(info.fileName()));
    m_forget->setVisible(true);
    update();
}

void ImportKeyDialog::forgetFile()
{
    m_file.wipe();
    m_fileName->clear();
    m_forget->setVisible(false);
    m_text->setEnabled(true);
    clearErrors();
    update();
}

SecretBytes ImportKeyDialog::material() const
{
    if (!m_file.isEmpty())
        return m_file.clone();
    const SecretBytes text = SecretBytes::fromText(m_text->toPlainText());
    return withoutNewline(text.view());
}

void ImportKeyDialog::update()
{
    m_import->setEnabled(!m_busy && (!m_file.isEmpty() || !m_text->document()->isEmpty()));
    m_note->setText(m_activate->isChecked()
                        ? m_consequence
                        : tr("It becomes a next key: it verifies now and signs when keys rotate."));
}

void ImportKeyDialog::clearErrors()
{
    for (RoleLabel *label : {m_keyError, m_passphraseError, m_algorithmError, m_error})
        label->hide();
}

void ImportKeyDialog::import()
{
    clearErrors();
    if (!m_activate->isChecked())
        return send();
    m_prompter.reauthenticate(this, tr("Sign with an imported key"), [this](bool isProven) {
        if (isProven)
            send();
    });
}

void ImportKeyDialog::send()
{
    m_busy = true;
    update();
    KeyImport key;
    key.algorithm = m_algorithm->currentData().toString();
    key.material = material();
    key.activate = m_activate->isChecked();
    key.allowWeak = m_weak->isVisible() && m_weak->isChecked();
    key.passphrase = SecretBytes::fromText(m_passphrase->text());
    whenDone(m_api.importKey(std::move(key)), this,
             [this](const Result<KeyInfo> &answer) { answered(answer); });
}

void ImportKeyDialog::answered(const Result<KeyInfo> &answer)
{
    m_busy = false;
    update();
    if (!answer)
        return showError(answer.error());
    m_text->clear();
    m_passphrase->clear();
    emit imported(*answer);
    accept();
}

void ImportKeyDialog::showError(const Error &error)
{
    RoleLabel *label = error.field == QLatin1String("passphrase")  ? m_passphraseError
                       : error.field == QLatin1String("algorithm") ? m_algorithmError
                       : error.field == QLatin1String("key")       ? m_keyError
                                                                   : m_error;
    label->setText(label == m_error ? errorText(error) : errorReason(error));
    label->show();
    if (label == m_passphraseError)
        m_passphrase->setFocus();
    else if (label == m_algorithmError)
        m_algorithm->setFocus();
    // Only secrets can be weak, and only those may be taken all the same.
    const bool isWeak = error.code == ErrorCode::KeyTooShort
                        || (error.code == ErrorCode::KeyInvalid
                            && error.detail.startsWith(QLatin1String("Not safe to sign with")));
    m_weak->setVisible(isWeak && label == m_keyError);
}

} // namespace tokendesk::ui
