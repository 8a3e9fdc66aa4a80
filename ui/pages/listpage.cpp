// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/listpage.h"

#include "ui/models/searchtext.h"
#include "ui/tasklist.h"
#include "ui/translation.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/rowcopier.h"
#include "ui/widgets/searchfield.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tokendesk::ui {

namespace {
constexpr int kNarrow = 900; ///< a table and a pane beside it need more
constexpr std::chrono::seconds kTick{15};
const QString kState = QStringLiteral("state");
} // namespace

ListPage::ListPage(const PageContext &context, const QString &prefix, const QString &placeholder,
                   QWidget *parent)
    : Page(context, parent), m_prefix(prefix),
      m_search(new SearchField(theme(), placeholder, this)), m_chips(new ChipBar(theme(), this)),
      m_problem(new RoleLabel(theme(), ColourRole::Warning)), m_filter(new QComboBox(this)),
      m_count(new QLabel(this)), m_matching(new QWidget(this)), m_matchingText(new QLabel(this)),
      m_matchingButton(new QPushButton(this)), m_tools(new QHBoxLayout),
      m_splitter(new QSplitter(this)), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(theme(), this))
{
    m_search->setObjectName(prefix + QStringLiteral("Search"));
    m_chips->setObjectName(prefix + QStringLiteral("Chips"));
    m_problem->setObjectName(prefix + QStringLiteral("Problem"));
    m_filter->setObjectName(prefix + QStringLiteral("Filter"));
    m_filter->setAccessibleName(tr("State"));
    m_count->setObjectName(prefix + QStringLiteral("Count"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_matching->setObjectName(prefix + QStringLiteral("Matching"));
    m_matchingText->setWordWrap(true);
    m_matchingButton->setObjectName(prefix + QStringLiteral("MatchingButton"));
    m_matchingButton->setFlat(true);
    auto *matching = new QHBoxLayout(m_matching);
    matching->setContentsMargins(0, 0, 0, 0);
    matching->addWidget(m_matchingText, 1);
    matching->addWidget(m_matchingButton);
    m_matching->hide();

    m_tools->addWidget(m_search, 1);
    m_tools->addWidget(m_filter);
    m_tools->addWidget(m_count);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    m_layout = layout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(m_tools);
    layout->addWidget(m_chips);
    layout->addWidget(m_problem);
    layout->addWidget(m_matching);
    layout->addWidget(m_splitter, 1);
    m_splitter->setChildrenCollapsible(false);
    setContent(content);

    connect(m_search, &SearchField::searched, this, &ListPage::searched);
    connect(m_chips, &ChipBar::edited, m_search, &SearchField::searchNow);
    connect(m_filter, &QComboBox::activated, this, [this](int index) {
        search(withToken(m_search->text(), kState, m_filter->itemData(index).toString()));
    });
    connect(m_empty, &EmptyState::buttonClicked, this, &ListPage::buttonOfEmptyState);
    m_clockTick.setInterval(kTick);
}

void ListPage::setUp(PagedModelBase *model, DataTable *table, QWidget *pane)
{
    m_model = model;
    m_table = table;
    m_pane = pane;
    m_table->setObjectName(m_prefix + QStringLiteral("Table"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_pane);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({680, 340});
    QAction *toggle = addPageAction(m_prefix + QStringLiteral("PaneAction"), {}, tr("Show Details"),
                                    QKeySequence(Qt::Key_F4), {});
    toggle->setCheckable(true);
    toggle->setChecked(true);
    connect(toggle, &QAction::toggled, m_pane, &QWidget::setVisible);
    addPageAction(m_prefix + QStringLiteral("ExportAction"), QStringLiteral("export"),
                  tr("Export…"), QKeySequence(tr("Ctrl+Shift+X")), [this] { askForExport(); });
    for (QAction *action : std::as_const(m_actions))
        m_table->addAction(action);

    connect(m_search, &SearchField::leftDownwards, this, [this] {
        m_table->setFocus();
        if (!m_table->selectionModel()->hasSelection() && m_model->rowCount() > 0)
            m_table->selectRow(std::max(0, m_table->currentIndex().row()));
    });
    connect(m_model, &PagedModelBase::stateChanged, this, &ListPage::showState);
    connect(m_model, &PagedModelBase::loaded, this, &ListPage::rowsLoaded);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ListPage::showSelectionSoon);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ListPage::showSelectionSoon);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_allMatching)
            setAllMatching(true); // those too
    });
    connect(m_model, &PagedModelBase::failed, this, [this](const Error &error) {
        showError(m_prefix + QStringLiteral("-refresh"),
                  tr("The list could not be brought up to date."), error,
                  [this] { m_model->refresh(); });
    });
    connect(m_table, &QAbstractItemView::pressed, this, [this] { m_wanted.clear(); });
    connect(m_table, &DataTable::selectionEdited, this, &ListPage::selectionEdited);
    connect(m_table, &DataTable::copying, this, &ListPage::listCopying);
    connect(m_matchingButton, &QPushButton::clicked, this, [this] {
        if (m_allMatching)
            clearSelection();
        else
            setAllMatching(true);
    });
    connect(&m_clockTick, &QTimer::timeout, m_model, &PagedModelBase::updateTimes);
}

