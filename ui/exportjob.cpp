// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exportjob.h"

#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

namespace tokendesk::ui {

namespace {

Error fileError(const QSaveFile &file, const QString &path)
{
    return Error(ErrorCode::InvalidArgument,
                 QStringLiteral("\"%1\" cannot be written: %2").arg(path, file.errorString()),
                 QStringLiteral("file"));
}

} // namespace

ExportJob::ExportJob(const QString &path, Fetch fetch, QObject *parent)
    : QObject(parent), m_path(path), m_fetch(std::move(fetch))
{
}

ExportJob::~ExportJob() = default;

void ExportJob::start()
{
    m_file = std::make_shared<QSaveFile>(m_path);
    if (!m_file->open(QIODevice::WriteOnly)) {
        // Later, as every answer.
        QMetaObject::invokeMethod(
            this, [this] { end(fail(fileError(*m_file, m_path))); }, Qt::QueuedConnection);
        return;
    }
    fetchNext();
}

void ExportJob::fetchNext()
{
    m_fetch(m_cursor, [this](Result<Chunk> chunk) {
        if (m_isCancelled)
            end(fail(ErrorCode::Cancelled));
        else if (!chunk)
            end(fail(chunk.error()));
        else
            write(*std::move(chunk));
    });
}

void ExportJob::write(Chunk chunk)
{
    // Disks can take their time, and the last step waits until the data is on them.
    const auto promise = std::make_shared<QPromise<Result<void>>>(); // shared with the thread
    promise->start();
    const bool isLast = chunk.next.isEmpty();
    QThreadPool::globalInstance()->start([file = m_file, path = m_path,
                                          bytes = std::move(chunk.bytes), isLast, promise] {
        const bool isWritten = file->write(bytes) == bytes.size() && (!isLast || file->commit());
        promise->addResult(isWritten ? Result<void>() : fail(fileError(*file, path)));
        promise->finish();
    });
    whenDone(promise->future(), this,
             [this, rows = chunk.rows, next = chunk.next](const Result<void> &written) {
                 if (!written)
                     return end(fail(written.error()));
                 m_rows += rows;
                 m_cursor = next;
                 if (next.isEmpty())
                     return end(m_rows);
                 if (m_isCancelled)
                     return end(fail(ErrorCode::Cancelled));
                 emit progressed(m_rows);
                 fetchNext();
             });
}

void ExportJob::end(const Result<qint64> &rows)
{
    m_file.reset(); // removes what is not complete
    emit finished(rows);
    deleteLater();
}

} // namespace tokendesk::ui
