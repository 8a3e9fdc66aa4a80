// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/settings.h"
#include "server/runtime/verdictsentence.h"
#include "server/token/verdict.h"
#include "tests/gui/pseudotranslator.h"
#include "tests/gui/sampledata.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeprompter.h"
#include "tests/support/fakeservercontrol.h"
#include "ui/actions.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/helpdialog.h"
#include "ui/dialogs/newuserdialog.h"
#include "ui/dialogs/setupwizard.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/mainwindow.h"
#include "ui/models/sessionsmodel.h"
#include "ui/models/verdicttext.h"
#include "ui/translation.h"
#include "ui/uistate.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTranslator>

using namespace tokendesk;
using namespace tokendesk::test;
using namespace tokendesk::ui;

namespace {

/// A whole window in one language, with sample data behind it.
struct Console
{
    explicit Console(const QString &language) : state(dir.filePath(QStringLiteral("ui.ini")))
    {
        chooseLanguage(state, language);
        installTranslation(language);
        addSampleData(api, clock.now());
        window = std::make_unique<MainWindow>(
            MainWindow::Services{api, server, prompter, theme, state, clock});
        window->resize(1024, 700);
    }

    [[nodiscard]] QStringList menuTitles() const
    {
        QStringList titles;
        for (const QAction *action : window->menuBar()->actions())
            titles.append(action->text().remove(u'&'));
        return titles;
    }
    [[nodiscard]] QString action(const char *id) const
    {
        const QAction *found = window->actions().action(QLatin1String(id));
        return found ? found->text().remove(u'&') : QString();
    }

    QTemporaryDir dir;
    UiState state;
    FakeClock clock;
    FakeAdminApi api{clock};
    FakeServerControl server;
    FakePrompter prompter;
    Theme theme;
    std::unique_ptr<MainWindow> window;
};

/// The visible texts below \a root that have less room than they need, with the name of the widget.
QStringList cutOff(const QWidget &root)
{
    QStringList found;
    const auto note = [&found](const QWidget *widget, const QString &text, int has, int needs) {
        found.append(QStringLiteral("%1 \"%2\" has %3 of %4")
                         .arg(widget->objectName(), text)
                         .arg(has)
                         .arg(needs));
    };
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        if (label->wordWrap()) {
            const int needs = label->heightForWidth(label->width());
            if (label->height() < needs)
                note(label, label->text(), label->height(), needs);
        } else if (label->width() < label->sizeHint().width()) {
            note(label, label->text(), label->width(), label->sizeHint().width());
        }
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        const bool iconOnly = tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
        if (button->isVisible() && !button->text().isEmpty() && !iconOnly
            && button->width() < button->sizeHint().width())
            note(button, button->text(), button->width(), button->sizeHint().width());
    }
    return found;
}

QString plural(const char *context, const char *text, int n)
{
    return QCoreApplication::translate(context, text, nullptr, n);
}

} // namespace

class TestTranslation : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void windowSpeaksTheLanguage_data();
    void windowSpeaksTheLanguage();
    void pluralsFit_data();
    void pluralsFit();
    void tablesOfTheServerAreTranslated_data();
    void tablesOfTheServerAreTranslated();
    void verdictsAreTold_data();
    void verdictsAreTold();
    void errorsAreTold();
    void unknownLanguageIsEnglish();
    void numbersFollowTheLanguage();
    void choiceIsKeptAndAnnounced();
    void dialogsSpeakTheLanguage();
    void helpIsTranslated_data();
    void helpIsTranslated();
    void textsFit_data();
    void textsFit();
};

void TestTranslation::cleanup() { installTranslation(QStringLiteral("en")); }

