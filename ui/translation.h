// SPDX-License-Identifier: GPL-3.0-or-later
// Service: the language of the window.
#pragma once

#include "server/base/error.h"

#include <QString>

#include <vector>

namespace tokendesk::ui {

class UiState;

/// A language the window speaks.
struct Language
{
    QString code; ///< ISO 639-1, such as "de"
    QString name; ///< in the language itself: "Deutsch"
};

/// Every language there is a complete translation for, English first.
[[nodiscard]] const std::vector<Language> &languages();

/// The language a person chose: a code of languages(); empty for the one of the system.
[[nodiscard]] QString chosenLanguage(const UiState &state);
/// Keeps the choice for the next start; the widgets that stand already keep their texts.
void chooseLanguage(UiState &state, const QString &code);

/// Gives the application the texts of \a code, and its way to write dates and numbers, in place of
/// those it had. Empty, or a language there is no translation for: that of the system, and English
/// where there is none, with its plurals ("1 session", "2 sessions"). Call it before the first
/// widget is made. Thread: GUI.
void installTranslation(const QString &code = {});

/// The language \a code stands for: itself, or for an empty or unknown one that of the system, or
/// English.
[[nodiscard]] QString languageFor(const QString &code);

/// The code of the installed language; empty before the first installTranslation().
[[nodiscard]] QString installedLanguage();

/// What \a error says in the language of the window. The server writes its reasons in English:
/// where a reason has no translation, the sentence for its code comes before it.
[[nodiscard]] QString errorText(const Error &error);
/// The reason alone, without the name of the field at fault, for a line beside that field.
[[nodiscard]] QString errorReason(const Error &error);

/// The translation of a sentence the server wrote in English, whose numbers may differ from those
/// in the table ("%1"); the sentence itself where there is none.
[[nodiscard]] QString serverText(const char *context, const QString &sentence);

} // namespace tokendesk::ui
