// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: makes text of many rows without keeping the window waiting.
#pragma once

#include <QAbstractItemModel>
#include <QItemSelectionModel>
#include <QObject>

namespace tokendesk::ui {

/// The cells of selected rows as tab-separated lines with a header, for the clipboard. A few rows
/// are copied at once, more of them bit by bit between other events. Rows that disappear meanwhile
/// are left out; if the model is reset there is nothing to copy any more. Deletes itself after
/// finished(). Thread: GUI.
class RowCopier final : public QObject
{
    Q_OBJECT
public:
    /// Rows of one event.
    static constexpr int kAtOnce = 250;

    /// \a columns: in this order. \a rows: of \a model, whatever their columns.
    RowCopier(const QAbstractItemModel &model, const QList<int> &columns,
              const QItemSelection &rows, QObject *parent);

    void start();
    /// The clipboard stays as it is.
    void cancel();
    [[nodiscard]] qint64 total() const { return m_total; }

signals:
    void progressed(qint64 rows);
    /// \a isCopied: the text is in the clipboard.
    void finished(bool isCopied);

private:
    void step();
    void appendRow(int row);
    /// In the range that is being copied, or -1.
    [[nodiscard]] int nextRow() const;
    /// Goes to the next range that still has rows; false if there is none.
    bool nextRange();
    void end(bool isCopied);

    const QAbstractItemModel &m_model;
    QList<int> m_columns;
    QItemSelection m_ranges;
    qsizetype m_range = -1;
    QPersistentModelIndex m_next; ///< row to copy next
    int m_offset = 0; ///< and where it was in its range, in case it disappears
    QString m_text;
    qint64 m_done = 0;
    qint64 m_total = 0;
    bool m_isOver = false;
};

} // namespace tokendesk::ui
