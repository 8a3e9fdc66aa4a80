// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/passwordfield.h"

#include "server/base/settings.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/copybutton.h"

#include <QAction>
#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace tokendesk::ui {

namespace {

constexpr int kSegments = 4;
constexpr int kSegmentGap = 3;

ColourRole roleOf(int score)
{
    if (score <= 1)
        return ColourRole::Error;
    return score == 2 ? ColourRole::Warning : ColourRole::Ok;
}

} // namespace

StrengthMeter::StrengthMeter(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StrengthMeter::setScore(int score)
{
    m_score = score;
    update();
}

QSize StrengthMeter::sizeHint() const
{
    const int unit = fontMetrics().height();
    return {unit * 8, unit / 2};
}

void StrengthMeter::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double width = (this->width() - (kSegments - 1) * kSegmentGap) / double(kSegments);
    for (int i = 0; i < kSegments; ++i) {
        painter.setBrush(m_theme.colour(i < m_score ? roleOf(m_score) : ColourRole::Border));
        painter.drawRoundedRect(QRectF(i * (width + kSegmentGap), 0, width, height()), 2, 2);
    }
}

PasswordField::PasswordField(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme),
      m_minimumLength(static_cast<int>(Settings().integer(settings::kPasswordMinimumLength))),
      m_edit(new QLineEdit(this)), m_generate(new QToolButton(this)),
      m_copy(new CopyButton(theme, {}, tr("Copy the password"), this)),
      m_meter(new StrengthMeter(theme, this)), m_remark(new QLabel(this)),
      m_allowWeak(new QCheckBox(tr("Use this weak password all the same"), this))
{
    m_edit->setObjectName(QStringLiteral("password"));
    m_edit->setAccessibleName(tr("Password"));
    m_edit->setMaxLength(static_cast<int>(kPasswordMaximumLength));
    m_show = m_edit->addAction(theme.icon(QStringLiteral("eye")), QLineEdit::TrailingPosition);
    m_show->setObjectName(QStringLiteral("passwordShow"));
    m_show->setCheckable(true);
    m_generate->setObjectName(QStringLiteral("passwordGenerate"));
    m_generate->setText(tr("Generate"));
    m_generate->setIcon(theme.icon(QStringLiteral("generate")));
    m_generate->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_generate->setToolTip(tr("Make up a random password"));
    m_copy->setObjectName(QStringLiteral("passwordCopy"));
    m_copy->setSecret(true);
    m_meter->setObjectName(QStringLiteral("passwordStrength"));
    m_remark->setObjectName(QStringLiteral("passwordRemark"));
    m_allowWeak->setObjectName(QStringLiteral("passwordAllowWeak"));

    auto *fields = new QHBoxLayout;
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addWidget(m_edit, 1);
    fields->addWidget(m_generate);
    fields->addWidget(m_copy);
    auto *strength = new QHBoxLayout;
    strength->setContentsMargins(0, 0, 0, 0);
    strength->addWidget(m_meter);
    strength->addWidget(m_remark, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(fields);
    layout->addLayout(strength);
    layout->addWidget(m_allowWeak);
    setFocusProxy(m_edit);

    connect(m_show, &QAction::toggled, this, &PasswordField::setVisiblePassword);
    connect(m_generate, &QToolButton::clicked, this, &PasswordField::generate);
    connect(m_edit, &QLineEdit::textChanged, this, &PasswordField::assess);
    connect(m_allowWeak, &QCheckBox::toggled, this, &PasswordField::changed);
    setVisiblePassword(false);
    assess();
}

void PasswordField::setUser(const NewUser &user)
{
    m_user = user;
    assess();
}

void PasswordField::setMinimumLength(int length)
{
    m_minimumLength = length;
    assess();
}

void PasswordField::generate()
{
    m_edit->setText(generatePassword());
    m_show->setChecked(true);
    m_edit->setFocus();
}

void PasswordField::clear()
{
    m_edit->clear();
    m_show->setChecked(false);
    m_allowWeak->setChecked(false);
}

SecretBytes PasswordField::password() const { return SecretBytes::fromText(m_edit->text()); }

bool PasswordField::isEmpty() const { return m_edit->text().isEmpty(); }

bool PasswordField::isAcceptable() const
{
    return !isEmpty() && (m_meter->score() > 0 || m_allowWeak->isChecked());
}

bool PasswordField::allowsWeak() const
{
    return m_allowWeak->isVisibleTo(this) && m_allowWeak->isChecked();
}

void PasswordField::setVisiblePassword(bool visible)
{
    m_edit->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    m_show->setIcon(m_theme.icon(visible ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    m_show->setToolTip(visible ? tr("Hide the password") : tr("Show the password"));
}

void PasswordField::assess()
{
    const QString text = m_edit->text();
    m_copy->setText(text);
    const PasswordStrength strength =
        text.isEmpty() ? PasswordStrength() : passwordStrength(text, m_user, m_minimumLength);
    m_meter->setScore(strength.score);
    QString remark = text.isEmpty()
                         ? tr("At least %n characters", nullptr, m_minimumLength)
                         //: Remark on the strength of a password, such as "too short" or "strong".
                         : serverText("PasswordStrength", strength.reason);
    if (!remark.isEmpty())
        remark[0] = remark[0].toUpper();
    m_remark->setText(remark);
    m_meter->setAccessibleName(tr("Password strength: %1").arg(m_remark->text()));
    const bool weak = !text.isEmpty() && strength.score == 0;
    m_allowWeak->setVisible(weak);
    if (!weak)
        m_allowWeak->setChecked(false);
    emit changed();
}

} // namespace tokendesk::ui