void TestTranslation::windowSpeaksTheLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("menus");
    QTest::addColumn<QString>("users");
    QTest::addColumn<QString>("sessions");
    QTest::addColumn<QString>("quit");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("placeholder");
    QTest::newRow("en") << QStringLiteral("en")
                        << QStringList{QStringLiteral("File"), QStringLiteral("Edit"),
                                       QStringLiteral("View"), QStringLiteral("Server"),
                                       QStringLiteral("Help")}
                        << QStringLiteral("Users") << QStringLiteral("Sessions")
                        << QStringLiteral("Quit") << QStringLiteral("Last refresh")
                        << QStringLiteral("Search users");
    QTest::newRow("de") << QStringLiteral("de")
                        << QStringList{QStringLiteral("Datei"), QStringLiteral("Bearbeiten"),
                                       QStringLiteral("Ansicht"), QStringLiteral("Server"),
                                       QStringLiteral("Hilfe")}
                        << QStringLiteral("Benutzer") << QStringLiteral("Sitzungen")
                        << QStringLiteral("Beenden") << QStringLiteral("Letzte Erneuerung")
                        << QStringLiteral("Benutzer suchen");
    QTest::newRow("es") << QStringLiteral("es")
                        << QStringList{QStringLiteral("Archivo"), QStringLiteral("Editar"),
                                       QStringLiteral("Ver"), QStringLiteral("Servidor"),
                                       QStringLiteral("Ayuda")}
                        << QStringLiteral("Usuarios") << QStringLiteral("Sesiones")
                        << QStringLiteral("Salir") << QStringLiteral("Última actualización")
                        << QStringLiteral("Buscar usuarios");
}

void TestTranslation::windowSpeaksTheLanguage()
{
    QFETCH(QString, language);
    QFETCH(QString, placeholder);
    const Console console(language);
    QTEST(console.menuTitles(), "menus");
    QTEST(console.action("page_users"), "users");
    QTEST(console.action("page_sessions"), "sessions");
    QTEST(console.action("quit"), "quit");
    console.window->show();
    console.window->openPage(QStringLiteral("users"));
    const QLineEdit *search = console.window->currentPage()->primarySearch();
    QVERIFY(search);
    QVERIFY2(search->placeholderText().startsWith(placeholder)
                 || search->accessibleName() == placeholder,
             qPrintable(search->placeholderText()));
    console.window->openPage(QStringLiteral("sessions"));
    const auto *table = console.window->currentPage()->findChild<QTableView *>();
    QVERIFY(table);
    QTEST(table->model()
              ->headerData(SessionsModel::Refreshed, Qt::Horizontal, Qt::DisplayRole)
              .toString(),
          "column");
}

void TestTranslation::pluralsFit_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("three");
    QTest::addColumn<QString>("none");
    QTest::newRow("en") << QStringLiteral("en") << QStringLiteral("1 user was unlocked.")
                        << QStringLiteral("3 users were unlocked.")
                        << QStringLiteral("0 users were unlocked.");
    QTest::newRow("de") << QStringLiteral("de") << QStringLiteral("1 Benutzer wurde entsperrt.")
                        << QStringLiteral("3 Benutzer wurden entsperrt.")
                        << QStringLiteral("0 Benutzer wurden entsperrt.");
    QTest::newRow("es") << QStringLiteral("es") << QStringLiteral("1 usuario desbloqueado.")
                        << QStringLiteral("3 usuarios desbloqueados.")
                        << QStringLiteral("0 usuarios desbloqueados.");
}

void TestTranslation::pluralsFit()
{
    QFETCH(QString, language);
    installTranslation(language);
    constexpr auto kContext = "tokendesk::ui::UsersPage";
    constexpr auto kText = "%n users were unlocked.";
    QTEST(plural(kContext, kText, 1), "one");
    QTEST(plural(kContext, kText, 3), "three");
    QTEST(plural(kContext, kText, 0), "none");
}

void TestTranslation::tablesOfTheServerAreTranslated_data()
{
    QTest::addColumn<QString>("language");
    for (const Language &language : languages()) {
        if (language.code != u"en")
            QTest::newRow(qPrintable(language.code)) << language.code;
    }
    QCOMPARE(languages().size(), std::size_t(3));
}

