// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/helpdialog.h"

#include "ui/theme/theme.h"
#include "ui/translation.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {

constexpr QSize kSize{760, 520};
constexpr int kTopicsWidth = 150;

} // namespace

HelpDialog::HelpDialog(Theme &theme, QWidget *parent)
    : QDialog(parent), m_topics(new QListWidget(this)), m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpDialog"));
    setWindowTitle(tr("Help"));
    setWindowIcon(theme.icon(QStringLiteral("help")));
    resize(kSize);
    m_topics->setObjectName(QStringLiteral("helpTopics"));
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setFixedWidth(kTopicsWidth);
    m_topics->setSpacing(3);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setOpenExternalLinks(true);
    m_text->document()->setDocumentMargin(14);

    const std::array topics = {
        std::pair(QStringLiteral("start"), tr("First steps")),
        std::pair(QStringLiteral("users"), tr("Users")),
        std::pair(QStringLiteral("sessions"), tr("Sessions")),
        std::pair(QStringLiteral("inspector"), tr("Inspector")),
        std::pair(QStringLiteral("settings"), tr("Settings")),
        std::pair(QStringLiteral("keys"), tr("Keys")),
        std::pair(QStringLiteral("window"), tr("The window")),
    };
    for (const auto &[id, title] : topics) {
        auto *item = new QListWidgetItem(title, m_topics);
        item->setData(Qt::UserRole, id);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_topics, &QListWidget::currentItemChanged, this,
            [this](const QListWidgetItem *item) { load(item->data(Qt::UserRole).toString()); });

    auto *row = new QHBoxLayout;
    row->addWidget(m_topics);
    row->addWidget(m_text, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(row, 1);
    layout->addWidget(buttons);
    m_topics->setCurrentRow(0);
}

void HelpDialog::showTopic(const QString &topic)
{
    for (int row = 0; row < m_topics->count(); ++row) {
        if (m_topics->item(row)->data(Qt::UserRole).toString() == topic)
            m_topics->setCurrentRow(row);
    }
}

void HelpDialog::load(const QString &topic)
{
    const QString folder = QStringLiteral(":/tokendesk/help/");
    const QString name = topic + QStringLiteral(".md");
    const QString translated = folder + installedLanguage() + u'/' + name;
    QFile file(QFile::exists(translated) ? translated : QString(folder + name));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "HelpDialog", "a help topic is not compiled in");
    m_text->setMarkdown(opened ? QString::fromUtf8(file.readAll()) : QString());
}

} // namespace tokendesk::ui
