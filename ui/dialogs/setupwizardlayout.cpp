// SPDX-License-Identifier: GPL-3.0-or-later
// How the set-up wizard is put together.
#include "ui/async.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/widgets/administratorform.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/passwordfield.h"
#include "ui/widgets/rolelabel.h"

#include <QButtonGroup>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tokendesk::ui {
namespace {

constexpr int kHighestPort = 65535;
constexpr int kLowestPort = 1024; // those below need rights that a console should not have
constexpr int kUsualPort = 8000;

struct Algorithm
{
    const char *name;
    const char *text;
};

constexpr std::array kAlgorithms = {
    Algorithm{"HS256",
              QT_TRANSLATE_NOOP("SetupWizard",
                                "One secret signs and verifies, as simplejwt has it. Services that "
                                "verify by themselves must be given the secret.")},
    Algorithm{"EdDSA", QT_TRANSLATE_NOOP("SetupWizard",
                                         "Ed25519. Services verify with the public key, fetched "
                                         "from this server. Small and fast.")},
    Algorithm{"ES256", QT_TRANSLATE_NOOP("SetupWizard",
                                         "ECDSA on P-256. The same, for libraries that do not know "
                                         "Ed25519.")},
    Algorithm{"RS256", QT_TRANSLATE_NOOP("SetupWizard",
                                         "RSA of 3,072 bits. Every library knows it; tokens are "
                                         "longer and logins slower.")},
};

QLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

SetupWizard::SetupWizard(AdminApi &api, Theme &theme, SetupHost *host, QWidget *parent)
    : QDialog(parent), m_api(api), m_theme(theme), m_host(host), m_steps(new QStackedWidget(this)),
      m_form(new AdministratorForm(theme, this)), m_error(remark(ColourRole::Error, {}))
{
    setObjectName(QStringLiteral("setupWizard"));
    setWindowTitle(tr("Set Up Tokendesk"));
    m_error->setObjectName(QStringLiteral("setupError"));
    m_error->hide();
    auto *names = new QHBoxLayout;
    names->setSpacing(18);
    const QStringList titles = {tr("1 Welcome"), tr("2 Administrator"), tr("3 Signing key"),
                                tr("4 Address"), tr("5 Summary")};
    for (const QString &title : titles) {
        m_names.push_back(new RoleLabel(theme, ColourRole::Muted, title, this));
        names->addWidget(m_names.back());
    }
    names->addStretch(1);

    buildWelcome();
    addStep(QStringLiteral("administrator"), tr("Who is the first administrator?"),
            tr("This user may sign in to the console and manage all others."))
        ->addWidget(m_form);
    buildKey();
    buildAddress();
    buildSummary();

    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &name, const QString &text) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setAutoDefault(false);
        buttons->addWidget(button);
        return button;
    };
    m_later = add(QStringLiteral("laterButton"), tr("&Later"));
    buttons->addStretch(1);
    m_back = add(QStringLiteral("backButton"), tr("&Back"));
    m_next = add(QStringLiteral("nextButton"), tr("&Next"));
    m_next->setDefault(true);
    connect(m_later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { go(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { go(1); });
    connect(m_form, &AdministratorForm::changed, this, &SetupWizard::update);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 18, 22, 16);
    layout->setSpacing(14);
    layout->addLayout(names);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    resize(std::max(640, fontMetrics().averageCharWidth() * 92), fontMetrics().height() * 31);

    whenDone(api.settings(), this, [this](const Result<SettingsSnapshot> &snapshot) {
        if (snapshot)
            m_form->password().setMinimumLength(
                static_cast<int>(snapshot->settings.integer(settings::kPasswordMinimumLength)));
    });
    whenDone(api.listKeys(), this, [this](const Result<std::vector<KeyInfo>> &keys) {
        for (const KeyInfo &key : keys.value_or(std::vector<KeyInfo>())) {
            if (key.state == KeyInfo::State::Active)
                m_activeAlgorithm = key.algorithm;
        }
        for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
            if (!m_algorithmChosen && m_activeAlgorithm == QLatin1String(kAlgorithms[i].name))
                m_algorithms->button(static_cast<int>(i))->setChecked(true);
        }
    });
    showStep(Welcome);
}

RoleLabel *SetupWizard::remark(ColourRole role, const QString &text)
{
    auto *label = new RoleLabel(m_theme, role, text, this);
    label->setWordWrap(true);
    return label;
}

QVBoxLayout *SetupWizard::addStep(const QString &name, const QString &title, const QString &text)
{
    auto *page = new QWidget(m_steps);
    page->setObjectName(QStringLiteral("setupStep_") + name);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    auto *heading = wrapped(title, page);
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    heading->setFont(large);
    layout->addWidget(heading);
    layout->addWidget(wrapped(text, page));
    auto *content = new QVBoxLayout;
    content->setSpacing(8);
    layout->addLayout(content);
    layout->addStretch(1);
    m_steps->addWidget(page);
    return content;
}

