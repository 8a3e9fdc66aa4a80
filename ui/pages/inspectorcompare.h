// SPDX-License-Identifier: GPL-3.0-or-later
// Widget: a second token beside the one that is inspected.
#pragma once

#include "ui/page.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QTableView;
class QTimer;

namespace tokendesk::ui {

class ComparisonModel;
class RoleLabel;

/// Takes a second token, in whatever text it stands, and shows how the two differ. Keeps nothing
/// after clear(). Object names: secondInput, secondPaste, secondText, differencesText,
/// onlyDifferences, comparisonTable. Thread: GUI.
class InspectorCompare : public QWidget
{
    Q_OBJECT
public:
    /// With what and as of when the second token is judged.
    using Options = std::function<InspectOptions()>;

    InspectorCompare(const PageContext &context, Options options, QWidget *parent = nullptr);

    /// The first token as it is judged now; judges the second one again.
    void setFirst(const Inspection &first);
    /// Forgets both.
    void clear();

private:
    void paste();
    void readSecond();
    void show(const Result<Inspection> &second);

    PageContext m_context;
    Options m_options;
    ComparisonModel *m_model = nullptr;
    QPlainTextEdit *m_input = nullptr;
    QTableView *m_table = nullptr;
    RoleLabel *m_second = nullptr;
    QLabel *m_summary = nullptr;
    QCheckBox *m_onlyDifferences = nullptr;
    QTimer *m_typing = nullptr;
    Inspection m_first;
    quint64 m_asked = 0; ///< number of the last question; older answers are dropped
};

} // namespace tokendesk::ui
