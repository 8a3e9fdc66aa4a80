// SPDX-License-Identifier: GPL-3.0-or-later
// QObject: writes a list of any length to a file, page by page.
#pragma once

#include "server/base/csv.h"
#include "server/base/user.h"
#include "ui/async.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

class QSaveFile;

namespace tokendesk::ui {

/// Asks for one page after the other and appends each to the file in a thread of the global pool.
/// The file of that name is replaced at the very end, in one step, or not at all. Deletes itself
/// after finished(). Thread: GUI.
class ExportJob final : public QObject
{
    Q_OBJECT
public:
    /// What to write next.
    struct Chunk
    {
        QByteArray bytes;
        QByteArray next; ///< cursor of the following page; empty: this was the last
        qint64 rows = 0;
    };
    using Answer = std::function<void(Result<Chunk>)>;
    /// Hands the page after \a cursor to \a done, later.
    using Fetch = std::function<void(const QByteArray &cursor, Answer done)>;

    ExportJob(const QString &path, Fetch fetch, QObject *parent);
    ~ExportJob() override;

    void start();
    /// finished() comes with ErrorCode::Cancelled; the file stays as it was.
    void cancel() { m_isCancelled = true; }

signals:
    void progressed(qint64 rows);
    /// The number of rows. Errors: those of the pages, Cancelled, InvalidArgument with field
    /// "file".
    void finished(const tokendesk::Result<qint64> &rows);

private:
    void fetchNext();
    void write(Chunk chunk);
    void end(const Result<qint64> &rows);

    std::shared_ptr<QSaveFile> m_file; ///< shared with the thread that writes
    QString m_path;
    Fetch m_fetch;
    QByteArray m_cursor;
    qint64 m_rows = 0;
    bool m_isCancelled = false;
};

/// How the rows of a list become text.
template<typename Row>
struct ExportFormat
{
    QStringList columns;
    std::function<QStringList(const Row &)> csv;
    std::function<QJsonObject(const Row &)> json;
};

/// Pages of \a query as CSV with a header, or with \a asJson as a JSON array. \a load is an
/// AdminApi call; \a context as of whenDone().
template<typename Row, typename Query, typename Load>
[[nodiscard]] ExportJob::Fetch exportPages(QObject *context, Query query, Load load,
                                           ExportFormat<Row> format, bool asJson)
{
    query.limit = 1'000;
    query.withTotal = false;
    return [context, query, load, format, asJson, isFirst = true](const QByteArray &cursor,
                                                                  ExportJob::Answer done) mutable {
        query.after = cursor;
        const bool begins = std::exchange(isFirst, false);
        const auto answer = [format, asJson, begins,
                             done = std::move(done)](const Result<tokendesk::Page<Row>> &page) {
            if (!page)
                return done(fail(page.error()));
            QString text = !begins  ? QString()
                           : asJson ? QStringLiteral("[")
                                    : QString(QChar(0xFEFF) + csvLine(format.columns));
            bool isFirstRow = begins;
            for (const Row &row : page->rows) {
                if (!asJson) {
                    text += csvLine(format.csv(row));
                    continue;
                }
                text +=
                    std::exchange(isFirstRow, false) ? QStringLiteral("\n") : QStringLiteral(",\n");
                text += QString::fromUtf8(
                    QJsonDocument(format.json(row)).toJson(QJsonDocument::Compact));
            }
            if (asJson && page->next.isEmpty())
                text += QStringLiteral("\n]\n");
            done(ExportJob::Chunk{text.toUtf8(), page->next,
                                  static_cast<qint64>(page->rows.size())});
        };
        whenDone(load(query), context, answer);
    };
}

} // namespace tokendesk::ui
