// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: what signs, and what still verifies.
#pragma once

#include "ui/page.h"
#include "ui/pages/keypane.h"
#include "ui/tasklist.h"

#include <QTimer>

class QCheckBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace tokendesk::ui {

class CopyButton;
class DataTable;
class EmptyState;
class KeysModel;
class KeyTimeline;

/// Time line, table and details of the signing keys, one selection for all three. Object names:
/// keysTimeline, keysTable, keyPane, rotateButton, newKeyButton, importKeyPageButton, showRetired,
/// jwksAddress, jwksCopy, jwksNote. Thread: GUI.
class KeysPage : public Page
{
    Q_OBJECT
public:
    explicit KeysPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("keys"); }
    [[nodiscard]] QString title() const override { return tr("Keys"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("key"); }

    void opened() override;
    void closed() override;
    void refresh() override;
    /// {"key": kid}
    void applyFilter(const QJsonObject &filter) override;
    [[nodiscard]] QJsonObject view() const override;
    void showView(const QJsonObject &view) override { applyFilter(view); }
    [[nodiscard]] QList<QAction *> pageActions() const override { return m_pageActions; }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeActions();
    QAction *addPageAction(const QString &name, const QString &icon, const QString &text,
                           const QKeySequence &shortcut, void (KeysPage::*run)());
    [[nodiscard]] QWidget *makeTools();
    void showState();
    void showKeys();
    void showSelection();
    void showAddress();
    void select(const QString &kid);
    void selectWanted();
    /// Says so if the key that was asked for does not exist.
    void giveUpWanted();
    void buttonOfEmptyState();
    /// The chosen key; null: none, or one that is being made.
    [[nodiscard]] const KeyLife *chosen() const;

    // What is done; keyspageactions.cpp.
    void newKey();
    void generate(const NewKey &key);
    void importKey();
    void rotateNow();
    void signNow();
    /// Has \a kid sign, or with an empty one the next key; asks first.
    void askToRotate(const QString &kid);
    void schedule();
    void scheduleKey(const QString &kid, Instant at);
    void unschedule();
    void retire();
    void askToRetire(const QString &kid);
    void savePublic();
    void exportPrivate();
    void copyPublic(KeyPart part);
    /// Lists a change that may take long until it has been made.
    void follow(const QString &title, QFuture<Result<KeyInfo>> change, const QString &failed,
                const std::function<QString(const KeyInfo &)> &done);
    void succeeded(const QString &text);
    /// Asks for the keys as they are now, for a question that names numbers.
    void withFreshKeys(const std::function<void(const std::vector<KeyInfo> &)> &run);

    KeysModel *m_keys = nullptr;
    KeyTimeline *m_timeline = nullptr;
    DataTable *m_table = nullptr;
    KeyPane *m_pane = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QCheckBox *m_showRetired = nullptr;
    QLabel *m_address = nullptr;
    CopyButton *m_copyAddress = nullptr;
    QLabel *m_addressNote = nullptr;
    QList<QAction *> m_pageActions;
    QAction *m_new = nullptr;
    QAction *m_import = nullptr;
    QAction *m_rotate = nullptr;
    KeyPane::Actions m_keyActions;
    QTimer m_clockTick;
    QString m_wanted; ///< to be selected once it is listed
    bool m_isLooking = false; ///< an answer that may have it is awaited
    bool m_asked = false;
};

} // namespace tokendesk::ui