void TestTranslation::tablesOfTheServerAreTranslated()
{
    QFETCH(QString, language);
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/tokendesk/i18n/tokendesk_") + language));
    const auto isThere = [&translator](const char *context, const char *text) {
        return !translator.translate(context, text).isEmpty();
    };
    for (const SettingRow &row : settingRows()) {
        QVERIFY2(isThere("Setting", row.label), row.label);
        QVERIFY2(isThere("Setting", row.help), row.help);
        QVERIFY2(*row.unit == '\0' || isThere("Setting", row.unit), row.unit);
        const QStringList choices =
            row.type == SettingType::Choice
                ? QString::fromLatin1(row.choices).split(u',', Qt::SkipEmptyParts)
                : QStringList();
        for (const QString &choice : choices)
            QVERIFY2(isThere("Setting", qPrintable(choice)), qPrintable(choice));
    }
    for (int i = 0; i < static_cast<int>(ErrorCode::Count); ++i) {
        const char *text = errorInfo(static_cast<ErrorCode>(i)).text;
        QVERIFY2(isThere("Error", text), text);
    }
    for (std::size_t i = 0; i < token::kCheckCount; ++i) {
        const char *text = token::checkText(static_cast<token::Check>(i));
        QVERIFY2(isThere("Verdict", text), text);
    }
    for (int i = 1; i < static_cast<int>(token::Cause::Count); ++i) { // the first is no cause
        const char *text = token::causeText(static_cast<token::Cause>(i));
        QVERIFY2(isThere("Verdict", text), text);
    }
}

void TestTranslation::verdictsAreTold_data() { tablesOfTheServerAreTranslated_data(); }

/// Each cause has a whole sentence in each language, with all its facts.
void TestTranslation::verdictsAreTold()
{
    QFETCH(QString, language);
    installTranslation(language);
    const bool isEnglish = language == QLatin1String("en");
    const auto isTold = [isEnglish](const Sentence &sentence, const char *word) {
        const QString text = verdictText(sentence);
        const QString first = QCoreApplication::translate("tokendesk::ui::InspectorPage", word);
        return text.startsWith(first + QLatin1String(": ")) && text.endsWith(u'.')
               && !text.contains(u'%') && !verdictReason(sentence).contains(first)
               && (isEnglish ? text == sentence.english() : text != sentence.english());
    };
    for (int i = 1; i < static_cast<int>(token::Cause::Count); ++i) {
        Inspection found;
        found.verdict.firstFailure = token::Check::Form;
        found.verdict.checks[0] = {token::Outcome::Failed, static_cast<token::Cause>(i)};
        found.verdict.expiresAt = found.verdict.notBefore = found.verdict.issuedAt = Instant{};
        const Sentence sentence = verdictSentence(found, {}, {}, {});
        QVERIFY2(isTold(sentence, "Refused"), qPrintable(verdictText(sentence)));
    }
    Inspection accepted;
    QVERIFY(isTold(verdictSentence(accepted, QStringLiteral("access"), {}, {}), "Accepted"));
    accepted.verdict.expiresAt = accepted.verdict.examinedAt + std::chrono::minutes(1);
    QVERIFY(isTold(verdictSentence(accepted, QStringLiteral("refresh"), {}, {}), "Accepted"));

    // Each pattern has its translation, with the same facts, and so has each word.
    static const QRegularExpression place(QStringLiteral("%[1-9]"));
    const auto places = [](const QString &text) {
        QStringList all;
        for (auto found = place.globalMatch(text); found.hasNext();)
            all.append(found.next().captured());
        all.sort();
        return all;
    };
    for (const QString &pattern : verdictPatterns()) {
        const QString text =
            QCoreApplication::translate("VerdictSentence", pattern.toUtf8().constData());
        QVERIFY2(isEnglish || text != pattern, qPrintable(pattern));
        QCOMPARE(places(text), places(pattern));
    }
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/tokendesk/i18n/tokendesk_") + language));
    for (const QString &word : verdictWords())
        QVERIFY2(
            isEnglish
                || !translator.translate("VerdictSentence", word.toUtf8().constData()).isEmpty(),
            qPrintable(word));
}

