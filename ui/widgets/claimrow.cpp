// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/claimrow.h"

#include "server/base/json.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rolelabel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace tokendesk::ui {
namespace {

/// What a person typed, as a value of JSON: that, where it reads as one, else a text.
QJsonValue constantFrom(const QString &text)
{
    const QByteArray wrapped = '[' + text.toUtf8() + ']';
    JsonText strict;
    if (strict.scan(wrapped)) {
        const QJsonArray values = QJsonDocument::fromJson(wrapped).array();
        if (values.size() == 1)
            return values.first();
    }
    return text;
}

/// What constantFrom() reads back.
QString constantText(const QJsonValue &value)
{
    const QString text = value.toString();
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
    if (value.isString() && isPlain && constantFrom(text) == value)
        return text;
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1).chopped(1));
}

bool isField(const QJsonValue &source)
{
    const QString text = source.toString();
    return text.startsWith(u'$') && !text.startsWith(u"$$");
}

} // namespace

ClaimRow::ClaimRow(Theme &theme, QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit(this)), m_source(new QComboBox(this)),
      m_constant(new QLineEdit(this)), m_remove(new QToolButton(this)),
      m_remark(new RoleLabel(theme, ColourRole::Muted, {}, this)),
      m_error(new RoleLabel(theme, ColourRole::Error, {}, this))
{
    m_name->setObjectName(QStringLiteral("claimName"));
    m_name->setAccessibleName(tr("Claim"));
    m_name->setPlaceholderText(tr("Claim"));
    m_source->setObjectName(QStringLiteral("claimSource"));
    m_source->setAccessibleName(tr("Where the value comes from"));
    m_source->addItem(tr("Email"), QStringLiteral("$email"));
    m_source->addItem(tr("Username"), QStringLiteral("$username"));
    m_source->addItem(tr("Full name"), QStringLiteral("$full_name"));
    m_source->addItem(tr("First name"), QStringLiteral("$first_name"));
    m_source->addItem(tr("Last name"), QStringLiteral("$last_name"));
    m_source->addItem(tr("Staff"), QStringLiteral("$is_staff"));
    m_source->addItem(tr("Superuser"), QStringLiteral("$is_superuser"));
    m_source->addItem(tr("Names of the groups"), QStringLiteral("$groups"));
    m_source->addItem(tr("The user's own claims"), QStringLiteral("$claims"));
    m_source->insertSeparator(m_source->count());
    m_source->addItem(tr("Constant"), QString());
    // As narrow as the window wants; its list is as wide as its entries.
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(12);
    m_constant->setObjectName(QStringLiteral("claimConstant"));
    m_constant->setAccessibleName(tr("Constant"));
    m_constant->setPlaceholderText(tr("Text or JSON"));
    m_remove->setObjectName(QStringLiteral("claimRemove"));
    m_remove->setAutoRaise(true);
    m_remove->setIcon(theme.icon(QStringLiteral("delete")));
    m_remove->setToolTip(tr("Remove this claim"));
    m_remove->setAccessibleName(tr("Remove this claim"));
    m_remark->setObjectName(QStringLiteral("claimRemark"));
    m_error->setObjectName(QStringLiteral("claimError"));
    for (RoleLabel *label : {m_remark, m_error}) {
        label->setSmall();
        label->setWordWrap(true);
        label->hide();
    }
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    int column = 0;
    for (QWidget *field : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_source),
                           static_cast<QWidget *>(m_constant)}) {
        QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        policy.setRetainSizeWhenHidden(true);
        field->setSizePolicy(policy);
        grid->addWidget(field, 0, column);
        grid->setColumnStretch(column, kStretch[column]);
        ++column;
    }
    grid->addWidget(m_remove, 0, column);
    grid->addWidget(m_error, 1, 0, 1, column);
    grid->addWidget(m_remark, 2, 0, 1, column);
    connect(m_name, &QLineEdit::textChanged, this, &ClaimRow::edited);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ClaimRow::edited);
    connect(m_constant, &QLineEdit::textChanged, this, &ClaimRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &ClaimRow::removeRequested);
    showKind();
}

void ClaimRow::set(const QString &name, const QJsonValue &source)
{
    const QSignalBlocker quiet(this);
    m_isNamed = true;
    m_name->setText(name);
    if (isField(source)) {
        // One that does not exist stays to be seen, with what is wrong with it.
        if (m_source->findData(source.toString()) < 0)
            m_source->insertItem(0, source.toString(), source.toString());
        m_source->setCurrentIndex(m_source->findData(source.toString()));
    } else {
        m_source->setCurrentIndex(m_source->count() - 1);
        const QString text = source.toString();
        m_constant->setText(
            constantText(text.startsWith(u'$') ? QJsonValue(text.sliced(1)) : source));
    }
    showKind();
}

bool ClaimRow::isConstant() const { return m_source->currentData().toString().isEmpty(); }

QString ClaimRow::name() const { return m_name->text(); }

QJsonValue ClaimRow::source() const
{
    const QString field = m_source->currentData().toString();
    if (!field.isEmpty())
        return field;
    const QJsonValue constant = constantFrom(m_constant->text());
    const QString text = constant.toString();
    return text.startsWith(u'$') ? QJsonValue(QString(u'$' + text)) : constant;
}

void ClaimRow::setError(const QString &text)
{
    const QString shown = m_isNamed ? text : QString();
    m_error->setText(shown.isEmpty() ? shown : QString(shown.left(1).toUpper() + shown.mid(1)));
    m_error->setVisible(!shown.isEmpty());
}

void ClaimRow::setReadOnly(bool readOnly)
{
    m_name->setReadOnly(readOnly);
    m_source->setEnabled(!readOnly);
    m_constant->setReadOnly(readOnly);
    m_remove->setEnabled(!readOnly);
}

void ClaimRow::focusName() { m_name->setFocus(Qt::OtherFocusReason); }

void ClaimRow::edited()
{
    m_isNamed = m_isNamed || !m_name->text().isEmpty();
    showKind();
    emit changed();
}

void ClaimRow::showKind()
{
    m_constant->setVisible(isConstant());
    const QJsonValue value = constantFrom(m_constant->text());
    m_remark->setText(value.isDouble() ? tr("A number; in quotes it is a text.")
                      : value.isBool() ? tr("True or false; in quotes it is a text.")
                      : value.isNull() ? tr("Nothing (null); in quotes it is a text.")
                                       : QString());
    m_remark->setVisible(isConstant() && !m_remark->text().isEmpty());
}

} // namespace tokendesk::ui