void SetupWizard::buildWelcome()
{
    QVBoxLayout *page =
        addStep(QStringLiteral("welcome"), tr("Welcome to Tokendesk"),
                tr("This database is empty. A few answers make it a server that people can log in "
                   "to. Everything can be changed later."));
    m_storage =
        wrapped(tr("Data is kept in one SQLite file, which needs nothing installed."), this);
    m_storage->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    page->addWidget(m_storage);
    page->addWidget(remark(ColourRole::Muted,
                           tr("SQLite is the only storage so far; PostgreSQL is not supported yet. "
                              "To keep the data elsewhere, quit and start with --data-dir.")));
    addScheme(page);
    if (m_host != nullptr) {
        page->addSpacing(8);
        auto *demo = new QPushButton(tr("Use &Demo Data Instead"), this);
        demo->setObjectName(QStringLiteral("demoButton"));
        demo->setAutoDefault(false);
        demo->setToolTip(tr("Starts anew on scratch data with the users admin, alice and bob; this "
                            "database stays as it is"));
        page->addWidget(demo, 0, Qt::AlignLeft);
        connect(demo, &QPushButton::clicked, this, [this] { m_host->startDemo(); });
    }
    whenDone(m_api.overview(), this, [this](const Result<Overview> &overview) {
        if (overview)
            m_storage->setText(tr("Data is kept in one SQLite file, which needs nothing "
                                  "installed:\n%1")
                                   .arg(overview->databasePath));
    });
}

void SetupWizard::addScheme(QVBoxLayout *page)
{
    auto *row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Appearance"), this));
    auto *group = new QButtonGroup(this);
    for (const auto &[scheme, text] : {std::pair(Theme::Scheme::System, tr("&System")),
                                       std::pair(Theme::Scheme::Light, tr("Li&ght")),
                                       std::pair(Theme::Scheme::Dark, tr("Dar&k"))}) {
        auto *choice = new QRadioButton(text, this);
        choice->setChecked(scheme == m_theme.scheme());
        group->addButton(choice);
        row->addWidget(choice);
        connect(choice, &QRadioButton::clicked, this,
                [this, chosen = scheme] { emit schemeChosen(chosen); });
    }
    row->addStretch(1);
    page->addLayout(row);
}

void SetupWizard::buildKey()
{
    QVBoxLayout *page = addStep(
        QStringLiteral("key"), tr("What signs the tokens?"),
        tr("The key is made on this computer and stored encrypted. It can be replaced at any time; "
           "the old one goes on verifying until the last token it signed has expired."));
    m_algorithms = new QButtonGroup(this);
    // An answer that comes late must not undo what the person has chosen.
    connect(m_algorithms, &QButtonGroup::buttonClicked, this, [this] { m_algorithmChosen = true; });
    for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
        const QString name = QLatin1String(kAlgorithms[i].name);
        auto *choice = new QRadioButton(name, this);
        choice->setObjectName(QStringLiteral("key_") + name);
        choice->setProperty(kAlgorithmProperty, name);
        choice->setChecked(i == 0);
        const QString text = QCoreApplication::translate("SetupWizard", kAlgorithms[i].text);
        choice->setAccessibleDescription(text);
        auto *about = remark(ColourRole::Muted, text);
        about->setContentsMargins(26, 0, 0, 4);
        m_algorithms->addButton(choice, static_cast<int>(i));
        page->addWidget(choice);
        page->addWidget(about);
    }
}

void SetupWizard::buildAddress()
{
    QVBoxLayout *page = addStep(
        QStringLiteral("address"), tr("Where does the server listen?"),
        tr("On this computer alone, at 127.0.0.1. To serve others, put a proxy with TLS in front, "
           "or start the server with a certificate of its own."));
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("&Port"), this);
    m_port = new QSpinBox(this);
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setRange(kLowestPort, kHighestPort);
    m_port->setGroupSeparatorShown(false);
    label->setBuddy(m_port);
    auto *other = new QPushButton(tr("Next &Free Port"), this);
    other->setObjectName(QStringLiteral("nextFreePort"));
    other->setAutoDefault(false);
    row->addWidget(label);
    row->addWidget(m_port);
    row->addWidget(other);
    row->addStretch(1);
    page->addLayout(row);
    m_portRemark = remark(ColourRole::Text, {});
    m_portRemark->setObjectName(QStringLiteral("portRemark"));
    page->addWidget(m_portRemark);
    const QString lock = m_host != nullptr ? m_host->portLock() : tr("it is fixed by the program");
    if (m_host != nullptr)
        m_port->setValue(m_host->port() != 0 ? m_host->port() : kUsualPort);
    m_port->setEnabled(lock.isEmpty());
    other->setEnabled(lock.isEmpty());
    if (lock.isEmpty()) {
        connect(m_port, &QSpinBox::valueChanged, this, &SetupWizard::checkPort);
        connect(other, &QPushButton::clicked, this, &SetupWizard::nextFreePort);
        checkPort();
    } else {
        m_portRemark->setText(tr("The port cannot be chosen here: %1.").arg(lock));
    }
}

void SetupWizard::buildSummary()
{
    QVBoxLayout *page =
        addStep(QStringLiteral("summary"), tr("Ready"),
                tr("“Set Up” does what these lines would do; they work as well without a window."));
    m_commands = new QPlainTextEdit(this);
    m_commands->setObjectName(QStringLiteral("commandLine"));
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_commands->setAccessibleName(tr("Equivalent commands"));
    m_copy = new CopyButton(m_theme, {}, tr("Copy the commands"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_commands, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    page->addLayout(row);
}

} // namespace tokendesk::ui