void TestTranslation::errorsAreTold()
{
    const Error bare(ErrorCode::UsernameTaken);
    const Error detailed(ErrorCode::AddressInUse, QStringLiteral("127.0.0.1:80 is used."));
    const Error field(ErrorCode::PasswordTooShort,
                      QStringLiteral("must have at least 12 characters, has 5"),
                      QStringLiteral("password"));
    QCOMPARE(errorText(bare), bare.message());
    QCOMPARE(errorText(detailed), detailed.message());
    QCOMPARE(errorText(field), field.message());
    installTranslation(QStringLiteral("de"));
    QCOMPARE(errorText(bare), QStringLiteral("Der Benutzername ist vergeben."));
    QCOMPARE(errorText(detailed),
             QStringLiteral("Die Adresse ist belegt. (127.0.0.1:80 is used.)"));
    QCOMPARE(errorText(field), QStringLiteral("password: muss mindestens 12 Zeichen haben, hat 5"));
    QCOMPARE(errorReason(field), QStringLiteral("muss mindestens 12 Zeichen haben, hat 5"));
    // A sentence that only looks like one of the table keeps its numbers.
    QCOMPARE(serverText("PasswordStrength", QStringLiteral("seen 3 times in 4 years")),
             QStringLiteral("seen 3 times in 4 years"));
}

void TestTranslation::unknownLanguageIsEnglish()
{
    installTranslation(QStringLiteral("de"));
    installTranslation(QStringLiteral("xx")); // the system of a test is C, which nobody translates
    QCOMPARE(installedLanguage(), QStringLiteral("en"));
    QCOMPARE(plural("tokendesk::ui::SessionsPage", "%n session(s) ended.", 1),
             QStringLiteral("1 session ended."));
    const Console console(QStringLiteral("xx"));
    QVERIFY(chosenLanguage(console.state).isEmpty());
    QCOMPARE(console.action("page_users"), QStringLiteral("Users"));
}

void TestTranslation::numbersFollowTheLanguage()
{
    installTranslation(QStringLiteral("de"));
    QCOMPARE(QLocale().toString(12345), QStringLiteral("12.345"));
    installTranslation(QStringLiteral("en"));
    QCOMPARE(QLocale().toString(12345), QStringLiteral("12,345"));
}

void TestTranslation::choiceIsKeptAndAnnounced()
{
    Console console(QStringLiteral("en"));
    console.window->show();
    QCOMPARE(console.action("language_es"), QStringLiteral("Español"));
    QVERIFY(console.window->actions().action(QStringLiteral("language_en"))->isChecked());
    console.window->actions().action(QStringLiteral("language_es"))->trigger();
    QCOMPARE(chosenLanguage(console.state), QStringLiteral("es"));
    QVERIFY(console.window->banners().contains(QStringLiteral("language")));
    // Back again: nothing to announce.
    console.window->actions().action(QStringLiteral("language_system"))->trigger();
    QVERIFY(chosenLanguage(console.state).isEmpty());
    QVERIFY(!console.window->banners().contains(QStringLiteral("language")));
    console.window->actions().action(QStringLiteral("language_es"))->trigger();

    const MainWindow next({console.api, console.server, console.prompter, console.theme,
                           console.state, console.clock});
    QCOMPARE(installedLanguage(), QStringLiteral("es"));
    QCOMPARE(next.actions().action(QStringLiteral("quit"))->text().remove(u'&'),
             QStringLiteral("Salir"));
}

void TestTranslation::dialogsSpeakTheLanguage()
{
    Console console(QStringLiteral("de"));
    ShortcutsDialog shortcuts(console.window->actions(), {}, console.theme);
    QCOMPARE(shortcuts.windowTitle(), QStringLiteral("Tastenkürzel"));
    const auto *box = shortcuts.findChild<QDialogButtonBox *>();
    QVERIFY(box);
    QCOMPARE(box->button(QDialogButtonBox::Close)->text(), QStringLiteral("Schließen"));
    QCOMPARE(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText),
             QStringLiteral("Strg+K"));
    // Both ways to write a key are understood.
    QCOMPARE(QKeySequence(QStringLiteral("Ctrl+K")), QKeySequence(Qt::CTRL | Qt::Key_K));
}

