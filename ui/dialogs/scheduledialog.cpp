// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/scheduledialog.h"

#include "ui/models/keytext.h"
#include "ui/widgets/rolelabel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::hours kAhead{24 * 7}; ///< what is offered first

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(toEpochMs(at)); }

} // namespace

ScheduleDialog::ScheduleDialog(const std::vector<KeyInfo> &keys, const QString &kid,
                               const Clock &clock, Theme &theme, QWidget *parent)
    : QDialog(parent), m_clock(clock), m_key(new QComboBox(this)), m_at(new QDateTimeEdit(this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    setObjectName(QStringLiteral("scheduleDialog"));
    setWindowTitle(tr("Schedule a Rotation"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    QString active;
    for (const KeyInfo &key : keys) {
        if (key.state == KeyInfo::State::Active)
            active = key.algorithm;
        if (key.state != KeyInfo::State::Next)
            continue;
        m_next.push_back(key);
        //: %1: a key, %2: its algorithm
        m_key->addItem(tr("%1 (%2)").arg(shortKeyId(key.kid), key.algorithm), key.kid);
    }
    //: %1: an algorithm
    m_key->addItem(tr("A new key (%1)").arg(active), QString());
    m_key->setObjectName(QStringLiteral("scheduleKey"));
    m_key->setCurrentIndex(kid.isEmpty() ? 0 : std::max(0, m_key->findData(kid)));
    m_at->setObjectName(QStringLiteral("scheduleAt"));
    m_at->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_at->setCalendarPopup(true);
    m_at->setAccessibleDescription(tr("In the time zone of this machine"));
    m_error->setObjectName(QStringLiteral("dialogError"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto *note = new RoleLabel(theme, ColourRole::Muted,
                               tr("From then on this key signs; the one before it goes on "
                                  "verifying what it has signed. Services that keep a copy of the "
                                  "public keys need this one by then. A server or daemon must be "
                                  "running at that time."),
                               this);
    note->setObjectName(QStringLiteral("scheduleNote"));
    note->setWordWrap(true);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Key"), m_key);
    form->addRow(tr("&Signs from"), m_at);
    form->addRow({}, m_error);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *accept = buttons->addButton(tr("Schedule"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("scheduleAccept"));
    accept->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_key, &QComboBox::currentIndexChanged, this, &ScheduleDialog::chosen);
    connect(m_at, &QDateTimeEdit::dateTimeChanged, m_error, &QWidget::hide);
    connect(buttons, &QDialogButtonBox::accepted, this, &ScheduleDialog::schedule);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    chosen();
    m_at->setFocus();
}

void ScheduleDialog::chosen()
{
    Instant at = m_clock.now() + kAhead;
    for (const KeyInfo &key : m_next) {
        if (key.kid == m_key->currentData().toString() && key.activatesAt)
            at = *key.activatesAt;
    }
    m_at->setDateTime(local(at));
}

void ScheduleDialog::schedule()
{
    const Instant at = fromEpochMs(m_at->dateTime().toMSecsSinceEpoch());
    if (at <= m_clock.now()) {
        m_error->setText(tr("This is past. To sign with a key now, use Rotate Now."));
        m_error->show();
        m_at->setFocus();
        return;
    }
    emit wanted(m_key->currentData().toString(), at);
    accept();
}

} // namespace tokendesk::ui
