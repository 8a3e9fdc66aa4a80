// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/settingcontrol.h"

#include "server/base/clock.h"
#include "ui/widgets/claimmappingcontrol.h"
#include "ui/widgets/durationedit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace tokendesk::ui {
namespace {

const SettingRow &rowOf(SettingKey key) { return settingRow(key); }

class BooleanControl final : public SettingControl
{
public:
    BooleanControl(SettingKey key, QWidget *parent)
        : SettingControl(key, parent), m_box(new QCheckBox(SettingControl::tr("on"), this))
    {
        setField(m_box);
        connect(m_box, &QCheckBox::toggled, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override { m_box->setChecked(value.toBool()); }
    Result<QJsonValue> value() const override { return QJsonValue(m_box->isChecked()); }
    void setReadOnly(bool readOnly) override { m_box->setEnabled(!readOnly); }

private:
    QCheckBox *m_box;
};

class DurationControl final : public SettingControl
{
public:
    DurationControl(SettingKey key, Theme &theme, QWidget *parent)
        : SettingControl(key, parent), m_edit(new DurationEdit(theme, this))
    {
        const SettingRow &row = rowOf(key);
        m_edit->setBounds(std::chrono::seconds(row.minimum), std::chrono::seconds(row.maximum),
                          row.has(ZeroMeansOff));
        setField(m_edit, m_edit->lineEdit());
        connect(m_edit, &DurationEdit::changed, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override
    {
        // What the person wrote stays as long as it means the same: "900" is not rewritten to "15
        // min".
        if (!m_edit->value() || m_edit->value()->count() != value.toInteger())
            m_edit->setValue(std::chrono::seconds(value.toInteger()));
    }
    Result<QJsonValue> value() const override
    {
        return settingFromText(key(), m_edit->lineEdit()->text());
    }
    void setReadOnly(bool readOnly) override { m_edit->setReadOnly(readOnly); }

private:
    DurationEdit *m_edit;
};

class IntegerControl final : public SettingControl
{
public:
    IntegerControl(SettingKey key, QWidget *parent)
        : SettingControl(key, parent), m_spin(new QSpinBox(this))
    {
        const SettingRow &row = rowOf(key);
        m_spin->setRange(row.has(ZeroMeansOff) ? 0 : static_cast<int>(row.minimum),
                         static_cast<int>(row.maximum));
        if (row.has(ZeroMeansOff))
            m_spin->setSpecialValueText(settingValueText(key, 0));
        m_spin->setSuffix(u' ' + unit());
        setField(m_spin);
        connect(m_spin, &QSpinBox::valueChanged, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override { m_spin->setValue(value.toInt()); }
    Result<QJsonValue> value() const override { return validateSetting(key(), m_spin->value()); }
    void setReadOnly(bool readOnly) override { m_spin->setReadOnly(readOnly); }
    QString boundsText() const override
    {
        const SettingRow &row = rowOf(key());
        const QString bounds =
            SettingControl::tr("%1 to %2 %3").arg(row.minimum).arg(row.maximum).arg(unit());
        return row.has(ZeroMeansOff) ? SettingControl::tr("%1, or 0 for no limit").arg(bounds)
                                     : bounds;
    }

private:
    QString unit() const { return QCoreApplication::translate("Setting", rowOf(key()).unit); }
    QSpinBox *m_spin;
};

class TextControl final : public SettingControl
{
public:
    TextControl(SettingKey key, QWidget *parent)
        : SettingControl(key, parent), m_line(new QLineEdit(this))
    {
        setField(m_line);
        connect(m_line, &QLineEdit::textChanged, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override
    {
        if (m_line->text() != value.toString())
            m_line->setText(value.toString());
    }
    Result<QJsonValue> value() const override { return validateSetting(key(), m_line->text()); }
    void setReadOnly(bool readOnly) override { m_line->setReadOnly(readOnly); }
    QString boundsText() const override
    {
        const SettingRow &row = rowOf(key());
        return row.minimum > 0
                   ? SettingControl::tr("%1 to %2 characters").arg(row.minimum).arg(row.maximum)
                   : SettingControl::tr("up to %1 characters").arg(row.maximum);
    }

private:
    QLineEdit *m_line;
};

class ListControl final : public SettingControl
{
public:
    ListControl(SettingKey key, QWidget *parent)
        : SettingControl(key, parent), m_text(new QPlainTextEdit(this))
    {
        m_text->setTabChangesFocus(true);
        m_text->setPlaceholderText(SettingControl::tr("One per line, or separated by commas"));
        m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * 3 + 12);
        setField(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override
    {
        if (entries() == value.toArray())
            return;
        QStringList lines;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array)
            lines.append(entry.toString());
        m_text->setPlainText(lines.join(u'\n'));
    }
    Result<QJsonValue> value() const override { return validateSetting(key(), entries()); }
    void setReadOnly(bool readOnly) override { m_text->setReadOnly(readOnly); }
    QString boundsText() const override
    {
        const SettingRow &row = rowOf(key());
        return SettingControl::tr("%1 to %2 entries").arg(row.minimum).arg(row.maximum);
    }

private:
    QJsonArray entries() const
    {
        QJsonArray array;
        const QString text = QString(m_text->toPlainText()).replace(u'\n', u',');
        const QStringList parts = text.split(u',');
        for (const QString &part : parts) {
            if (!part.trimmed().isEmpty())
                array.append(part.trimmed());
        }
        return array;
    }
    QPlainTextEdit *m_text;
};

class ChoiceControl final : public SettingControl
{
public:
    ChoiceControl(SettingKey key, QWidget *parent)
        : SettingControl(key, parent), m_box(new QComboBox(this))
    {
        const QStringList choices = rowOf(key).choiceList();
        for (const QString &choice : choices)
            m_box->addItem(QCoreApplication::translate("Setting", qUtf8Printable(choice)), choice);
        setField(m_box);
        connect(m_box, &QComboBox::currentIndexChanged, this, &SettingControl::changed);
    }
    void setValue(const QJsonValue &value) override
    {
        m_box->setCurrentIndex(m_box->findData(value.toString()));
    }
    Result<QJsonValue> value() const override
    {
        return validateSetting(key(), m_box->currentData().toString());
    }
    void setReadOnly(bool readOnly) override { m_box->setEnabled(!readOnly); }

private:
    QComboBox *m_box;
};

} // namespace

SettingControl::SettingControl(SettingKey key, QWidget *parent) : QWidget(parent), m_key(key) { }

void SettingControl::setField(QWidget *field, QWidget *named)
{
    QWidget *target = named == nullptr ? field : named;
    target->setObjectName(QStringLiteral("setting_") + settingRow(m_key).name());
    target->setAccessibleName(settingLabel(m_key));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(field);
    setFocusProxy(target);
}

SettingControl *SettingControl::make(SettingKey key, Theme &theme, QWidget *parent)
{
    switch (settingRow(key).type) {
    case SettingType::Boolean:
        return new BooleanControl(key, parent);
    case SettingType::Duration:
        return new DurationControl(key, theme, parent);
    case SettingType::Integer:
        return new IntegerControl(key, parent);
    case SettingType::TextList:
        return new ListControl(key, parent);
    case SettingType::Choice:
        return new ChoiceControl(key, parent);
    case SettingType::Json:
        return new ClaimMappingControl(key, theme, parent); // the only one
    case SettingType::Text:
        break;
    }
    return new TextControl(key, parent);
}

QString settingLabel(SettingKey key)
{
    return QCoreApplication::translate("Setting", settingRow(key).label);
}

QString settingHelp(SettingKey key)
{
    return QCoreApplication::translate("Setting", settingRow(key).help);
}

QString settingValueText(SettingKey key, const QJsonValue &value)
{
    const SettingRow &row = settingRow(key);
    if (row.has(ZeroMeansOff) && value.toInteger(-1) == 0)
        return SettingControl::tr("no limit");
    const QString text = settingToText(key, value);
    return text.isEmpty() ? SettingControl::tr("empty") : text;
}

} // namespace tokendesk::ui