void TestTranslation::helpIsTranslated_data() { tablesOfTheServerAreTranslated_data(); }

void TestTranslation::helpIsTranslated()
{
    QFETCH(QString, language);
    const QDir help(QStringLiteral(":/tokendesk/help"));
    const QStringList topics = help.entryList({QStringLiteral("*.md")}, QDir::Files);
    QVERIFY(topics.size() >= 6);
    const auto textOf = [&help](const QString &name) {
        QFile file(help.filePath(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    // The same headings, list items and paragraphs, so that what is added to one is missed here.
    const auto shapeOf = [](const QString &text) {
        QString shape;
        for (const QString &line : text.split(u'\n'))
            shape +=
                line.isEmpty()
                    ? QStringLiteral("/")
                    : QString(line.at(0)).remove(QRegularExpression(QStringLiteral("[^-#`1-9]")));
        return shape;
    };
    installTranslation(language);
    Theme theme;
    HelpDialog dialog(theme);
    for (const QString &topic : topics) {
        const QString english = textOf(topic);
        const QString translated = textOf(language + u'/' + topic);
        QVERIFY2(!translated.isEmpty() && translated != english, qPrintable(topic));
        QCOMPARE(shapeOf(translated), shapeOf(english));
        dialog.showTopic(topic.chopped(3));
        const QString title = translated.section(u'\n', 0, 0).mid(2);
        const QString shown = dialog.findChild<QTextBrowser *>()->toPlainText();
        QVERIFY2(shown.startsWith(title), qPrintable(shown));
    }
}

void TestTranslation::textsFit_data()
{
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "de", "es", "pseudo"})
        QTest::newRow(language) << QString::fromLatin1(language);
}

void TestTranslation::textsFit()
{
    QFETCH(QString, language);
    installTranslation(language);
    const std::unique_ptr<PseudoTranslator> pseudo = PseudoTranslator::installFor(language);
    Console console(language);
    console.server.start();
    console.window->show();
    QVERIFY(QTest::qWaitForWindowExposed(console.window.get()));
    QStringList wrong;
    const auto look = [&wrong](QWidget &shown, const QString &name) {
        // Layouts settle in several rounds of events.
        [[maybe_unused]] const bool all =
            QTest::qWaitFor([&shown] { return cutOff(shown).isEmpty(); }, 2000);
        for (const QString &one : cutOff(shown))
            wrong.append(name + QStringLiteral(": ") + one);
    };
    for (const PageFactory &page : standardPages()) {
        console.window->openPage(page.id);
        QTRY_COMPARE(console.api.pending(), 0);
        for (QTableView *table : console.window->currentPage()->findChildren<QTableView *>()) {
            if (table->isVisible() && table->model()->rowCount() > 1)
                table->setCurrentIndex(table->model()->index(1, 0));
        }
        QTRY_COMPARE(console.api.pending(), 0);
        look(*console.window, page.id);
        QCOMPARE(console.window->size(), QSize(1024, 700)); // no text pushes the window wider
    }
    ShortcutsDialog shortcuts(console.window->actions(), {}, console.theme);
    SetupWizard setup(console.api, console.theme, nullptr);
    HelpDialog help(console.theme);
    AboutDialog about(console.theme, Overview());
    NewUserDialog newUser(console.api, console.theme);
    for (QDialog *dialog :
         std::initializer_list<QDialog *>{&shortcuts, &setup, &help, &about, &newUser}) {
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTRY_COMPARE(console.api.pending(), 0);
        look(*dialog, QString::fromLatin1(dialog->metaObject()->className()));
        dialog->hide(); // closing would delete one that stands here
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
