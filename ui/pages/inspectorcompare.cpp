// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspectorcompare.h"

#include "server/token/tokentext.h"
#include "ui/models/comparisonmodel.h"
#include "ui/models/verdicttext.h"
#include "ui/translation.h"
#include "ui/widgets/readonlytable.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QCoreApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace tokendesk::ui {
namespace {

constexpr std::chrono::milliseconds kTypingPause{150};

} // namespace

InspectorCompare::InspectorCompare(const PageContext &context, Options options, QWidget *parent)
    : QWidget(parent), m_context(context), m_options(std::move(options)),
      m_model(new ComparisonModel(context.theme, this)), m_input(new QPlainTextEdit(this)),
      m_table(makeReadOnlyTable(QStringLiteral("comparisonTable"), m_model, this)),
      m_second(new RoleLabel(context.theme, ColourRole::Muted, {}, this)),
      m_summary(new QLabel(this)), m_onlyDifferences(new QCheckBox(tr("Only &differences"), this)),
      m_typing(new QTimer(this))
{
    auto *label = new QLabel(tr("S&econd token, to compare with the one above"), this);
    label->setBuddy(m_input);
    m_input->setObjectName(QStringLiteral("secondInput"));
    m_input->setAccessibleName(tr("Second token"));
    m_input->setTabChangesFocus(true);
    m_input->setWordWrapMode(QTextOption::WrapAnywhere);
    m_input->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_input->setFixedHeight(m_input->fontMetrics().lineSpacing() * 4 + 14);
    auto *paste =
        new QPushButton(context.theme.icon(QStringLiteral("paste")), tr("Paste Second"), this);
    paste->setObjectName(QStringLiteral("secondPaste"));
    m_second->setObjectName(QStringLiteral("secondText"));
    m_second->setWordWrap(true);
    m_summary->setObjectName(QStringLiteral("differencesText"));
    m_onlyDifferences->setObjectName(QStringLiteral("onlyDifferences"));
    m_table->setAccessibleName(tr("Both tokens, member by member"));
    m_table->horizontalHeader()->setSectionResizeMode(ComparisonModel::Name,
                                                      QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->resizeSection(ComparisonModel::First, 240);
    m_table->horizontalHeader()->resizeSection(ComparisonModel::Second, 240);

    auto *top = new QHBoxLayout;
    top->addWidget(label);
    top->addStretch(1);
    top->addWidget(paste);
    auto *line = new QHBoxLayout;
    line->addWidget(m_summary, 1);
    line->addWidget(m_onlyDifferences);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0); // in line with what is above
    layout->addLayout(top);
    layout->addWidget(m_input);
    layout->addWidget(m_second);
    layout->addLayout(line);
    layout->addWidget(m_table, 1);

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(m_typing, &QTimer::timeout, this, &InspectorCompare::readSecond);
    connect(m_input, &QPlainTextEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(paste, &QPushButton::clicked, this, &InspectorCompare::paste);
    connect(m_onlyDifferences, &QCheckBox::toggled, m_model, &ComparisonModel::setOnlyDifferences);
    readSecond();
}

void InspectorCompare::setFirst(const Inspection &first)
{
    m_first = first;
    readSecond();
}

void InspectorCompare::clear()
{
    m_first = {};
    m_input->clear();
    m_typing->stop();
    readSecond();
}

void InspectorCompare::paste()
{
    m_input->setPlainText(QGuiApplication::clipboard()->text());
    m_typing->stop();
    readSecond();
}

void InspectorCompare::readSecond()
{
    const quint64 number = ++m_asked;
    const token::ExtractedTokens found = token::extractTokens(m_input->toPlainText());
    if (found.tokens.empty()) {
        m_model->clear();
        m_summary->clear();
        m_onlyDifferences->setEnabled(false);
        m_second->setRole(ColourRole::Muted);
        m_second->setText(
            found.problem.isEmpty()
                ? tr("Paste the token before and after a refresh, or of two users.")
                : QCoreApplication::translate("TokenText", qUtf8Printable(found.problem)));
        return;
    }
    InspectOptions options = m_options();
    options.exact = true;
    whenDone(m_context.api.inspect(found.tokens.front().text, std::move(options)), this,
             [this, number](const Result<Inspection> &second) {
                 if (number == m_asked)
                     show(second);
             });
}

void InspectorCompare::show(const Result<Inspection> &second)
{
    m_onlyDifferences->setEnabled(second.has_value());
    if (!second) {
        m_model->clear();
        m_summary->clear();
        m_second->setRole(ColourRole::Error);
        m_second->setText(errorText(second.error()));
        return;
    }
    m_second->setRole(second->verdict.accepted() ? ColourRole::Ok : ColourRole::Error);
    m_second->setText(verdictText(second->sentence));
    m_model->compare(m_first, *second);
    const int differences = m_model->differences();
    const bool isSame = differences == 0 && m_first.token == second->token;
    m_summary->setText(isSame             ? tr("Both are the same token.")
                       : differences == 0 ? tr("Only the signatures differ.")
                                          : tr("%n difference(s)", nullptr, differences));
}

} // namespace tokendesk::ui
