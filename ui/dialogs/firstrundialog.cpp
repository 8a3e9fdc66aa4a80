// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/firstrundialog.h"

#include "ui/async.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/passwordfield.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {
constexpr int kWidth = 560;
constexpr int kIconExtent = 48;
constexpr int kUsernameLength = 150; // as Django's auth_user.username
constexpr int kEmailLength = 254; // RFC 5321 section 4.5.3.1.3
} // namespace

FirstRunDialog::FirstRunDialog(AdminApi &api, Theme &theme, QWidget *parent)
    : QDialog(parent), m_api(api), m_theme(theme), m_username(new QLineEdit(this)),
      m_email(new QLineEdit(this)), m_password(new PasswordField(theme, this))
{
    setObjectName(QStringLiteral("firstRunDialog"));
    setWindowTitle(tr("Create the First Administrator"));
    setMinimumWidth(kWidth);

    auto *icon = new QLabel(this);
    icon->setPixmap(
        theme.icon(QStringLiteral("tokendesk")).pixmap(QSize(kIconExtent, kIconExtent)));
    auto *title = new QLabel(tr("Welcome to Tokendesk"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    title->setFont(large);
    auto *text =
        new QLabel(tr("This database has no administrator yet. Create one to log in with and "
                      "to manage the other users."),
                   this);
    text->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(title);
    words->addWidget(text);
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(words, 1);

    m_username->setObjectName(QStringLiteral("username"));
    m_username->setMaxLength(kUsernameLength);
    m_username->setPlaceholderText(QStringLiteral("admin"));
    m_email->setObjectName(QStringLiteral("email"));
    m_email->setMaxLength(kEmailLength);
    m_email->setPlaceholderText(tr("optional"));

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addRow(form, tr("&Username"), QStringLiteral("username"), m_username);
    addRow(form, tr("&E-mail"), QStringLiteral("email"), m_email);
    addRow(form, tr("&Password"), QStringLiteral("password"), m_password);

    auto *buttons = new QDialogButtonBox(this);
    m_create = buttons->addButton(tr("&Create Administrator"), QDialogButtonBox::AcceptRole);
    m_create->setObjectName(QStringLiteral("createButton"));
    m_create->setDefault(true);
    QPushButton *later = buttons->addButton(tr("&Later"), QDialogButtonBox::RejectRole);
    later->setObjectName(QStringLiteral("laterButton"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 22, 22, 16);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addLayout(form);
    auto *general = new QLabel(this);
    m_errors.insert({}, general);
    general->setObjectName(QStringLiteral("error_"));
    general->setWordWrap(true);
    layout->addWidget(general);
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(m_username, &QLineEdit::textChanged, this, &FirstRunDialog::assess);
    connect(m_email, &QLineEdit::textChanged, this, &FirstRunDialog::assess);
    connect(m_password, &PasswordField::changed, this,
            [this] { m_create->setEnabled(isComplete()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &FirstRunDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    whenDone(api.settings(), this, [this](const Result<SettingsSnapshot> &snapshot) {
        if (snapshot)
            m_password->setMinimumLength(
                static_cast<int>(snapshot->settings.integer(settings::kPasswordMinimumLength)));
    });
    clearErrors();
    assess();
}

void FirstRunDialog::addRow(QFormLayout *form, const QString &label, const QString &field,
                            QWidget *edit)
{
    auto *cell = new QVBoxLayout;
    cell->setSpacing(3);
    auto *error = new QLabel(this);
    error->setObjectName(QStringLiteral("error_") + field);
    error->setWordWrap(true);
    error->setTextFormat(Qt::PlainText);
    cell->addWidget(edit);
    cell->addWidget(error);
    auto *caption = new QLabel(label, this);
    caption->setBuddy(edit);
    // Level with the text of the field, not with the middle of field and remarks.
    caption->setContentsMargins(0, 4, 0, 0);
    form->addRow(caption, cell);
    m_errors.insert(field, error);
}

NewUser FirstRunDialog::typed() const
{
    NewUser user;
    user.username = m_username->text().trimmed();
    user.email = m_email->text().trimmed();
    user.staff = true;
    user.superuser = true;
    return user;
}

bool FirstRunDialog::isComplete() const
{
    return !m_busy && !m_username->text().trimmed().isEmpty() && m_password->isAcceptable();
}

void FirstRunDialog::assess()
{
    m_password->setUser(typed());
    m_create->setEnabled(isComplete());
}

void FirstRunDialog::create()
{
    if (!isComplete())
        return;
    clearErrors();
    m_busy = true;
    m_create->setEnabled(false);
    PasswordOptions options;
    options.allowWeak = m_password->allowsWeak();
    whenDone(m_api.createUser(typed(), m_password->password(), options), this,
             [this](const Result<User> &user) {
                 m_busy = false;
                 m_create->setEnabled(isComplete());
                 if (!user) {
                     showError(user.error());
                     return;
                 }
                 m_password->clear();
                 emit created(*user);
                 accept();
             });
}

void FirstRunDialog::showError(const Error &error)
{
    const QString field = m_errors.contains(error.field) ? error.field : QString();
    QLabel *label = m_errors.value(field);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, m_theme.colour(ColourRole::Error));
    label->setPalette(palette);
    label->setText(field.isEmpty() ? errorText(error) : errorReason(error));
    label->show();
    if (field == QStringLiteral("username"))
        m_username->setFocus();
    else if (field == QStringLiteral("email"))
        m_email->setFocus();
    else if (field == QStringLiteral("password"))
        m_password->setFocus();
}

void FirstRunDialog::clearErrors()
{
    for (QLabel *label : std::as_const(m_errors)) {
        label->clear();
        label->hide();
    }
}

} // namespace tokendesk::ui
