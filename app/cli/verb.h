// SPDX-License-Identifier: GPL-3.0-or-later
// Values: what a verb of the command line works with.
#pragma once

#include "server/base/clock.h"
#include "server/base/result.h"

#include <CLI/App.hpp>
#include <QJsonValue>
#include <QString>
#include <QTextStream>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tokendesk {
class AdminApi;
}

namespace tokendesk::cli {

/// The open data and where to print. Thread: the main one.
struct VerbContext
{
    AdminApi &api;
    const Clock &clock;
    QTextStream &out;
    bool json = false;

    /// Prints \a value as JSON with `--json`, else \a text. Arrays and objects are indented.
    void show(const QJsonValue &value, const QString &text) const;
};

/// Does the work; the error becomes the line on stderr and the exit code.
using Verb = std::function<Result<void>(VerbContext &)>;

/// What the command line asks for, filled while it is parsed.
struct Invocation
{
    Verb verb; ///< a verb on the data
    bool json = false;
    std::function<Result<int>()> program; ///< serve and demo, which open the data themselves
};

/// Adds the leaf verb \a name with `--json` to \a parent; \a options is kept alive with the verb.
template<typename Options>
CLI::App *addVerb(CLI::App &parent, Invocation &invocation, const std::string &name,
                  const std::string &help, std::shared_ptr<Options> options,
                  Result<void> (*run)(VerbContext &, const Options &))
{
    CLI::App *verb = parent.add_subcommand(name, help);
    verb->add_flag("--json", invocation.json, "Print JSON");
    verb->callback([&invocation, options = std::move(options), run] {
        invocation.verb = [options, run](VerbContext &context) { return run(context, *options); };
    });
    return verb;
}

/// The text of an option.
[[nodiscard]] inline QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

// Each adds the verbs of one noun to the command line.
void addUserCommands(CLI::App &root, Invocation &invocation);
void addUserAccessCommands(CLI::App &user, Invocation &invocation); ///< by addUserCommands()
void addUserTransferCommands(CLI::App &user, Invocation &invocation); ///< by addUserCommands()
void addSessionCommands(CLI::App &root, Invocation &invocation);
void addTokenCommands(CLI::App &root, Invocation &invocation);
void addKeyCommands(CLI::App &root, Invocation &invocation);
/// The words of the command line for CLI::App::parse(), the last one first. Every 64th thumbprint
/// begins with a dash and would be taken for an option; after the verb `key` it is handed on as
/// "kid:ID", which a person may write as well.
[[nodiscard]] std::vector<std::string> wordsForParser(int argc, char **argv);
void addClientCommands(CLI::App &root, Invocation &invocation);
void addSettingsCommands(CLI::App &root, Invocation &invocation);
/// By addSettingsCommands().
void addSettingsTransferCommands(CLI::App &settings, Invocation &invocation);
void addIntegrateCommand(CLI::App &root, Invocation &invocation);
void addEventCommands(CLI::App &root, Invocation &invocation);

} // namespace tokendesk::cli
