// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/translation.h"

#include "ui/uistate.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPointer>
#include <QRegularExpression>
#include <QTranslator>

#include <algorithm>

namespace tokendesk::ui {

namespace {

QPointer<QTranslator> installed;

QString stateKey() { return QStringLiteral("window/language"); }

QString folder() { return QStringLiteral(":/tokendesk/i18n"); }

bool isKnown(const QString &code)
{
    return std::any_of(languages().begin(), languages().end(),
                       [&code](const Language &language) { return language.code == code; });
}

/// The first language the person's system names that the window speaks.
QString systemLanguage()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString &name : wanted) {
        const QString code = name.section(u'-', 0, 0);
        if (isKnown(code))
            return code;
    }
    return QStringLiteral("en");
}

QString translate(const char *context, const QString &text)
{
    return QCoreApplication::translate(context, text.toUtf8().constData());
}

bool isEnglish() { return installedLanguage().isEmpty() || installedLanguage() == u"en"; }

} // namespace

const std::vector<Language> &languages()
{
    static const std::vector<Language> all = {{QStringLiteral("en"), QStringLiteral("English")},
                                              {QStringLiteral("de"), QStringLiteral("Deutsch")},
                                              {QStringLiteral("es"), QStringLiteral("Español")}};
    return all;
}

QString chosenLanguage(const UiState &state)
{
    const QString code = state.text(stateKey());
    return isKnown(code) ? code : QString();
}

void chooseLanguage(UiState &state, const QString &code)
{
    if (isKnown(code))
        state.setText(stateKey(), code);
    else
        state.remove(stateKey());
}

QString languageFor(const QString &code) { return isKnown(code) ? code : systemLanguage(); }

void installTranslation(const QString &code)
{
    const bool chosen = isKnown(code);
    const QString language = languageFor(code);
    const QLocale system = QLocale::system();
    // A person in Austria who chooses German keeps the dates of Austria.
    const QLocale own(language);
    QLocale::setDefault(!chosen || system.language() == own.language() ? system : own);
    if (installedLanguage() == language)
        return;
    delete installed;
    auto *translator = new QTranslator(QCoreApplication::instance());
    const bool loaded = translator->load(QStringLiteral("tokendesk_") + language, folder());
    Q_ASSERT_X(loaded, "installTranslation", "the translations are not compiled in");
    translator->setObjectName(language);
    if (loaded)
        QCoreApplication::installTranslator(translator);
    installed = translator;
}

QString installedLanguage() { return installed ? installed->objectName() : QString(); }

QString serverText(const char *context, const QString &sentence)
{
    const QString exact = translate(context, sentence);
    if (exact != sentence)
        return exact;
    static const QRegularExpression kNumber(QStringLiteral("\\b\\d[\\d,]*\\b"));
    QString pattern;
    QStringList numbers;
    qsizetype end = 0;
    for (auto found = kNumber.globalMatch(sentence); found.hasNext();) {
        const QRegularExpressionMatch number = found.next();
        numbers.append(number.captured());
        pattern += sentence.mid(end, number.capturedStart() - end)
                   + QStringLiteral("%%1").arg(numbers.size());
        end = number.capturedEnd();
    }
    pattern += sentence.mid(end);
    QString text = translate(context, pattern);
    if (numbers.isEmpty() || text == pattern)
        return sentence;
    for (const QString &number : std::as_const(numbers))
        text = text.arg(number);
    return text;
}

QString errorReason(const Error &error)
{
    const QString sentence = translate("Error", QString::fromUtf8(errorInfo(error.code).text));
    if (error.detail.isEmpty())
        return sentence;
    for (const char *context : {"Error", "PasswordStrength"}) {
        const QString text = serverText(context, error.detail);
        if (text != error.detail)
            return text;
    }
    return isEnglish() ? error.detail : QStringLiteral("%1 (%2)").arg(sentence, error.detail);
}

QString errorText(const Error &error)
{
    const QString reason = errorReason(error);
    return error.field.isEmpty() ? reason : QStringLiteral("%1: %2").arg(error.field, reason);
}

} // namespace tokendesk::ui
