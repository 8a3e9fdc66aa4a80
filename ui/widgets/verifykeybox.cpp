// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verifykeybox.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTimer>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::seconds kShownFor{30};

} // namespace

VerifyKeyBox::VerifyKeyBox(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(new QRadioButton(tr("server &keys"), this)),
      m_own(new QRadioButton(tr("own &secret"), this)), m_secret(new QLineEdit(this)),
      m_eye(new QAction(this)), m_mask(new QTimer(this))
{
    m_server->setObjectName(QStringLiteral("serverKeys"));
    m_server->setChecked(true);
    m_own->setObjectName(QStringLiteral("ownSecret"));
    m_secret->setObjectName(QStringLiteral("secretField"));
    m_secret->setAccessibleName(tr("HMAC secret to verify with"));
    m_secret->setPlaceholderText(tr("HMAC secret, as text"));
    m_secret->setEnabled(false);
    m_secret->setMaxLength(4096);
    m_secret->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                  | Qt::ImhNoAutoUppercase);
    m_eye->setObjectName(QStringLiteral("showSecret"));
    m_eye->setCheckable(true);
    m_secret->addAction(m_eye, QLineEdit::TrailingPosition);
    m_mask->setSingleShot(true);
    showSecret(false);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("Verify with"), this));
    layout->addWidget(m_server);
    layout->addWidget(m_own);
    layout->addWidget(m_secret, 1);

    connect(m_own, &QRadioButton::toggled, this, [this](bool own) {
        m_secret->setEnabled(own);
        if (own)
            m_secret->setFocus();
        else
            showSecret(false);
        emit changed();
    });
    connect(m_secret, &QLineEdit::textChanged, this, &VerifyKeyBox::changed);
    connect(m_eye, &QAction::toggled, this, &VerifyKeyBox::showSecret);
    connect(m_mask, &QTimer::timeout, this, [this] { showSecret(false); });
}

std::optional<SecretBytes> VerifyKeyBox::secret() const
{
    if (!m_own->isChecked() || m_secret->text().isEmpty())
        return {};
    return SecretBytes::fromText(m_secret->text());
}

void VerifyKeyBox::reset()
{
    m_secret->clear();
    m_server->setChecked(true);
    showSecret(false);
}

void VerifyKeyBox::showSecret(bool visible)
{
    m_eye->setChecked(visible);
    m_eye->setText(visible ? tr("Hide the secret") : tr("Show the secret for 30 seconds"));
    m_eye->setIcon(m_theme.icon(visible ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    m_secret->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    if (visible)
        m_mask->start(kShownFor);
    else
        m_mask->stop();
}

} // namespace tokendesk::ui
