// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keyspage.h"

#include "ui/models/keysmodel.h"
#include "ui/translation.h"
#include "ui/widgets/copybutton.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factsgrid.h"
#include "ui/widgets/keytimeline.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokendesk::ui {
namespace {

constexpr int kNarrow = 900; ///< a table and a pane beside it need more
constexpr std::chrono::seconds kTick{15};
const QString kKey = QStringLiteral("key");

} // namespace

KeysPage::KeysPage(const PageContext &context, QWidget *parent)
    : Page(context, parent), m_keys(new KeysModel(context.api, context.clock, this)),
      m_timeline(new KeyTimeline(theme(), context.clock, this)), m_table(new DataTable(this)),
      m_empty(new EmptyState(theme(), this)), m_stack(new QStackedWidget(this)),
      m_splitter(new QSplitter(this))
{
    setObjectName(QStringLiteral("keysPage"));
    makeActions();
    m_table->setObjectName(QStringLiteral("keysTable"));
    m_table->setAccessibleName(tr("Keys"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setDispensable({KeysModel::VerifiesUntil, KeysModel::SignsUntil, KeysModel::Created});
    m_table->setPagedModel(m_keys, {}, {17, 10, 16, 13, 13, 13, 12});
    for (QAction *action : std::as_const(m_pageActions))
        m_table->addAction(action);
    m_pane = new KeyPane(api(), theme(), context.clock, m_keyActions, this);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_pane);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({680, 360});

    auto *full = new QWidget(m_stack);
    auto *inner = new QVBoxLayout(full);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_timeline);
    inner->addWidget(m_splitter, 1);
    m_stack->addWidget(full);
    m_stack->addWidget(m_empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeTools());
    layout->addWidget(m_addressNote);
    layout->addWidget(m_stack, 1);
    setContent(content);

    connect(m_keys, &PagedModelBase::stateChanged, this, &KeysPage::showState);
    connect(m_keys, &PagedModelBase::loaded, this, &KeysPage::giveUpWanted);
    connect(m_keys, &PagedModelBase::failed, this, [this](const Error &error) {
        showError(QStringLiteral("keys-refresh"), tr("The keys could not be brought up to date."),
                  error, [this] { m_keys->refresh(); });
    });
    connect(m_table, &DataTable::selectionEdited, this, &KeysPage::showSelection);
    connect(m_keys, &QAbstractItemModel::dataChanged, this, &KeysPage::showSelection);
    connect(m_timeline, &KeyTimeline::chosen, this, &KeysPage::select);
    connect(m_pane, &KeyPane::copyWanted, this, &KeysPage::copyPublic);
    connect(m_empty, &EmptyState::buttonClicked, this, &KeysPage::buttonOfEmptyState);
    connect(m_showRetired, &QCheckBox::toggled, m_keys, &KeysModel::setRetiredShown);
    connect(&context.server, &ServerControl::stateChanged, this, &KeysPage::showAddress);
    connect(&context.server, &ServerControl::relistened, this, &KeysPage::showAddress);
    m_clockTick.setInterval(kTick);
    connect(&m_clockTick, &QTimer::timeout, this, &KeysPage::showKeys);
    showSelection();
    showAddress();
}

