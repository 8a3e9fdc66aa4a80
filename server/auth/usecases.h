// SPDX-License-Identifier: GPL-3.0-or-later
// Value: the use cases of administrators, for whoever offers them.
#pragma once

namespace tokendesk::auth {

class KeyAdmin;
class SessionAdmin;
class SettingsAdmin;
class UserAdmin;

/// What window, command line and HTTP all work through; the services outlive it.
struct UseCases
{
    UserAdmin &users;
    SessionAdmin &sessions;
    SettingsAdmin &settings;
    KeyAdmin &keys;
};

} // namespace tokendesk::auth
