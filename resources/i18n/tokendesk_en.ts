<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later
     Contexts are class names as moc writes them; lupdate 6.4 leaves out a namespace written a::b. -->
<TS version="2.1" language="en" sourcelanguage="en_GB">
<context>
    <name>KeyText</name>
    <message numerus="yes">
        <source>%Ln session(s) hold refresh tokens signed by %1; they stay valid until they expire, the last at %2.</source>
        <extracomment>%1: a key, %2: a date and time</extracomment>
        <translation>
            <numerusform>%Ln session holds a refresh token signed by %1; it stays valid until it expires at %2.</numerusform>
            <numerusform>%Ln sessions hold refresh tokens signed by %1; they stay valid until they expire, the last at %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) live on its tokens and end now: who uses them must sign in again.</source>
        <translation>
            <numerusform>%Ln session lives on its tokens and ends now: who uses it must sign in again.</numerusform>
            <numerusform>%Ln sessions live on its tokens and end now: who uses them must sign in again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) on other keys go on.</source>
        <translation>
            <numerusform>%Ln session on other keys goes on.</numerusform>
            <numerusform>%Ln sessions on other keys go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Alerts</name>
    <message numerus="yes">
        <source>%1 (and %n more before)</source>
        <comment>alert</comment>
        <translation>
            <numerusform>%1 (and %n more before)</numerusform>
            <numerusform>%1 (and %n more before)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::BannerStack</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimMappingControl</name>
    <message numerus="yes">
        <source>%n claim(s) cannot be saved like this.</source>
        <translation>
            <numerusform>%n claim cannot be saved like this.</numerusform>
            <numerusform>%n claims cannot be saved like this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimsPreview</name>
    <message numerus="yes">
        <source>A token of %n byte(s) as of now; jti and sid are samples.</source>
        <translation>
            <numerusform>A token of %n byte as of now; jti and sid are samples.</numerusform>
            <numerusform>A token of %n bytes as of now; jti and sid are samples.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::EventList</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n events</source>
        <translation>
            <numerusform>The newest %n event</numerusform>
            <numerusform>The newest %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ForecastPanel</name>
    <message numerus="yes">
        <source>Effect on %Ln live session(s)</source>
        <translation>
            <numerusform>Effect on %Ln live session</numerusform>
            <numerusform>Effect on %Ln live sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>• %Ln session(s) have an access token that outlives a new one, the last until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>
            <numerusform>• %Ln session has an access token that outlives a new one, until %1.</numerusform>
            <numerusform>• %Ln sessions have an access token that outlives a new one, the last until %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportDialog</name>
    <message numerus="yes">
        <source>Import %n User(s)</source>
        <translation>
            <numerusform>Import %n User</numerusform>
            <numerusform>Import %n Users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportKeyDialog</name>
    <message numerus="yes">
        <source>%1, %n byte(s)</source>
        <translation>
            <numerusform>%1, %n byte</numerusform>
            <numerusform>%1, %n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorCompare</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorTampering</name>
    <message numerus="yes">
        <source>%n changed token(s) accepted. Whoever knows the key, or guesses it, can forge tokens.</source>
        <translation>
            <numerusform>%n changed token accepted. Whoever knows the key, or guesses it, can forge tokens.</numerusform>
            <numerusform>%n changed tokens accepted. Whoever knows the key, or guesses it, can forge tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) tried, none accepted.</source>
        <translation>
            <numerusform>%n change tried, not accepted.</numerusform>
            <numerusform>%n changes tried, none accepted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeysPage</name>
    <message numerus="yes">
        <source>Retire and End %Ln Session(s)</source>
        <translation>
            <numerusform>Retire and End %Ln Session</numerusform>
            <numerusform>Retire and End %Ln Sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ListPage</name>
    <message numerus="yes">
        <source>All %n rows that are loaded are selected.</source>
        <translation>
            <numerusform>%n row that is loaded is selected.</numerusform>
            <numerusform>All %n rows that are loaded are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n rows are listed. Search, or sort the other way round, to see others.</source>
        <translation>
            <numerusform>Only the first %n row is listed. Search, or sort the other way round, to see others.</numerusform>
            <numerusform>Only the first %n rows are listed. Search, or sort the other way round, to see others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying %n rows</source>
        <translation>
            <numerusform>Copying %n row</numerusform>
            <numerusform>Copying %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were exported to %1.</source>
        <translation>
            <numerusform>%n row was exported to %1.</numerusform>
            <numerusform>%n rows were exported to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n thing to look at</numerusform>
            <numerusform>%n things to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new warning(s)</source>
        <translation>
            <numerusform>%n new warning</numerusform>
            <numerusform>%n new warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n running task(s) and quit?</source>
        <translation>
            <numerusform>Cancel %n running task and quit?</numerusform>
            <numerusform>Cancel %n running tasks and quit?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordDialog</name>
    <message numerus="yes">
        <source>&amp;End the sessions of this user (%n)</source>
        <translation>
            <numerusform>&amp;End the sessions of this user (%n)</numerusform>
            <numerusform>&amp;End the sessions of this user (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordField</name>
    <message numerus="yes">
        <source>At least %n characters</source>
        <translation>
            <numerusform>At least %n character</numerusform>
            <numerusform>At least %n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordProof</name>
    <message numerus="yes">
        <source>Your last sign-in is more than %n minute(s) ago. &amp;Password of %1:</source>
        <translation>
            <numerusform>Your last sign-in is more than %n minute ago. &amp;Password of %1:</numerusform>
            <numerusform>Your last sign-in is more than %n minutes ago. &amp;Password of %1:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::RefreshChain</name>
    <message numerus="yes">
        <source>%n refresh(es)</source>
        <translation>
            <numerusform>%n refresh</numerusform>
            <numerusform>%n refreshes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionsPage</name>
    <message numerus="yes">
        <source>%n sessions selected</source>
        <translation>
            <numerusform>%n session selected</numerusform>
            <numerusform>%n sessions selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them active</source>
        <translation>
            <numerusform>%n of them active</numerusform>
            <numerusform>%n of them active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <extracomment>%1: &quot;3 sessions&quot;, %2: &quot;2 users&quot;</extracomment>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>End %n Session</numerusform>
            <numerusform>End %n Sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>End %n session of %1?</numerusform>
            <numerusform>End %n sessions of %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n session ended.</numerusform>
            <numerusform>%n sessions ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ShortcutsDialog</name>
    <message numerus="yes">
        <source>%n shortcut(s)</source>
        <translation>
            <numerusform>%n shortcut</numerusform>
            <numerusform>%n shortcuts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::StatusBar</name>
    <message numerus="yes">
        <source>Clipboard cleared in %n s</source>
        <translation>
            <numerusform>Clipboard cleared in %n s</numerusform>
            <numerusform>Clipboard cleared in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskIndicator</name>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Tray</name>
    <message numerus="yes">
        <source>Tokendesk. %1. %n new warning(s)</source>
        <translation>
            <numerusform>Tokendesk. %1. %n new warning</numerusform>
            <numerusform>Tokendesk. %1. %n new warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserForm</name>
    <message numerus="yes">
        <source>Valid JSON, %n byte(s)</source>
        <translation>
            <numerusform>Valid JSON, %n byte</numerusform>
            <numerusform>Valid JSON, %n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserPane</name>
    <message numerus="yes">
        <source>Show %n active session(s)</source>
        <translation>
            <numerusform>Show %n active session</numerusform>
            <numerusform>Show %n active sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UsersPage</name>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users selected</source>
        <translation>
            <numerusform>%n user selected</numerusform>
            <numerusform>%n users selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %n Users</source>
        <translation>
            <numerusform>Disable %n User</numerusform>
            <numerusform>Disable %n Users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n Users</source>
        <translation>
            <numerusform>Enable %n User</numerusform>
            <numerusform>Enable %n Users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlock %n Users</source>
        <translation>
            <numerusform>Unlock %n User</numerusform>
            <numerusform>Unlock %n Users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Users</source>
        <translation>
            <numerusform>Delete %n User</numerusform>
            <numerusform>Delete %n Users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n Users</source>
        <translation>
            <numerusform>Restore %n User</numerusform>
            <numerusform>Restore %n Users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) were left as they are.</source>
        <translation>
            <numerusform>%n user was left as it is.</numerusform>
            <numerusform>%n users were left as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were enabled.</source>
        <translation>
            <numerusform>%n user was enabled.</numerusform>
            <numerusform>%n users were enabled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were disabled.</source>
        <translation>
            <numerusform>%n user was disabled.</numerusform>
            <numerusform>%n users were disabled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were unlocked.</source>
        <translation>
            <numerusform>%n user was unlocked.</numerusform>
            <numerusform>%n users were unlocked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were moved to the bin.</source>
        <translation>
            <numerusform>%n user was moved to the bin.</numerusform>
            <numerusform>%n users were moved to the bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) restored. Their sessions stay ended.</source>
        <translation>
            <numerusform>%n user restored. Their sessions stay ended.</numerusform>
            <numerusform>%n users restored. Their sessions stay ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) of “%1” ended.</source>
        <translation>
            <numerusform>%n session of “%1” ended.</numerusform>
            <numerusform>%n sessions of “%1” ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n session ended.</numerusform>
            <numerusform>%n sessions ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>End %n session of %1?</numerusform>
            <numerusform>End %n sessions of %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>End %n Session</numerusform>
            <numerusform>End %n Sessions</numerusform>
        </translation>
    </message>
</context>
</TS>