QAction *KeysPage::addPageAction(const QString &name, const QString &icon, const QString &text,
                                 const QKeySequence &shortcut, void (KeysPage::*run)())
{
    auto *action = new QAction(theme().icon(icon), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_pageActions.append(action);
    return action;
}

void KeysPage::makeActions()
{
    m_new = addPageAction(QStringLiteral("newAction"), QStringLiteral("add"), tr("New Key…"),
                          QKeySequence::New, &KeysPage::newKey);
    m_import =
        addPageAction(QStringLiteral("keysImportAction"), QStringLiteral("import"),
                      tr("Import Key…"), QKeySequence(tr("Ctrl+Shift+I")), &KeysPage::importKey);
    m_rotate = addPageAction(QStringLiteral("keysRotateAction"), QStringLiteral("refresh"),
                             tr("Rotate Now…"), QKeySequence(tr("Ctrl+R")), &KeysPage::rotateNow);
    m_keyActions.sign = addPageAction(QStringLiteral("keysSignAction"), QStringLiteral("key"),
                                      tr("Sign With This Key Now…"), {}, &KeysPage::signNow);
    m_keyActions.schedule =
        addPageAction(QStringLiteral("keysScheduleAction"), QStringLiteral("calendar"),
                      tr("Schedule…"), QKeySequence(tr("Ctrl+T")), &KeysPage::schedule);
    m_keyActions.unschedule =
        addPageAction(QStringLiteral("keysUnscheduleAction"), QStringLiteral("close"),
                      tr("Take the Date Back"), {}, &KeysPage::unschedule);
    m_keyActions.savePublic =
        addPageAction(QStringLiteral("keysSavePublicAction"), QStringLiteral("save"),
                      tr("Save Public…"), {}, &KeysPage::savePublic);
    m_keyActions.exportPrivate = addPageAction(
        QStringLiteral("keysExportAction"), QStringLiteral("export"), tr("Export Private…"),
        QKeySequence(tr("Ctrl+Shift+X")), &KeysPage::exportPrivate);
    m_keyActions.retire =
        addPageAction(QStringLiteral("keysRetireAction"), QStringLiteral("delete"), tr("Retire…"),
                      QKeySequence::Delete, &KeysPage::retire);
    auto *toggle = new QAction(tr("Show Details"), this);
    toggle->setObjectName(QStringLiteral("keysPaneAction"));
    toggle->setShortcut(QKeySequence(Qt::Key_F4));
    toggle->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    toggle->setCheckable(true);
    toggle->setChecked(true);
    connect(toggle, &QAction::toggled, this, [this](bool on) { m_pane->setVisible(on); });
    addAction(toggle);
    m_pageActions.append(toggle);
}

QWidget *KeysPage::makeTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(actionButton(m_new, QStringLiteral("newKeyButton"), tools));
    row->addWidget(actionButton(m_import, QStringLiteral("importKeyPageButton"), tools));
    row->addWidget(actionButton(m_rotate, QStringLiteral("rotateButton"), tools));
    row->addStretch(1);
    m_showRetired = new QCheckBox(tr("Show &retired"), tools);
    m_showRetired->setObjectName(QStringLiteral("showRetired"));
    row->addWidget(m_showRetired);

    m_addressNote = new QLabel(this);
    m_addressNote->setObjectName(QStringLiteral("jwksNote"));
    m_addressNote->setTextFormat(Qt::PlainText);
    m_addressNote->setWordWrap(true);
    m_addressNote->setForegroundRole(QPalette::PlaceholderText);
    auto *place = new QWidget(this);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(new QLabel(tr("JWK Set:"), place));
    m_address = new QLabel(place);
    m_address->setObjectName(QStringLiteral("jwksAddress"));
    m_address->setTextFormat(Qt::PlainText);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_address->setMinimumWidth(60);
    line->addWidget(m_address);
    m_copyAddress = new CopyButton(theme(), {}, tr("Copy the address of the JWK Set"), place);
    m_copyAddress->setObjectName(QStringLiteral("jwksCopy"));
    line->addWidget(m_copyAddress);
    line->addStretch(1);
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(tools);
    column->addLayout(line);
    return place;
}

void KeysPage::opened()
{
    m_clockTick.start();
    refresh();
}

void KeysPage::closed() { m_clockTick.stop(); }

void KeysPage::refresh()
{
    if (std::exchange(m_asked, true))
        m_keys->refresh();
    else
        m_keys->setRetiredShown(m_showRetired->isChecked());
}

void KeysPage::applyFilter(const QJsonObject &filter)
{
    const QString kid = filter.value(kKey).toString();
    if (!kid.isEmpty())
        select(kid);
}

QJsonObject KeysPage::view() const
{
    const KeyLife *life = chosen();
    return life ? QJsonObject{{kKey, life->key.kid}} : QJsonObject();
}

QJsonObject KeysPage::saveState() const
{
    return {{QStringLiteral("columns"), QString::fromLatin1(m_table->saveHeader())},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("retired"), m_showRetired->isChecked()},
            {QStringLiteral("pane"), !m_pane->isHidden()}};
}

void KeysPage::restoreState(const QJsonObject &state)
{
    m_table->restoreHeader(state.value(QLatin1String("columns")).toString().toLatin1());
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QLatin1String("splitter")).toString().toLatin1()));
    m_showRetired->setChecked(state.value(QLatin1String("retired")).toBool(false));
    findChild<QAction *>(QStringLiteral("keysPaneAction"))
        ->setChecked(state.value(QLatin1String("pane")).toBool(true));
}

void KeysPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const auto wanted = event->size().width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == wanted)
        return;
    m_splitter->setOrientation(wanted);
    m_splitter->setSizes(wanted == Qt::Vertical ? QList<int>{200, 320} : QList<int>{680, 360});
}

void KeysPage::showState()
{
    const bool isFailed = m_keys->state() == PagedModelBase::State::Failed;
    const bool isEmpty = m_keys->state() == PagedModelBase::State::Ready && m_keys->rowCount() == 0;
    if (isFailed)
        m_empty->setContent(QStringLiteral("error"), tr("The keys could not be loaded"),
                            errorText(m_keys->error()), tr("Retry"));
    else if (isEmpty)
        m_empty->setContent(QStringLiteral("key"), tr("No key is in force"),
                            tr("Without a key that signs nobody can log in."), tr("New Key…"));
    m_stack->setCurrentIndex(isFailed || isEmpty ? 1 : 0);
    showKeys();
    showAddress();
}

