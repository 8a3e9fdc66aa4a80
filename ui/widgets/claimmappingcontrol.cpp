// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/claimmappingcontrol.h"

#include "server/base/json.h"
#include "server/token/issue.h"
#include "ui/theme/theme.h"
#include "ui/translation.h"
#include "ui/widgets/claimrow.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QStyle>

#include <algorithm>

namespace tokendesk::ui {
namespace {

constexpr int kJsonLines = 8;
const QString kAll = QStringLiteral("*");
const QString kOwnClaims = QStringLiteral("$claims");

} // namespace

ClaimMappingControl::ClaimMappingControl(SettingKey key, Theme &theme, QWidget *parent)
    : SettingControl(key, parent), m_theme(theme), m_asJson(new QCheckBox(tr("As &JSON"), this)),
      m_state(new RoleLabel(theme, ColourRole::Error, {}, this)), m_json(new QPlainTextEdit(this))
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_json->setTabChangesFocus(true);
    m_json->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_json->setFixedHeight(m_json->fontMetrics().lineSpacing() * kJsonLines + 12);
    m_table = makeTable();
    m_add = new QPushButton(theme.icon(QStringLiteral("add")), tr("Add &Claim"), content);
    m_add->setObjectName(QStringLiteral("claimAdd"));
    m_asJson->setObjectName(QStringLiteral("claimAsJson"));
    m_state->setObjectName(QStringLiteral("claimJsonState"));
    m_state->setSmall();
    m_state->setWordWrap(true);
    m_state->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_add);
    row->addStretch(1);
    row->addWidget(m_asJson);
    layout->addWidget(m_table);
    layout->addWidget(m_json);
    layout->addLayout(row);
    layout->addWidget(m_state);
    setField(content, m_json);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow()->focusName();
        edited();
    });
    connect(m_asJson, &QCheckBox::toggled, this, &ClaimMappingControl::toggleJson);
    connect(m_json, &QPlainTextEdit::textChanged, this, &ClaimMappingControl::edited);
    connect(m_all, &QCheckBox::toggled, this, &ClaimMappingControl::edited);
    toggleJson(false);
}

QWidget *ClaimMappingControl::makeTable()
{
    auto *table = new QWidget(this);
    m_lines = new QVBoxLayout(table);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(6);
    m_header = new QWidget(table);
    auto *header = new QHBoxLayout(m_header);
    header->setContentsMargins(0, 0, style()->pixelMetric(QStyle::PM_SmallIconSize) + 20, 0);
    header->setSpacing(8);
    int column = 0;
    for (const QString &title : {tr("Claim"), tr("Value from"), tr("Constant")}) {
        auto *label = new RoleLabel(m_theme, ColourRole::Muted, title, m_header);
        label->setSmall();
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        header->addWidget(label, ClaimRow::kStretch[column++]);
        m_constants = label; // the last
    }
    QSizePolicy policy = m_constants->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_constants->setSizePolicy(policy);
    m_empty = new RoleLabel(m_theme, ColourRole::Muted,
                            tr("Tokens say nothing about users besides their id."), table);
    m_empty->setObjectName(QStringLiteral("claimEmpty"));
    m_empty->setWordWrap(true);
    m_all = new QCheckBox(tr("Add each of the &user's own claims under its own name"), table);
    m_all->setObjectName(QStringLiteral("claimAll"));
    m_lines->addWidget(m_header);
    m_lines->addWidget(m_empty);
    m_lines->addWidget(m_all);
    return table;
}

ClaimRow *ClaimMappingControl::addRow()
{
    auto *row = new ClaimRow(m_theme, m_table);
    row->setReadOnly(m_isReadOnly);
    connect(row, &ClaimRow::changed, this, &ClaimMappingControl::edited);
    connect(row, &ClaimRow::removeRequested, this, [this, row] { removeRow(row); });
    m_lines->insertWidget(m_lines->indexOf(m_all), row);
    row->show(); // now, so that it can have the focus
    m_rows.push_back(row);
    return row;
}

void ClaimMappingControl::removeRow(ClaimRow *row)
{
    const auto at = std::find(m_rows.begin(), m_rows.end(), row);
    const auto next = m_rows.erase(at);
    row->hide();
    row->deleteLater();
    if (next != m_rows.end())
        (*next)->focusName();
    else
        m_add->setFocus(Qt::OtherFocusReason);
    edited();
}

void ClaimMappingControl::setRows(const QJsonObject &mapping)
{
    for (ClaimRow *row : m_rows)
        delete row;
    m_rows.clear();
    for (auto it = mapping.begin(); it != mapping.end(); ++it) {
        if (it.key() != kAll || it.value() != kOwnClaims)
            addRow()->set(it.key(), it.value());
    }
    const QSignalBlocker quiet(m_all);
    m_all->setChecked(mapping.value(kAll) == kOwnClaims);
}

void ClaimMappingControl::setJson(const QJsonObject &mapping)
{
    const QSignalBlocker quiet(m_json);
    m_json->setPlainText(QString::fromUtf8(QJsonDocument(mapping).toJson()).trimmed());
}

void ClaimMappingControl::setValue(const QJsonValue &value)
{
    const auto now = this->value();
    if (now && *now == value)
        return; // what the person wrote stays as long as it means the same
    setRows(value.toObject());
    setJson(value.toObject());
    updateRows();
    emit changed();
}

