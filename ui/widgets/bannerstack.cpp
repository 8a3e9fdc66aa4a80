// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bannerstack.h"

#include "ui/theme/theme.h"
#include "ui/widgets/copybutton.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <memory>

namespace tokendesk::ui {

namespace {

constexpr std::size_t kMaxVisible = 2;
constexpr std::chrono::milliseconds kSuccessDuration{6000};

struct Look
{
    ColourRole text;
    ColourRole surface;
    const char *icon;
};

Look lookOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Info:
        return {ColourRole::Info, ColourRole::InfoSurface, "info"};
    case Banner::Kind::Success:
        return {ColourRole::Ok, ColourRole::OkSurface, "ok"};
    case Banner::Kind::Warning:
        return {ColourRole::Warning, ColourRole::WarningSurface, "warning"};
    case Banner::Kind::Error:
        break;
    }
    return {ColourRole::Error, ColourRole::ErrorSurface, "error"};
}

/// Paints surface and edge from the theme, so that a switch of the scheme needs nothing.
class BannerFrame final : public QFrame
{
public:
    BannerFrame(const Theme &theme, Look look, QWidget *parent)
        : QFrame(parent), m_theme(theme), m_look(look)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor edge = m_theme.colour(m_look.text);
        edge.setAlphaF(0.45F);
        painter.setPen(edge);
        painter.setBrush(m_theme.colour(m_look.surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }

private:
    const Theme &m_theme;
    Look m_look;
};

/// Counts the seconds that are left down on \a button and calls \a finished at zero.
void startCountdown(QWidget *frame, QPushButton *button, const Banner &banner,
                    std::chrono::milliseconds duration, const std::function<void()> &finished)
{
    QTimer::singleShot(duration, frame, finished);
    if (button == nullptr)
        return;
    auto *tick = new QTimer(frame);
    const auto left = std::make_shared<qint64>(duration.count() / 1000);
    const auto label = [button, left, text = banner.actionText] {
        button->setText(BannerStack::tr("%1 (%2 s)").arg(text).arg(*left));
    };
    label();
    QObject::connect(tick, &QTimer::timeout, button, [left, label] {
        *left = std::max<qint64>(0, *left - 1);
        label();
    });
    tick->start(1000);
}

} // namespace

BannerStack::BannerStack(Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_layout(new QVBoxLayout(this)), m_more(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_more->setObjectName(QStringLiteral("bannerMore"));
    m_layout->addWidget(m_more);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    arrange();
}

void BannerStack::show(const Banner &banner)
{
    remove(banner.id);
    const Look look = lookOf(banner.kind);
    auto *frame = new BannerFrame(m_theme, look, this);
    frame->setObjectName(QStringLiteral("banner_") + banner.id);
    frame->setAccessibleName(banner.text);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(10, 6, 6, 6);
    row->setSpacing(8);

    auto *icon = new QLabel(frame);
    icon->setPixmap(m_theme.icon(QLatin1String(look.icon), look.text).pixmap(QSize(18, 18)));
    connect(&m_theme, &Theme::changed, icon, [this, icon, look] {
        icon->setPixmap(m_theme.icon(QLatin1String(look.icon), look.text).pixmap(QSize(18, 18)));
    });
    row->addWidget(icon);

    auto *text = new QLabel(banner.text, frame);
    text->setObjectName(QStringLiteral("bannerText"));
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text, 1);
    if (!banner.code.isEmpty()) {
        auto *code = new QLabel(banner.code, frame);
        code->setObjectName(QStringLiteral("bannerCode"));
        QFont small = code->font();
        small.setPointSizeF(small.pointSizeF() * 0.9);
        code->setFont(small);
        row->addWidget(code);
        row->addWidget(new CopyButton(m_theme, banner.code, tr("Copy the error code"), frame));
    }

    const QString id = banner.id;
    QPushButton *actionButton = nullptr;
    if (!banner.actionText.isEmpty()) {
        actionButton = new QPushButton(banner.actionText, frame);
        actionButton->setObjectName(QStringLiteral("bannerAction"));
        connect(actionButton, &QPushButton::clicked, this, [this, id, action = banner.action] {
            close(id);
            if (action)
                action();
        });
        row->addWidget(actionButton);
    }
    if (banner.closable) {
        auto *closeButton = new QToolButton(frame);
        closeButton->setObjectName(QStringLiteral("bannerClose"));
        closeButton->setIcon(m_theme.icon(QStringLiteral("close")));
        closeButton->setAutoRaise(true);
        closeButton->setToolTip(tr("Close this message"));
        closeButton->setAccessibleName(closeButton->toolTip());
        connect(closeButton, &QToolButton::clicked, this, [this, id] { close(id); });
        row->addWidget(closeButton);
    }

    m_entries.insert(m_entries.begin(), Entry{id, banner.closable, frame});
    m_layout->insertWidget(0, frame);
    auto duration = banner.duration;
    if (duration.count() == 0 && banner.kind == Banner::Kind::Success)
        duration = kSuccessDuration;
    if (duration.count() > 0)
        startCountdown(frame, actionButton, banner, duration, [this, id] { close(id); });
    arrange();

    QAccessibleEvent alert(frame, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void BannerStack::close(const QString &id)
{
    if (!contains(id))
        return;
    remove(id);
    emit closed(id);
}

void BannerStack::remove(const QString &id)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &e) { return e.id == id; });
    if (found == m_entries.end())
        return;
    found->frame->hide();
    m_layout->removeWidget(found->frame);
    // Later, since the click that closes it may come from a button inside it.
    found->frame->setObjectName(QString());
    found->frame->deleteLater();
    m_entries.erase(found);
    arrange();
}

void BannerStack::clear()
{
    while (!m_entries.empty())
        remove(QString(m_entries.front().id));
}

bool BannerStack::closeNewest()
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [](const Entry &e) { return e.closable; });
    if (found == m_entries.end())
        return false;
    close(QString(found->id));
    return true;
}

bool BannerStack::contains(const QString &id) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [&](const Entry &e) { return e.id == id; });
}

void BannerStack::arrange()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].frame->setVisible(i < kMaxVisible);
    const auto hidden = static_cast<int>(m_entries.size()) - static_cast<int>(kMaxVisible);
    m_more->setVisible(hidden > 0);
    m_more->setText(hidden > 0 ? tr("and %n more", nullptr, hidden) : QString());
    setVisible(!m_entries.empty());
}

} // namespace tokendesk::ui
