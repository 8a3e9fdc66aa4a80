// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportkeydialog.h"

#include "ui/async.h"
#include "ui/models/keytext.h"
#include "ui/prompter.h"
#include "ui/translation.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QSaveFile>
#include <QThreadPool>
#include <QVBoxLayout>

#include <memory>

namespace tokendesk::ui {
namespace {

constexpr int kLeastPassphrase = 8;

Result<void> writeNow(const QString &path, const QByteArray &content, bool isPrivate)
{
    QSaveFile file(path);
    const auto failure = [&file] {
        return fail(ErrorCode::InvalidArgument, file.errorString(), QStringLiteral("file"));
    };
    if (!file.open(QIODevice::WriteOnly))
        return failure();
    // Before there is anything in it, and whatever the file that it replaces allowed.
    if (isPrivate && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure();
    if (file.write(content) != content.size() || !file.commit())
        return failure();
    return {};
}

} // namespace

QFuture<Result<void>> writeFile(const QString &path, const QByteArray &content, bool isPrivate)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>(); // for std::function
    promise->start();
    QThreadPool::globalInstance()->start([promise, path, content, isPrivate] {
        promise->addResult(writeNow(path, content, isPrivate));
        promise->finish();
    });
    return promise->future();
}

ExportKeyDialog::ExportKeyDialog(AdminApi &api, Prompter &prompter, Theme &theme,
                                 const KeyInfo &key, QWidget *parent)
    : QDialog(parent), m_api(api), m_prompter(prompter), m_kid(key.kid),
      m_passphrase(new PasswordField(theme, this)), m_again(new QLineEdit(this)),
      m_differs(new RoleLabel(theme, ColourRole::Error, tr("The two differ."), this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    setObjectName(QStringLiteral("exportKeyDialog"));
    setWindowTitle(tr("Export Private Key"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    m_passphrase->setMinimumLength(kLeastPassphrase);
    m_passphrase->edit()->setAccessibleName(tr("Passphrase"));
    m_again->setObjectName(QStringLiteral("passphraseAgain"));
    m_again->setEchoMode(QLineEdit::Password);
    m_differs->setObjectName(QStringLiteral("passphraseAgainError"));
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto *caption = new QLabel(tr("Whoever has the private key of %1 and the passphrase can issue "
                                  "tokens that this server accepts. The file is encrypted PEM, "
                                  "readable by you alone; the export is noted as an event.")
                                   .arg(shortKeyId(key.kid)),
                               this);
    caption->setTextFormat(Qt::PlainText);
    caption->setWordWrap(true);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Passphrase"), m_passphrase);
    form->addRow(tr("&Once more"), m_again);
    form->addRow({}, m_differs);
    auto *buttons = new QDialogButtonBox(this);
    m_export = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("exportKeyButton"));
    m_export->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(caption);
    layout->addLayout(form);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_passphrase, &PasswordField::changed, this, &ExportKeyDialog::update);
    connect(m_again, &QLineEdit::textChanged, this, &ExportKeyDialog::update);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportKeyDialog::chooseFile);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_passphrase->edit()->setFocus();
    update();
}

void ExportKeyDialog::update()
{
    const bool isSame = m_again->text() == m_passphrase->edit()->text();
    m_differs->setVisible(!isSame && !m_again->text().isEmpty());
    m_export->setEnabled(!m_busy && isSame && m_passphrase->isAcceptable());
}

void ExportKeyDialog::chooseFile()
{
    FileQuestion question;
    question.title = tr("Export Private Key");
    question.suggestion = m_kid.left(8) + QStringLiteral(".private.pem");
    question.filters = tr("PEM files (*.pem);;All files (*)");
    m_prompter.chooseFileToSave(this, question, [this](const QString &path) {
        if (!path.isEmpty())
            write(path);
    });
}

void ExportKeyDialog::write(const QString &path)
{
    m_error->hide();
    m_busy = true;
    update();
    whenDone(m_api.exportKey(m_kid, KeyPart::PrivatePem, m_passphrase->password()), this,
             [this, path](const Result<QByteArray> &pem) {
                 if (!pem)
                     return ended(path, fail(pem.error()));
                 whenDone(writeFile(path, *pem, true), this,
                          [this, path](const Result<void> &answer) { ended(path, answer); });
             });
}

void ExportKeyDialog::ended(const QString &path, const Result<void> &answer)
{
    m_busy = false;
    update();
    if (!answer) {
        m_error->setText(errorText(answer.error()));
        m_error->show();
        return;
    }
    emit exported(path);
    accept();
}

} // namespace tokendesk::ui