QJsonObject ClaimMappingControl::mappingOfRows() const
{
    QJsonObject mapping;
    for (const ClaimRow *row : m_rows) {
        if (!mapping.contains(row->name()))
            mapping.insert(row->name(), row->source());
    }
    if (m_all->isChecked())
        mapping.insert(kAll, kOwnClaims);
    return mapping;
}

Result<QJsonObject> ClaimMappingControl::mappingOfJson() const
{
    // Says what QJsonDocument lets pass, such as a name that stands there twice.
    const QByteArray json = m_json->toPlainText().toUtf8();
    JsonText strict;
    if (!strict.scan(json)) {
        const auto line = json.left(strict.errorOffset()).count('\n') + 1;
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("is not JSON: %1 in line %2")
                        .arg(QLatin1String(strict.errorText()))
                        .arg(line),
                    settingRow(key()).name());
    }
    if (!strict.isObject())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("must be a JSON object"),
                    settingRow(key()).name());
    return QJsonDocument::fromJson(json).object();
}

QStringList ClaimMappingControl::complaints() const
{
    QStringList all;
    QSet<QString> seen;
    if (m_all->isChecked())
        seen.insert(kAll);
    for (const ClaimRow *row : m_rows) {
        const QString name = row->name();
        const auto valid = validateSetting(key(), QJsonObject{{name, row->source()}});
        all.append(!valid                ? errorReason(valid.error())
                   : seen.contains(name) ? tr("\"%1\" stands there twice.").arg(name)
                                         : QString());
        seen.insert(name);
    }
    return all;
}

Result<QJsonValue> ClaimMappingControl::value() const
{
    if (m_isJson) {
        TRY_ASSIGN(const QJsonObject mapping, mappingOfJson());
        return validateSetting(key(), mapping);
    }
    const QStringList wrong = complaints();
    const auto count = wrong.size() - wrong.count(QString());
    if (count > 0)
        return fail(ErrorCode::SettingOutOfBounds,
                    tr("%n claim(s) cannot be saved like this.", nullptr, static_cast<int>(count)),
                    settingRow(key()).name());
    return validateSetting(key(), mappingOfRows());
}

void ClaimMappingControl::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    for (ClaimRow *row : m_rows)
        row->setReadOnly(readOnly);
    m_all->setEnabled(!readOnly);
    m_add->setEnabled(!readOnly);
    m_json->setReadOnly(readOnly);
}

QString ClaimMappingControl::boundsText() const
{
    const auto mapping = m_isJson ? mappingOfJson() : Result<QJsonObject>(mappingOfRows());
    const auto limit = settingRow(key()).maximum;
    if (!mapping)
        return tr("a JSON object of at most %1 bytes").arg(limit);
    return tr("%1 of %2 bytes")
        .arg(QJsonDocument(*mapping).toJson(QJsonDocument::Compact).size())
        .arg(limit);
}

void ClaimMappingControl::setSettings(const Settings &settings)
{
    m_settings = settings;
    updateRows();
}

void ClaimMappingControl::toggleJson(bool asJson)
{
    if (const QString reason = loss(asJson); !reason.isEmpty()) {
        const QSignalBlocker quiet(m_asJson);
        m_asJson->setChecked(!asJson);
        m_state->setText(reason);
        m_state->show();
        return;
    }
    if (asJson)
        setJson(mappingOfRows());
    else if (m_isJson)
        setRows(mappingOfJson().value_or(QJsonObject()));
    m_isJson = asJson;
    m_table->setVisible(!asJson);
    m_add->setVisible(!asJson);
    m_json->setVisible(asJson);
    edited();
}

QString ClaimMappingControl::loss(bool asJson) const
{
    if (asJson) {
        const auto count = static_cast<qsizetype>(m_rows.size()) + (m_all->isChecked() ? 1 : 0);
        return mappingOfRows().size() == count
                   ? QString()
                   : tr("A name stands there twice; in JSON one of the two would be lost.");
    }
    const auto mapping = m_isJson ? mappingOfJson() : Result<QJsonObject>(QJsonObject());
    return mapping ? QString()
                   : tr("There is no table of this: %1").arg(errorReason(mapping.error()));
}

void ClaimMappingControl::edited()
{
    m_state->hide();
    updateRows();
    emit changed();
}

void ClaimMappingControl::updateRows()
{
    m_header->setVisible(!m_rows.empty());
    m_constants->setVisible(std::any_of(m_rows.begin(), m_rows.end(),
                                        [](const ClaimRow *row) { return row->isConstant(); }));
    m_empty->setVisible(m_rows.empty() && !m_all->isChecked());
    // Names that other settings give to claims of the token; whether they may is for all of the
    // form together to say.
    const token::Policy policy = token::Policy::fromSettings(m_settings);
    const QStringList wrong = complaints();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        ClaimRow *row = m_rows[i];
        QString text = wrong.at(static_cast<qsizetype>(i));
        if (text.isEmpty() && token::isReservedClaim(policy, row->name().toUtf8()))
            text = tr("Tokens need the name \"%1\" themselves.").arg(row->name());
        row->setError(text);
    }
    setFocusProxy(m_isJson         ? static_cast<QWidget *>(m_json)
                  : m_rows.empty() ? static_cast<QWidget *>(m_add)
                                   : static_cast<QWidget *>(m_rows.front()));
}

} // namespace tokendesk::ui