void ListPage::opened()
{
    m_clockTick.start();
    refresh();
}

void ListPage::closed() { m_clockTick.stop(); }

void ListPage::refresh()
{
    if (m_asked)
        m_model->refresh();
    else
        searched(m_search->text());
}

QLineEdit *ListPage::primarySearch() const { return m_search; }

void ListPage::search(const QString &text) { m_search->searchNow(text); }

void ListPage::searched(const QString &text)
{
    m_asked = true;
    m_chips->setSearch(text);
    QString state;
    for (const SearchToken &token : splitSearch(text).tokens) {
        if (token.field == kState)
            state = token.value.toLower();
    }
    m_filter->setCurrentIndex(std::max(0, m_filter->findData(state)));
    if (m_tabs) {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->setCurrentIndex(m_filter->currentIndex());
    }
    applySearch(text);
}

void ListPage::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void ListPage::addFilter(const QString &text, const QString &value)
{
    m_filter->addItem(text, value);
    if (m_tabs) {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->addTab(text);
    }
}

void ListPage::useTabs()
{
    m_filter->hide();
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(m_prefix + QStringLiteral("Tabs"));
    m_tabs->setAccessibleName(tr("State"));
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_layout->insertWidget(0, m_tabs);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        search(withToken(m_search->text(), kState, m_filter->itemData(index).toString()));
    });
}

void ListPage::addToolWidget(QWidget *widget) { m_tools->addWidget(widget); }

QAction *ListPage::addPageAction(const QString &name, const QString &icon, const QString &text,
                                 const QKeySequence &shortcut, const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    if (!icon.isEmpty())
        action->setIcon(theme().icon(icon));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (run)
        connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_actions.append(action);
    return action;
}

void ListPage::showState()
{
    m_count->setText(m_model->countText());
    const bool failed = m_model->state() == PagedModelBase::State::Failed;
    const bool empty = m_model->state() == PagedModelBase::State::Ready && m_model->rowCount() == 0;
    if (failed) {
        m_empty->setContent(QStringLiteral("error"), tr("The list could not be loaded"),
                            errorText(m_model->error()), tr("Retry"));
    } else if (empty && m_model->isNarrowed() && !narrowedEmptiness().title.isEmpty()) {
        const Emptiness content = narrowedEmptiness();
        m_empty->setContent(content.icon, content.title, content.text, content.button);
    } else if (empty && m_model->isNarrowed()) {
        m_empty->setContent(QStringLiteral("search"),
                            tr("Nothing matches “%1”").arg(m_search->text().simplified()), {},
                            tr("Clear Filter"));
    } else if (empty) {
        const Emptiness content = emptiness();
        m_empty->setContent(content.icon, content.title, content.text, content.button);
    }
    m_stack->setCurrentWidget(failed || empty ? static_cast<QWidget *>(m_empty) : m_table);
    if (m_wanted.isValid() && m_table->selectId(m_wanted))
        m_wanted.clear();
    if (m_allMatching)
        showSelectionSoon(); // the number of them may be another one
    showMatching();
}

void ListPage::rowsLoaded()
{
    m_allMatching = false;
    showState();
    showSelection();
}

void ListPage::selectionEdited()
{
    if (m_selecting)
        return;
    m_allMatching = false;
    showSelection();
    showMatching();
}

void ListPage::showSelectionSoon()
{
    if (std::exchange(m_showingSoon, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_showingSoon = false;
            showSelection();
        },
        Qt::QueuedConnection);
}

void ListPage::setAllMatching(bool on)
{
    m_allMatching = on;
    if (on) {
        const QScopedValueRollback selecting(m_selecting, true);
        m_table->selectAll();
    }
    showSelectionSoon();
    showMatching();
}

void ListPage::clearSelection()
{
    m_allMatching = false;
    m_table->clearSelection();
    showMatching();
}

qint64 ListPage::chosenCount() const
{
    return m_allMatching ? m_model->total().value_or(0) : m_table->selectedCount();
}

QString ListPage::chosenText() const
{
    return m_allMatching ? m_model->totalText() : QLocale().toString(m_table->selectedCount());
}

void ListPage::showMatching()
{
    const int rows = m_model->rowCount();
    const bool isMore = m_model->hasMore() || m_model->isFull();
    const bool isOffered = isMore && rows > 0 && m_table->selectedCount() >= rows;
    m_matching->setVisible(m_allMatching || isOffered || m_model->isFull());
    m_matchingButton->setVisible(m_allMatching || isOffered);
    if (m_allMatching) {
        m_matchingText->setText(tr("All %1 that match are selected.").arg(m_model->totalText()));
        m_matchingButton->setText(tr("Clear Selection"));
    } else if (isOffered) {
        m_matchingText->setText(tr("All %n rows that are loaded are selected.", nullptr, rows));
        m_matchingButton->setText(tr("Select All %1 That Match").arg(m_model->totalText()));
    } else {
        m_matchingText->setText(tr("Only the first %n rows are listed. Search, or sort the other "
                                   "way round, to see others.",
                                   nullptr, rows));
    }
}