void KeysPage::showKeys()
{
    std::vector<KeyLife> lives;
    for (const KeyLife &life : livesOf(m_keys->keys())) {
        if (m_showRetired->isChecked() || life.key.state != KeyInfo::State::Retired)
            lives.push_back(life);
    }
    m_timeline->setLives(std::move(lives));
    selectWanted();
    if (std::exchange(m_isLooking, false))
        giveUpWanted();
    const KeyInfo *active = m_keys->active();
    if (m_keys->state() == PagedModelBase::State::Ready && active
        && !m_table->selectionModel()->hasSelection() && m_wanted.isEmpty())
        m_table->selectId(active->kid);
    showSelection();
}

void KeysPage::select(const QString &kid)
{
    m_wanted = kid;
    selectWanted();
    // It may have been made a moment ago, by another process.
    m_isLooking = m_keys->state() == PagedModelBase::State::Ready && !m_keys->key(kid);
    if (m_isLooking)
        m_keys->refresh();
    showSelection();
}

void KeysPage::selectWanted()
{
    if (m_wanted.isEmpty())
        return;
    const KeyInfo *key = m_keys->key(m_wanted);
    if (m_table->selectId(m_wanted))
        m_wanted.clear();
    else if (key && key->state == KeyInfo::State::Retired && !m_showRetired->isChecked())
        m_showRetired->setChecked(true); // it is selected once it is listed
}

void KeysPage::giveUpWanted()
{
    if (m_wanted.isEmpty() || m_keys->key(m_wanted))
        return;
    Banner banner;
    banner.id = QStringLiteral("keys-unknown");
    banner.text = tr("There is no key %1 here.").arg(shortKeyId(std::exchange(m_wanted, {})));
    banners().show(banner);
}

const KeyLife *KeysPage::chosen() const
{
    const QList<int> rows = m_table->selectedRowNumbers();
    if (rows.size() != 1 || m_keys->row(rows.first()).isPending)
        return nullptr;
    return &m_keys->row(rows.first()).life;
}

void KeysPage::showSelection()
{
    using State = KeyInfo::State;
    const KeyLife *life = chosen();
    m_timeline->setCurrent(life ? life->key.kid : QString());
    m_pane->showKey(life ? std::optional(*life) : std::nullopt);
    const auto isIn = [life](std::initializer_list<State> states) {
        return life && std::find(states.begin(), states.end(), life->key.state) != states.end();
    };
    const bool isPublic = life && !isSecretAlgorithm(life->key.algorithm);
    const bool isInForce = life && life->key.state != State::Retired;
    m_keyActions.sign->setVisible(isIn({State::Next, State::Retiring}));
    m_keyActions.sign->setEnabled(isIn({State::Next, State::Retiring}));
    const bool hasDate = isIn({State::Next}) && life->key.activatesAt;
    m_keyActions.schedule->setText(hasDate ? tr("Change the Date…") : tr("Schedule…"));
    m_keyActions.unschedule->setVisible(hasDate);
    m_keyActions.unschedule->setEnabled(hasDate);
    m_keyActions.savePublic->setEnabled(isPublic && isInForce);
    m_keyActions.exportPrivate->setEnabled(isPublic && isInForce);
    m_keyActions.retire->setEnabled(isIn({State::Next, State::Retiring}));
    m_keyActions.retire->setVisible(!isIn({State::Retired}));
    m_rotate->setEnabled(m_keys->state() == PagedModelBase::State::Ready);
}

void KeysPage::showAddress()
{
    const ServerControl &server = context().server;
    QUrl url = server.url();
    url.setPath(QStringLiteral("/.well-known/jwks.json"));
    const QString text = url.toString();
    m_address->setText(text);
    m_copyAddress->setText(text);
    const bool isRunning = server.state() == ServerControl::State::Running;
    const auto &keys = m_keys->keys();
    const bool isAnyPublic = std::any_of(keys.begin(), keys.end(), [](const KeyInfo &key) {
        return key.state != KeyInfo::State::Retired && !isSecretAlgorithm(key.algorithm);
    });
    QStringList notes;
    if (!isRunning)
        notes.append(tr("The server is stopped: nothing answers there until it is started."));
    if (!keys.empty() && !isAnyPublic)
        notes.append(tr("The set is empty: the keys are secrets, which are never published. "
                        "Services need an asymmetric key, or a copy of the secret."));
    m_addressNote->setText(notes.join(QLatin1Char(' ')));
    m_addressNote->setVisible(!notes.isEmpty());
}

void KeysPage::buttonOfEmptyState()
{
    if (m_keys->state() == PagedModelBase::State::Failed)
        m_keys->refresh();
    else
        newKey();
}

} // namespace tokendesk::ui
