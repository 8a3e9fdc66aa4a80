// SPDX-License-Identifier: GPL-3.0-or-later
// As much of JSON Schema 2020-12 as the OpenAPI document uses; any other keyword is a fault, so
// that nothing is believed to be checked that is not.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace tokendesk::test {

/// Validates against schemas that refer to \a root by `#/…`.
class JsonSchema
{
public:
    explicit JsonSchema(QJsonObject root) : m_root(std::move(root)) { }

    /// What is wrong with \a value; empty: nothing.
    [[nodiscard]] QStringList faults(const QJsonValue &value, const QJsonObject &schema) const
    {
        QStringList found;
        check(value, schema, QStringLiteral("$"), found);
        return found;
    }
    /// What `#/a/b` stands for; empty if there is no such thing.
    [[nodiscard]] QJsonObject resolved(const QString &reference) const
    {
        QJsonValue at = m_root;
        for (const QString &name : reference.mid(2).split(u'/'))
            at = at.toObject().value(name);
        return at.toObject();
    }

private:
    static bool hasType(const QJsonValue &value, const QString &type)
    {
        if (type == QLatin1String("integer"))
            return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
        return (type == QLatin1String("null") && value.isNull())
               || (type == QLatin1String("boolean") && value.isBool())
               || (type == QLatin1String("number") && value.isDouble())
               || (type == QLatin1String("string") && value.isString())
               || (type == QLatin1String("array") && value.isArray())
               || (type == QLatin1String("object") && value.isObject());
    }

    void check(const QJsonValue &value, const QJsonObject &schema, const QString &at,
               QStringList &found) const
    {
        for (auto it = schema.begin(); it != schema.end(); ++it)
            checkKeyword(it.key(), it.value(), value, schema, at, found);
    }

    void checkKeyword(const QString &keyword, const QJsonValue &rule, const QJsonValue &value,
                      const QJsonObject &schema, const QString &at, QStringList &found) const
    {
        const auto fault = [&](const QString &what) { found.append(at + u": " + what); };
        if (keyword == QLatin1String("$ref")) {
            const QJsonObject target = resolved(rule.toString());
            if (target.isEmpty())
                return fault(QStringLiteral("there is no ") + rule.toString());
            check(value, target, at, found);
        } else if (keyword == QLatin1String("type")) {
            const QJsonArray types = rule.isArray() ? rule.toArray() : QJsonArray{rule};
            for (const QJsonValue type : types) {
                if (hasType(value, type.toString()))
                    return;
            }
            fault(QStringLiteral("is of another type"));
        } else if (keyword == QLatin1String("enum")) {
            if (!rule.toArray().contains(value))
                fault(QStringLiteral("is none of the enum"));
        } else if (keyword == QLatin1String("const")) {
            if (rule != value)
                fault(QStringLiteral("is not the const"));
        } else if (keyword == QLatin1String("anyOf")) {
            for (const QJsonValue one : rule.toArray()) {
                if (faults(value, one.toObject()).isEmpty())
                    return;
            }
            fault(QStringLiteral("fits none of anyOf"));
        } else if (keyword == QLatin1String("minimum")) {
            if (value.isDouble() && value.toDouble() < rule.toDouble())
                fault(QStringLiteral("is too small"));
        } else if (keyword == QLatin1String("maximum")) {
            if (value.isDouble() && value.toDouble() > rule.toDouble())
                fault(QStringLiteral("is too large"));
        } else if (keyword == QLatin1String("maxLength")) {
            if (value.isString() && value.toString().size() > rule.toInteger())
                fault(QStringLiteral("is too long"));
        } else if (keyword == QLatin1String("pattern")) {
            if (value.isString()
                && !QRegularExpression(rule.toString()).match(value.toString()).hasMatch())
                fault(QStringLiteral("does not match the pattern"));
        } else if (keyword == QLatin1String("minItems")) {
            if (value.isArray() && value.toArray().size() < rule.toInteger())
                fault(QStringLiteral("has too few items"));
        } else if (keyword == QLatin1String("maxItems")) {
            if (value.isArray() && value.toArray().size() > rule.toInteger())
                fault(QStringLiteral("has too many items"));
        } else if (keyword == QLatin1String("minProperties")) {
            if (value.isObject() && value.toObject().size() < rule.toInteger())
                fault(QStringLiteral("has too few members"));
        } else if (keyword == QLatin1String("items")) {
            const QJsonArray items = value.toArray();
            for (qsizetype i = 0; i < items.size(); ++i)
                check(items[i], rule.toObject(), QStringLiteral("%1[%2]").arg(at).arg(i), found);
        } else if (keyword == QLatin1String("required")) {
            for (const QJsonValue name : rule.toArray()) {
                if (value.isObject() && !value.toObject().contains(name.toString()))
                    fault(QStringLiteral("lacks ") + name.toString());
            }
        } else if (keyword == QLatin1String("properties")) {
            const QJsonObject members = value.toObject();
            for (auto it = members.begin(); it != members.end(); ++it) {
                const QJsonValue known = rule.toObject().value(it.key());
                if (known.isObject())
                    check(it.value(), known.toObject(), at + u'.' + it.key(), found);
            }
        } else if (keyword == QLatin1String("additionalProperties")) {
            const QJsonObject members = value.toObject();
            const QJsonObject known = schema.value(QLatin1String("properties")).toObject();
            for (auto it = members.begin(); it != members.end(); ++it) {
                if (known.contains(it.key()))
                    continue;
                if (rule.isBool() && !rule.toBool())
                    fault(QStringLiteral("has the unknown member ") + it.key());
                else
                    check(it.value(), rule.toObject(), at + u'.' + it.key(), found);
            }
        } else if (keyword != QLatin1String("description") && keyword != QLatin1String("format")
                   && keyword != QLatin1String("default")) {
            fault(QStringLiteral("the schema has the keyword ") + keyword);
        }
    }

    QJsonObject m_root;
};

} // namespace tokendesk::test