void ListPage::listCopying(RowCopier *copier)
{
    const auto task = std::make_shared<TaskHandle>(
        startTask(tr("Copying %n rows", nullptr, static_cast<int>(copier->total())),
                  [copier = QPointer(copier)] {
                      if (copier)
                          copier->cancel();
                  })); // shared by the two that tell of it
    connect(copier, &RowCopier::progressed, this,
            [task, total = copier->total()](qint64 rows) { task->setProgress(rows, total); });
    connect(copier, &RowCopier::finished, this, [task] { task->finish(); });
}

void ListPage::runBulk(BulkJobBase *job, const QString &title, qint64 total,
                       const std::function<void(const BulkOutcome &)> &done)
{
    const auto task = std::make_shared<TaskHandle>(startTask(title, [job = QPointer(job)] {
        if (job)
            job->cancel();
    })); // shared by the two that tell of it
    connect(job, &BulkJobBase::progressed, this,
            [task, total](qint64 rows) { task->setProgress(rows, total); });
    connect(job, &BulkJobBase::finished, this, [this, task, done](const BulkOutcome &outcome) {
        task->finish();
        m_model->refresh();
        done(outcome);
    });
    job->start();
}

void ListPage::buttonOfEmptyState()
{
    if (m_model->state() == PagedModelBase::State::Failed)
        m_model->refresh();
    else if (m_model->isNarrowed())
        search({});
    else
        emptyButtonClicked();
}

void ListPage::askForExport()
{
    FileQuestion question;
    //: %1: title of the page, such as "Users"
    question.title = tr("Export %1").arg(title());
    question.suggestion = id() + QStringLiteral(".csv");
    question.filters = tr("CSV files (*.csv);;JSON files (*.json)");
    context().prompter.chooseFileToSave(this, question, [this](const QString &path) {
        if (!path.isEmpty())
            exportTo(path);
    });
}

void ListPage::exportTo(const QString &path)
{
    const bool asJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    auto *job = new ExportJob(path, exportOf(asJson), this);
    const QString name = QFileInfo(path).fileName();
    const auto task =
        std::make_shared<TaskHandle>(startTask(tr("Exporting %1").arg(name), [job = QPointer(job)] {
            if (job)
                job->cancel();
        })); // shared by the two that tell of the job
    const qint64 total = m_model->total().value_or(0);
    connect(job, &ExportJob::progressed, this,
            [task, total](qint64 rows) { task->setProgress(rows, total); });
    connect(job, &ExportJob::finished, this, [this, task, name](const Result<qint64> &rows) {
        task->finish();
        const QString bannerId = m_prefix + QStringLiteral("-export");
        banners().remove(bannerId);
        if (!rows && rows.error().code == ErrorCode::Cancelled)
            return;
        if (!rows)
            return showError(bannerId, tr("%1 was not written.").arg(name), rows.error());
        Banner banner;
        banner.id = bannerId;
        banner.kind = Banner::Kind::Success;
        banner.text =
            tr("%n row(s) were exported to %1.", nullptr, static_cast<int>(*rows)).arg(name);
        banners().show(banner);
    });
    job->start();
}

void ListPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const auto wanted = event->size().width() < kNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == wanted)
        return;
    m_splitter->setOrientation(wanted);
    m_splitter->setStretchFactor(0, wanted == Qt::Vertical ? 3 : 1);
    m_splitter->setStretchFactor(1, wanted == Qt::Vertical ? 2 : 0);
    m_splitter->setSizes(wanted == Qt::Vertical ? QList<int>{500, 420} : QList<int>{680, 340});
}

QJsonObject ListPage::view() const { return {{QStringLiteral("search"), m_search->text()}}; }

void ListPage::showView(const QJsonObject &view)
{
    const QString text = view.value(QLatin1String("search")).toString();
    if (text != m_search->text())
        search(text);
}

QJsonObject ListPage::saveState() const
{
    return {{QStringLiteral("search"), m_search->text()},
            {QStringLiteral("columns"), QString::fromLatin1(m_table->saveHeader())},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("pane"), !m_pane->isHidden()}};
}

void ListPage::restoreState(const QJsonObject &state)
{
    m_table->restoreHeader(state.value(QLatin1String("columns")).toString().toLatin1());
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QLatin1String("splitter")).toString().toLatin1()));
    const bool pane = state.value(QLatin1String("pane")).toBool(true);
    findChild<QAction *>(m_prefix + QStringLiteral("PaneAction"))->setChecked(pane);
    m_search->setText(state.value(QLatin1String("search")).toString());
}

} // namespace tokendesk::ui
