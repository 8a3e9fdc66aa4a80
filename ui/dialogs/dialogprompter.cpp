// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/dialogprompter.h"

#include "ui/consolesession.h"
#include "ui/widgets/passwordproof.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr int kTextWidth = 440;
constexpr int kAlternative = QDialog::Accepted + 1; // result of a dialog

QString tr(const char *text) { return QCoreApplication::translate("DialogPrompter", text); }

QLabel *addLabel(QVBoxLayout *layout, const QString &text, bool strong)
{
    auto *label = new QLabel(text, layout->parentWidget());
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(kTextWidth);
    if (strong) {
        QFont font = label->font();
        font.setBold(true);
        font.setPointSizeF(font.pointSizeF() * 1.15);
        label->setFont(font);
    }
    layout->addWidget(label);
    return label;
}

/// A field that keeps \a accept disabled until \a word is typed.
void addWordField(QVBoxLayout *layout, const QString &word, QPushButton *accept)
{
    auto *label = addLabel(layout, tr("Type %1 to go on:").arg(word), false);
    auto *field = new QLineEdit(layout->parentWidget());
    field->setObjectName(QStringLiteral("confirmWord"));
    label->setBuddy(field);
    layout->addWidget(field);
    accept->setEnabled(false);
    QObject::connect(field, &QLineEdit::textChanged, accept, [accept, word](const QString &text) {
        accept->setEnabled(text.trimmed() == word);
    });
}

void chooseFile(QWidget *parent, const FileQuestion &question, bool save,
                std::function<void(QString)> done)
{
    auto *dialog = new QFileDialog(parent, question.title, question.suggestion, question.filters);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(save ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    if (save)
        dialog->selectFile(question.suggestion);
    QObject::connect(
        dialog, &QDialog::finished, parent, [dialog, callback = std::move(done)](int result) {
            callback(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
        });
    dialog->open();
}

} // namespace

void DialogPrompter::confirm(QWidget *parent, const Question &question,
                             std::function<void(Decision)> done)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("confirmDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QGuiApplication::applicationDisplayName());
    dialog->setAccessibleName(question.title);

    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(18, 18, 18, 14);
    layout->setSpacing(10);
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *accept = buttons->addButton(question.verb, QDialogButtonBox::AcceptRole);
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    accept->setObjectName(QStringLiteral("confirmAccept"));
    cancel->setObjectName(QStringLiteral("confirmCancel"));

    if (!question.alternative.isEmpty()) {
        QPushButton *alternative =
            buttons->addButton(question.alternative, QDialogButtonBox::ActionRole);
        alternative->setObjectName(QStringLiteral("confirmAlternative"));
        QObject::connect(alternative, &QPushButton::clicked, dialog,
                         [dialog] { dialog->done(kAlternative); });
    }

    addLabel(layout, question.title, true);
    if (!question.text.isEmpty())
        addLabel(layout, question.text, false);
    if (!question.typeToConfirm.isEmpty())
        addWordField(layout, question.typeToConfirm, accept);
    QCheckBox *remember = nullptr;
    if (!question.remember.isEmpty()) {
        remember = new QCheckBox(question.remember, dialog);
        remember->setObjectName(QStringLiteral("confirmRemember"));
        layout->addWidget(remember);
    }
    PasswordProof *proof = nullptr;
    if (question.needsPassword && isPasswordNeeded()) {
        proof = new PasswordProof(*m_session, *m_theme, dialog);
        layout->addWidget(proof);
        QObject::connect(proof, &PasswordProof::proven, dialog, &QDialog::accept);
        QObject::connect(proof, &PasswordProof::busyChanged, buttons, &QWidget::setDisabled);
        QObject::connect(proof, &PasswordProof::returnPressed, accept, &QPushButton::click);
        QObject::connect(buttons, &QDialogButtonBox::accepted, proof, &PasswordProof::submit);
    } else {
        QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    }
    layout->addSpacing(6);
    layout->addWidget(buttons);
    QPushButton *preferred = question.destructive ? cancel : accept;
    preferred->setDefault(true);
    if (proof != nullptr && question.typeToConfirm.isEmpty())
        proof->setFocus();
    else if (question.typeToConfirm.isEmpty())
        preferred->setFocus();

    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(
        dialog, &QDialog::finished, parent, [remember, callback = std::move(done)](int result) {
            const bool remembered = remember != nullptr && remember->isChecked();
            callback(Decision{result != QDialog::Rejected, remembered, result == kAlternative});
        });
    dialog->open();
}

bool DialogPrompter::isPasswordNeeded() const
{
    return m_session != nullptr && !m_session->isFresh();
}

void DialogPrompter::reauthenticate(QWidget *parent, const QString &act,
                                    std::function<void(bool)> done)
{
    if (!isPasswordNeeded())
        return done(true);
    Question question;
    question.title = act;
    question.verb = tr("Continue");
    question.destructive = false;
    question.needsPassword = true;
    confirm(parent, question, [callback = std::move(done)](const Decision &decision) {
        callback(decision.accepted);
    });
}

void DialogPrompter::chooseFileToOpen(QWidget *parent, const FileQuestion &question,
                                      std::function<void(QString)> done)
{
    chooseFile(parent, question, false, std::move(done));
}

void DialogPrompter::chooseFileToSave(QWidget *parent, const FileQuestion &question,
                                      std::function<void(QString)> done)
{
    chooseFile(parent, question, true, std::move(done));
}

} // namespace tokendesk::ui
