// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: the page that takes a token apart and says whether, and why not, it is accepted.
#pragma once

#include "server/token/tokentext.h"
#include "ui/page.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace tokendesk::ui {

class ChecksModel;
class ClaimsModel;
class CopyButton;
class EmptyState;
class InspectorAnswers;
class InspectorCompare;
class InspectorFacts;
class InspectorRemarks;
class InspectorSigning;
class InspectorTampering;
class MomentBar;
class RoleLabel;
class TokenView;
class VerifyKeyBox;

/// Token inspector. Everything is answered by AdminApi::inspect(), so it works with the server
/// stopped. Nothing that is pasted is stored, logged, or shown in titles and tool tips, and what is
/// copied leaves the clipboard again. Object names: tokenInput, pasteButton, clearButton,
/// tokenChoice, strippedText, resultWord, resultText, resultCause, inspectorViews, inspectorTabs,
/// headerTable, claimsTable, checksList, timeSlider, copyReport, copyAs, copyJson, copyRedacted,
/// copyToken. Thread: GUI.
class InspectorPage : public Page
{
    Q_OBJECT
public:
    explicit InspectorPage(const PageContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("inspector"); }
    [[nodiscard]] QString title() const override { return tr("Inspector"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("inspector"); }
    void opened() override;
    void closed() override;
    void refresh() override;
    /// {"token": text}
    void applyFilter(const QJsonObject &filter) override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    [[nodiscard]] QWidget *makeInputArea();
    [[nodiscard]] QWidget *makeResultLine();
    [[nodiscard]] QWidget *makeDetails();
    [[nodiscard]] QWidget *makeTokenView();
    [[nodiscard]] QPushButton *makeCopyMenu(QWidget *parent);
    [[nodiscard]] QWidget *makePartBox(const QString &title, const char *tableName,
                                       ClaimsModel *model, CopyButton *copy, RoleLabel *note);

    void paste();
    void clearAll();
    /// Finds the tokens in the text and asks about the chosen one.
    void readInput();
    void fillChoice();
    void inspect();
    void showInspection(const Inspection &inspection);
    void showNote(const QString &text);
    void showVerdict(const Inspection &inspection);
    void showParts(const Inspection &inspection);
    void showNothing();
    /// The key cannot be used: says why beside it, and shows the token without a verdict by it.
    void showUnjudged(const QString &problem);
    /// Takes \a token as it is, with all that is wrong with it.
    void inspectExactly(const QString &token);
    void endSession(const SessionId &session);
    void copy(const QString &text);
    [[nodiscard]] QString chosenToken() const;
    [[nodiscard]] InspectOptions options() const;

    TokenView *m_token = nullptr;
    QComboBox *m_choice = nullptr;
    RoleLabel *m_stripped = nullptr;
    QPushButton *m_clear = nullptr;
    QWidget *m_resultLine = nullptr;
    QLabel *m_resultIcon = nullptr;
    RoleLabel *m_resultWord = nullptr;
    QLabel *m_resultText = nullptr;
    RoleLabel *m_resultCause = nullptr;
    CopyButton *m_copyReport = nullptr;
    CopyButton *m_copyHeader = nullptr;
    CopyButton *m_copyPayload = nullptr;
    RoleLabel *m_headerNote = nullptr;
    RoleLabel *m_payloadNote = nullptr;
    ClaimsModel *m_header = nullptr;
    ClaimsModel *m_claims = nullptr;
    ChecksModel *m_checks = nullptr;
    InspectorFacts *m_facts = nullptr;
    InspectorAnswers *m_answers = nullptr;
    InspectorRemarks *m_remarks = nullptr;
    InspectorCompare *m_compare = nullptr;
    InspectorSigning *m_signing = nullptr;
    InspectorTampering *m_tampering = nullptr;
    QTabWidget *m_views = nullptr;
    QTabWidget *m_tabs = nullptr;
    QPushButton *m_copyAs = nullptr;
    MomentBar *m_moment = nullptr;
    VerifyKeyBox *m_key = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_details = nullptr;
    QSplitter *m_splitter = nullptr;
    QTimer *m_typing = nullptr; ///< waits until the typing pauses
    QTimer *m_ageing = nullptr; ///< judges again while time passes
    token::ExtractedTokens m_found;
    Inspection m_inspection; ///< the last answer; empty: nothing is shown
    QString m_exact; ///< text that is a token as it stands; empty: tokens are looked for
    quint64 m_asked = 0; ///< number of the last question; older answers are dropped
};

} // namespace tokendesk::ui
