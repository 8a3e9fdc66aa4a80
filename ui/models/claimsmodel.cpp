// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/claimsmodel.h"

#include "server/base/json.h"
#include "ui/models/momenttext.h"

#include <QCoreApplication>
#include <QFont>

#include <array>
#include <cmath>

namespace tokendesk::ui {
namespace {

struct Known
{
    const char *name;
    const char *meaning;
    bool moment = false;
};

// Sources: RFC 7519 section 4.1, RFC 7515 section 4.1, OpenID Connect Core section 2, DESIGN
// section 4.
constexpr std::array<Known, 10> kHeader = {{
    {"alg", QT_TRANSLATE_NOOP("Claim", "Algorithm of the signature")},
    {"typ", QT_TRANSLATE_NOOP("Claim", "Media type, usually JWT")},
    {"kid", QT_TRANSLATE_NOOP("Claim", "Id of the key that signed")},
    {"cty", QT_TRANSLATE_NOOP("Claim", "Content type of the payload")},
    {"crit",
     QT_TRANSLATE_NOOP("Claim", "Extensions the reader must understand; none is supported")},
    {"jku", QT_TRANSLATE_NOOP("Claim", "Address of a key set; never followed")},
    {"jwk", QT_TRANSLATE_NOOP("Claim", "A key inside the token; never trusted")},
    {"x5u", QT_TRANSLATE_NOOP("Claim", "Address of a certificate; never followed")},
    {"x5c", QT_TRANSLATE_NOOP("Claim", "A certificate chain; never trusted")},
    {"b64", QT_TRANSLATE_NOOP("Claim", "Whether the payload is encoded; not supported")},
}};

constexpr std::array<Known, 23> kPayload = {{
    {"iss", QT_TRANSLATE_NOOP("Claim", "Issuer: who made the token")},
    {"sub", QT_TRANSLATE_NOOP("Claim", "Subject: whom it is about")},
    {"aud", QT_TRANSLATE_NOOP("Claim", "Audience: who may accept it")},
    {"exp", QT_TRANSLATE_NOOP("Claim", "Expires"), true},
    {"nbf", QT_TRANSLATE_NOOP("Claim", "Not valid before"), true},
    {"iat", QT_TRANSLATE_NOOP("Claim", "Issued"), true},
    {"jti", QT_TRANSLATE_NOOP("Claim", "Id of this token")},
    {"token_type", QT_TRANSLATE_NOOP("Claim", "What the token is for: access, refresh or sliding")},
    {"user_id", QT_TRANSLATE_NOOP("Claim", "Id of the user")},
    {"sid", QT_TRANSLATE_NOOP("Claim", "Id of the session")},
    {"refresh_exp", QT_TRANSLATE_NOOP("Claim", "End of the sliding refresh period"), true},
    {"hash_password", QT_TRANSLATE_NOOP("Claim", "Digest of the password hash")},
    {"email", QT_TRANSLATE_NOOP("Claim", "E-mail address of the user")},
    {"is_staff", QT_TRANSLATE_NOOP("Claim", "Whether the user is staff")},
    {"is_superuser", QT_TRANSLATE_NOOP("Claim", "Whether the user is a superuser")},
    {"full_name", QT_TRANSLATE_NOOP("Claim", "First and last name")},
    {"groups", QT_TRANSLATE_NOOP("Claim", "Groups of the user")},
    {"name", QT_TRANSLATE_NOOP("Claim", "Full name")},
    {"preferred_username", QT_TRANSLATE_NOOP("Claim", "Name the user goes by")},
    {"scope", QT_TRANSLATE_NOOP("Claim", "Rights that were granted, separated by blanks")},
    {"azp", QT_TRANSLATE_NOOP("Claim", "Client the token was issued to")},
    {"nonce", QT_TRANSLATE_NOOP("Claim", "Value that ties the token to its request")},
    {"auth_time", QT_TRANSLATE_NOOP("Claim", "When the user logged in"), true},
}};

const Known *knownOf(ClaimsModel::Part part, const QString &name)
{
    const auto find = [&name](const auto &table) -> const Known * {
        for (const Known &known : table) {
            if (name == QLatin1String(known.name))
                return &known;
        }
        return nullptr;
    };
    return part == ClaimsModel::Part::Header ? find(kHeader) : find(kPayload);
}

/// Seconds of this size lie beyond the year 5000; as milliseconds they are after 1973.
constexpr double kMillisecondsFrom = 1e11;
/// Last moment that a calendar of four digits shows.
constexpr double kLastSecond = 253'402'300'799.0;

bool isMilliseconds(const QByteArray &raw)
{
    return jsonToDouble(raw).value_or(0) >= kMillisecondsFrom;
}

std::optional<Instant> momentOf(const QByteArray &raw)
{
    const auto number = jsonToDouble(raw);
    if (!number || *number < 0)
        return {};
    const double seconds = isMilliseconds(raw) ? *number / 1000 : *number;
    if (seconds > kLastSecond)
        return {};
    return fromEpochMs(std::llround(seconds * 1000));
}

} // namespace

std::optional<Instant> claimMoment(const QString &name, const QByteArray &raw)
{
    const Known *known = knownOf(ClaimsModel::Part::Payload, name);
    return known != nullptr && known->moment ? momentOf(raw) : std::nullopt;
}

ClaimsModel::ClaimsModel(Part part, QObject *parent) : QAbstractTableModel(parent), m_part(part) { }

void ClaimsModel::setJson(const QByteArray &json, Instant now)
{
    m_now = now;
    if (json == m_json) {
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_json = json;
    m_rows.clear();
    JsonText text;
    if (text.scan(json) && text.isObject()) {
        for (const JsonMember &member : text.members())
            m_rows.push_back(makeRow(QString::fromUtf8(member.name), member.raw.toByteArray()));
    }
    endResetModel();
}

ClaimsModel::Row ClaimsModel::makeRow(const QString &name, const QByteArray &raw) const
{
    Row row;
    row.name = name;
    row.raw = QString::fromUtf8(raw);
    row.text = raw.startsWith('"') ? jsonToString(raw) : row.raw;
    const Known *known = knownOf(m_part, name);
    row.custom = known == nullptr;
    if (known == nullptr)
        return row;
    row.meaning = QString::fromLatin1(known->meaning);
    if (known->moment) {
        row.milliseconds = isMilliseconds(raw);
        row.moment = momentOf(raw);
    }
    return row;
}

int ClaimsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ClaimsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClaimsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name    ? row.name
               : index.column() == Value ? valueText(row)
                                         : meaningText(row);
    case Qt::EditRole:
        return index.column() == Value ? QVariant(row.raw) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::FontRole:
        if (index.column() == Meaning && row.custom) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    case RawRole:
        return row.raw;
    case CustomRole:
        return row.custom;
    case WarningRole:
        return row.milliseconds;
    default:
        return {};
    }
}

QString ClaimsModel::valueText(const Row &row) const
{
    if (!row.moment)
        return row.text;
    return tr("%1  (%2)").arg(localMomentText(*row.moment), relativeMomentText(*row.moment, m_now));
}

QString ClaimsModel::meaningText(const Row &row) const
{
    if (row.custom)
        return m_part == Part::Header ? tr("Unknown header") : tr("Custom claim");
    const QString meaning =
        QCoreApplication::translate("Claim", row.meaning.toLatin1().constData());
    if (row.milliseconds)
        return tr("%1. %2 looks like milliseconds; it must be seconds").arg(meaning, row.name);
    return meaning;
}

QString ClaimsModel::toolTip(const Row &row, int column) const
{
    // A token is no secret of its own without its signature, but digests stay out of tool tips.
    if (column == Meaning)
        return meaningText(row);
    if (column == Value && row.moment)
        return tr("%1\nIn the token: %2").arg(utcMomentText(*row.moment), row.raw);
    return {};
}

QVariant ClaimsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return m_part == Part::Header ? tr("Header") : tr("Claim");
    case Value:
        return tr("Value");
    case Meaning:
        return tr("Meaning");
    default:
        return {};
    }
}

} // namespace tokendesk::ui
