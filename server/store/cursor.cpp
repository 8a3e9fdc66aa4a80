// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/cursor.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokendesk::store {
namespace {

constexpr auto kOptions = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr qsizetype kMaximumSize = 4096;

// Each value is text with its type in front: i(nteger), t(ext), b(ytes in hex). JSON numbers would
// lose the last bits of large integers.
QString valueText(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return u'b' + QString::fromLatin1(value.toByteArray().toHex());
    case QMetaType::QString:
        return u't' + value.toString();
    default:
        return u'i' + QString::number(value.toLongLong());
    }
}

std::optional<QVariant> valueFromText(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const QString rest = text.mid(1);
    switch (text.front().unicode()) {
    case u'b':
        return QByteArray::fromHex(rest.toLatin1());
    case u't':
        return rest.isNull() ? QLatin1String("").toString() : rest;
    case u'i': {
        bool ok = false;
        const qint64 number = rest.toLongLong(&ok);
        if (ok)
            return number;
        return std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

} // namespace

QByteArray encodeCursor(QLatin1String list, const Cursor &cursor)
{
    const QJsonArray array{QString(list), valueText(cursor.sort), valueText(cursor.id)};
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toBase64(kOptions);
}

Result<Cursor> decodeCursor(QLatin1String list, const QByteArray &text)
{
    const auto refused = [] {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("Not a cursor of this list."),
                    QStringLiteral("after"));
    };
    if (text.size() > kMaximumSize)
        return refused();
    const auto decoded =
        QByteArray::fromBase64Encoding(text, kOptions | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return refused();
    const QJsonArray array = QJsonDocument::fromJson(*decoded).array();
    if (array.size() != 3 || array.at(0).toString() != list)
        return refused();
    const auto sort = valueFromText(array.at(1).toString());
    const auto id = valueFromText(array.at(2).toString());
    if (!sort || !id)
        return refused();
    return Cursor{*sort, *id};
}

} // namespace tokendesk::store
