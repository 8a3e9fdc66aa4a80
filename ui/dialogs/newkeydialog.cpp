// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/newkeydialog.h"

#include "server/token/algorithm.h"
#include "ui/models/keytext.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

QLabel *note(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

bool isRsa(const QString &algorithm)
{
    return algorithm.startsWith(QLatin1String("RS")) || algorithm.startsWith(QLatin1String("PS"));
}

} // namespace

void addAlgorithms(QComboBox *box)
{
    for (const token::AlgorithmInfo &info : token::algorithmTable()) {
        const QString name = QLatin1String(info.name);
        box->addItem(name, name);
    }
}

NewKeyDialog::NewKeyDialog(const KeyInfo *active, QWidget *parent)
    : QDialog(parent), m_algorithm(new QComboBox(this)),
      m_note(note(QStringLiteral("keyAlgorithmNote"), this)), m_bits(new QComboBox(this)),
      m_bitsLabel(new QLabel(tr("&Length"), this)),
      m_next(new QRadioButton(tr("&Next key: it verifies now and signs when keys rotate"), this)),
      m_now(new QRadioButton(tr("&Sign with it from now on"), this)),
      m_useNote(note(QStringLiteral("keyUseNote"), this))
{
    setObjectName(QStringLiteral("newKeyDialog"));
    setWindowTitle(tr("New Key"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    m_algorithm->setObjectName(QStringLiteral("keyAlgorithmChoice"));
    addAlgorithms(m_algorithm);
    if (active)
        m_algorithm->setCurrentText(active->algorithm);
    m_bits->setObjectName(QStringLiteral("keyBits"));
    for (const int bits : {2048, 3072, 4096})
        //: length of an RSA key
        m_bits->addItem(tr("%1 bits").arg(QLocale().toString(bits)), bits);
    m_bits->setCurrentIndex(m_bits->findData(NewKey().rsaBits));
    m_bitsLabel->setBuddy(m_bits);
    m_next->setObjectName(QStringLiteral("keyUseNext"));
    m_now->setObjectName(QStringLiteral("keyUseNow"));
    (active ? m_next : m_now)->setChecked(true);
    if (active)
        m_consequence = whatStaysValid(*active);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Algorithm"), m_algorithm);
    form->addRow({}, m_note);
    form->addRow(m_bitsLabel, m_bits);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *generate = buttons->addButton(tr("Generate Key"), QDialogButtonBox::AcceptRole);
    generate->setObjectName(QStringLiteral("generateKeyButton"));
    generate->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_next);
    layout->addWidget(m_now);
    layout->addWidget(m_useNote);
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(m_algorithm, &QComboBox::currentTextChanged, this, &NewKeyDialog::update);
    connect(m_now, &QRadioButton::toggled, this, &NewKeyDialog::update);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit wanted(
            {m_algorithm->currentText(), m_bits->currentData().toInt(), m_now->isChecked()});
        accept();
    });
    update();
    m_algorithm->setFocus();
}

void NewKeyDialog::update()
{
    const QString algorithm = m_algorithm->currentText();
    m_note->setText(algorithmExplanation(algorithm));
    m_bits->setVisible(isRsa(algorithm));
    m_bitsLabel->setVisible(isRsa(algorithm));
    m_useNote->setText(m_now->isChecked() ? m_consequence
                       : isSecretAlgorithm(algorithm)
                           ? QString()
                           : tr("Services that fetch the public keys now and then know it before "
                                "it signs."));
}

} // namespace tokendesk::ui
