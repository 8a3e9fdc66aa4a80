// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QTranslator>

#include <algorithm>
#include <memory>

namespace tokendesk::test {

/// A language that nobody speaks: every text with accents, 40 % longer and in [brackets]. What
/// shows without brackets is not translated; what shows without the last one is cut off.
class PseudoTranslator final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    ~PseudoTranslator() override { QCoreApplication::removeTranslator(this); }

    /// The language in force while the result lives, if \a language is "pseudo"; null otherwise.
    [[nodiscard]] static std::unique_ptr<PseudoTranslator> installFor(const QString &language)
    {
        if (language != u"pseudo")
            return nullptr;
        auto translator = std::make_unique<PseudoTranslator>();
        QCoreApplication::installTranslator(translator.get());
        return translator;
    }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *sourceText,
                                    const char * /*disambiguation*/, int /*n*/) const override
    {
        const QString text = QString::fromUtf8(sourceText);
        if (*context == 'Q' || text.startsWith(QLatin1String("Ctrl+")) || letters(text) < 2)
            return {}; // names of keys and formats are read back
        QString result = QStringLiteral("[");
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QStringView before = QStringView(text).left(i); // of "%1", "%n" and "%Ln"
            const bool kept = before.endsWith(u'%') || before.endsWith(u'$')
                              || before.endsWith(QLatin1String("%L"));
            result += kept ? text.at(i) : accented(text.at(i));
        }
        // The end matters to the reader of "Name:" and "Open…" alike.
        // In words, which can be wrapped where the text can.
        for (qsizetype i = 0; i <= text.size() * 2 / 5; ++i)
            result += i % 8 == 7 && text.contains(u' ') ? u' ' : u'~';
        return result + u']';
    }

private:
    static qsizetype letters(const QString &text)
    {
        return std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    }
    static QChar accented(QChar letter)
    {
        constexpr QStringView kPlain = u"AaEeIiOoUuNnCcYy";
        constexpr QStringView kAccented = u"ÄäËëÏïÖöÜüÑñÇçÝý";
        const qsizetype at = kPlain.indexOf(letter);
        return at < 0 ? letter : kAccented.at(at);
    }
};

} // namespace tokendesk::test
