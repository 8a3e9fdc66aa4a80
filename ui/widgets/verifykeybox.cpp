// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verifykeybox.h"

#include "server/token/jwk.h"
#include "ui/widgets/rolelabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTimer>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::seconds kShownFor{30};

} // namespace

VerifyKeyBox::VerifyKeyBox(Theme &theme, Purpose purpose, QWidget *parent)
    : QWidget(parent), m_theme(theme),
      m_server(new QRadioButton(purpose == Purpose::Verify ? tr("server &keys") : tr("server key"),
                                this)),
      m_own(new QRadioButton(
          purpose == Purpose::Verify ? tr("own &secret or key") : tr("own secret or key"), this)),
      m_secret(new QLineEdit(this)), m_eye(new QAction(this)), m_mask(new QTimer(this)),
      m_kind(new RoleLabel(theme, ColourRole::Muted, {}, this)),
      m_problem(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    const bool toVerify = purpose == Purpose::Verify;
    const auto name = [toVerify](QObject *object, const char *plain, const char *prefixed) {
        object->setObjectName(QLatin1String(toVerify ? plain : prefixed));
    };
    name(m_server, "serverKeys", "signServerKeys");
    name(m_own, "ownSecret", "signOwnSecret");
    name(m_secret, "secretField", "signSecretField");
    name(m_eye, "showSecret", "signShowSecret");
    name(m_kind, "keyKind", "signKeyKind");
    name(m_problem, "keyProblem", "signKeyProblem");
    m_server->setChecked(true);
    m_secret->setAccessibleName(toVerify ? tr("Secret or key to verify with")
                                         : tr("Secret or private key to sign with"));
    m_secret->setPlaceholderText(toVerify ? tr("HMAC secret, PEM, JWK or JWK Set")
                                          : tr("HMAC secret, private PEM or JWK"));
    m_secret->setEnabled(false);
    m_secret->setMaxLength(static_cast<int>(token::kMaximumKeyTextSize));
    m_secret->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                  | Qt::ImhNoAutoUppercase);
    m_eye->setCheckable(true);
    m_secret->addAction(m_eye, QLineEdit::TrailingPosition);
    m_mask->setSingleShot(true);
    m_problem->setWordWrap(true);
    showSecret(false);

    auto *line = new QHBoxLayout;
    line->addWidget(new QLabel(toVerify ? tr("Verify with") : tr("Sign with"), this));
    line->addWidget(m_server);
    line->addWidget(m_own);
    line->addWidget(m_secret, 1);
    line->addWidget(m_kind);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    showKind();
    setProblem({});

    connect(m_own, &QRadioButton::toggled, this, [this](bool own) {
        m_secret->setEnabled(own);
        if (own)
            m_secret->setFocus();
        else
            showSecret(false);
        emit changed();
    });
    connect(m_secret, &QLineEdit::textChanged, this, [this] {
        showKind();
        emit changed();
    });
    connect(m_eye, &QAction::toggled, this, &VerifyKeyBox::showSecret);
    connect(m_mask, &QTimer::timeout, this, [this] { showSecret(false); });
}

std::optional<SecretBytes> VerifyKeyBox::secret() const
{
    if (!m_own->isChecked() || m_secret->text().isEmpty())
        return {};
    return SecretBytes::fromText(m_secret->text());
}

bool VerifyKeyBox::isServers() const { return m_server->isChecked(); }

void VerifyKeyBox::setProblem(const QString &problem)
{
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(problem);
}

void VerifyKeyBox::showKind()
{
    // By its looks alone: whether it is sound is for the server to say.
    const QString text = m_secret->text();
    QString kind;
    if (text.contains(QLatin1String("-----BEGIN ")))
        kind = tr("PEM");
    else if (token::looksLikeJwk(text.toUtf8()))
        kind = text.contains(QLatin1String("\"keys\"")) ? tr("JWK Set") : tr("JWK");
    else if (!text.isEmpty())
        kind = tr("HMAC secret");
    m_kind->setText(kind);
    m_kind->setVisible(!kind.isEmpty());
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
    m_eye->setText(visible ? tr("Hide the key") : tr("Show the key for 30 seconds"));
    m_eye->setIcon(m_theme.icon(visible ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    m_secret->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    if (visible)
        m_mask->start(kShownFor);
    else
        m_mask->stop();
}

} // namespace tokendesk::ui
