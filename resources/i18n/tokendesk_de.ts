<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later
     Written and checked by translations.py. German addresses nobody: infinitives for actions, statements for facts.
     Glossary: access token = Access-Token, audience = Empfänger, bin = Papierkorb, blacklist = Sperrliste, claim = Claim,
     disable = deaktivieren, end a session = Sitzung beenden, expire = ablaufen, issuer = Aussteller, leeway = Toleranz,
     lifetime = Lebensdauer, lock = sperren, log in, sign in = anmelden, payload = Nutzdaten, preset = Richtlinienvorgabe,
     refresh = erneuern, Erneuerung, refresh token = Refresh-Token, reuse = Wiederverwendung, revoke = widerrufen,
     rotate = rotieren, secret = Geheimnis, session = Sitzung, setting = Einstellung, signing key = Signaturschlüssel,
     sliding token = Sliding-Token, spent = verbraucht, staff = Mitarbeiter, stop the server = Server anhalten,
     superuser = Superuser, tray = Infobereich, user = Benutzer, username = Benutzername. -->
<TS version="2.1" language="de_DE" sourcelanguage="en_GB">
<context>
    <name>Claim</name>
    <message>
        <source>Algorithm of the signature</source>
        <translation>Algorithmus der Signatur</translation>
    </message>
    <message>
        <source>Media type, usually JWT</source>
        <translation>Medientyp, meist JWT</translation>
    </message>
    <message>
        <source>Id of the key that signed</source>
        <translation>ID des Schlüssels, der signiert hat</translation>
    </message>
    <message>
        <source>Content type of the payload</source>
        <translation>Inhaltstyp der Nutzdaten</translation>
    </message>
    <message>
        <source>Extensions the reader must understand; none is supported</source>
        <translation>Erweiterungen, die der Leser verstehen muss; keine wird unterstützt</translation>
    </message>
    <message>
        <source>Address of a key set; never followed</source>
        <translation>Adresse eines Schlüsselsatzes; wird nie abgerufen</translation>
    </message>
    <message>
        <source>A key inside the token; never trusted</source>
        <translation>Ein Schlüssel im Token; ihm wird nie vertraut</translation>
    </message>
    <message>
        <source>Address of a certificate; never followed</source>
        <translation>Adresse eines Zertifikats; wird nie abgerufen</translation>
    </message>
    <message>
        <source>A certificate chain; never trusted</source>
        <translation>Eine Zertifikatskette; ihr wird nie vertraut</translation>
    </message>
    <message>
        <source>Whether the payload is encoded; not supported</source>
        <translation>Ob die Nutzdaten kodiert sind; nicht unterstützt</translation>
    </message>
    <message>
        <source>Issuer: who made the token</source>
        <translation>Aussteller: wer das Token ausgestellt hat</translation>
    </message>
    <message>
        <source>Subject: whom it is about</source>
        <translation>Subjekt: um wen es geht</translation>
    </message>
    <message>
        <source>Audience: who may accept it</source>
        <translation>Empfänger: wer es annehmen darf</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Not valid before</source>
        <translation>Nicht gültig vor</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>Id of this token</source>
        <translation>ID dieses Tokens</translation>
    </message>
    <message>
        <source>What the token is for: access, refresh or sliding</source>
        <translation>Wofür das Token dient: access, refresh oder sliding</translation>
    </message>
    <message>
        <source>Id of the user</source>
        <translation>ID des Benutzers</translation>
    </message>
    <message>
        <source>Id of the session</source>
        <translation>ID der Sitzung</translation>
    </message>
    <message>
        <source>End of the sliding refresh period</source>
        <translation>Ende der Erneuerungsfrist des Sliding-Tokens</translation>
    </message>
    <message>
        <source>Digest of the password hash</source>
        <translation>Prüfsumme des Passwort-Hashes</translation>
    </message>
    <message>
        <source>E-mail address of the user</source>
        <translation>E-Mail-Adresse des Benutzers</translation>
    </message>
    <message>
        <source>Whether the user is staff</source>
        <translation>Ob der Benutzer Mitarbeiter ist</translation>
    </message>
    <message>
        <source>Whether the user is a superuser</source>
        <translation>Ob der Benutzer Superuser ist</translation>
    </message>
    <message>
        <source>First and last name</source>
        <translation>Vor- und Nachname</translation>
    </message>
    <message>
        <source>Groups of the user</source>
        <translation>Gruppen des Benutzers</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Vollständiger Name</translation>
    </message>
    <message>
        <source>Name the user goes by</source>
        <translation>Rufname des Benutzers</translation>
    </message>
    <message>
        <source>Rights that were granted, separated by blanks</source>
        <translation>Erteilte Rechte, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>Client the token was issued to</source>
        <translation>Client, dem das Token ausgestellt wurde</translation>
    </message>
    <message>
        <source>Value that ties the token to its request</source>
        <translation>Wert, der das Token an seine Anfrage bindet</translation>
    </message>
    <message>
        <source>When the user logged in</source>
        <translation>Wann der Benutzer sich angemeldet hat</translation>
    </message>
</context>
<context>
    <name>ClientName</name>
    <message>
        <source>Unknown client</source>
        <translation>Unbekannter Client</translation>
    </message>
</context>
<context>
    <name>Consequence</name>
    <message>
        <source>Ending it: access ends now.</source>
        <translation>Bei Beendigung: Der Zugriff endet sofort.</translation>
    </message>
    <message>
        <source>Ending it: no access token works any more; the next refresh is refused.</source>
        <translation>Bei Beendigung: Kein Access-Token gilt mehr; die nächste Erneuerung wird abgelehnt.</translation>
    </message>
    <message>
        <source>Ending it: the access token works until %1 (%2), the next refresh is refused.</source>
        <extracomment>%1: a time of day, %2: a span</extracomment>
        <translation>Bei Beendigung: Das Access-Token gilt bis %1 (%2), die nächste Erneuerung wird abgelehnt.</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Cannot start Tokendesk.</source>
        <translation>Tokendesk kann nicht gestartet werden.</translation>
    </message>
    <message>
        <source>this is demo data</source>
        <translation>dies sind Demodaten</translation>
    </message>
    <message>
        <source>it was given with --listen</source>
        <translation>er wurde mit --listen angegeben</translation>
    </message>
    <message>
        <source>it was given with TOKENDESK_LISTEN</source>
        <translation>er wurde mit TOKENDESK_LISTEN angegeben</translation>
    </message>
    <message>
        <source>it comes from the file given with --config</source>
        <translation>er kommt aus der mit --config angegebenen Datei</translation>
    </message>
</context>
<context>
    <name>ConsoleSetup</name>
    <message>
        <source>another program</source>
        <translation>einem anderen Programm</translation>
    </message>
</context>
<context>
    <name>DialogPrompter</name>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Zum Fortfahren %1 eingeben:</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Internal error.</source>
        <translation>Interner Fehler.</translation>
    </message>
    <message>
        <source>Invalid input.</source>
        <translation>Ungültige Eingabe.</translation>
    </message>
    <message>
        <source>Not found.</source>
        <translation>Nicht gefunden.</translation>
    </message>
    <message>
        <source>Already exists.</source>
        <translation>Existiert bereits.</translation>
    </message>
    <message>
        <source>Changed by someone else in the meantime.</source>
        <translation>In der Zwischenzeit von jemand anderem geändert.</translation>
    </message>
    <message>
        <source>Permission denied.</source>
        <translation>Zugriff verweigert.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Took too long.</source>
        <translation>Hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>Too busy, try again in a moment.</source>
        <translation>Überlastet, in einem Augenblick erneut versuchen.</translation>
    </message>
    <message>
        <source>Cannot reach the database.</source>
        <translation>Die Datenbank ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Cannot open the database.</source>
        <translation>Die Datenbank kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The database was written by a newer version.</source>
        <translation>Die Datenbank wurde von einer neueren Version geschrieben.</translation>
    </message>
    <message>
        <source>The database cannot be written.</source>
        <translation>In die Datenbank kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The key file is missing.</source>
        <translation>Die Schlüsseldatei fehlt.</translation>
    </message>
    <message>
        <source>The key file does not open this database.</source>
        <translation>Die Schlüsseldatei öffnet diese Datenbank nicht.</translation>
    </message>
    <message>
        <source>The key file can be read by others.</source>
        <translation>Die Schlüsseldatei kann von anderen gelesen werden.</translation>
    </message>
    <message>
        <source>Not a usable key.</source>
        <translation>Kein brauchbarer Schlüssel.</translation>
    </message>
    <message>
        <source>The key is too short for its algorithm.</source>
        <translation>Der Schlüssel ist zu kurz für seinen Algorithmus.</translation>
    </message>
    <message>
        <source>There is no active signing key.</source>
        <translation>Es gibt keinen aktiven Signaturschlüssel.</translation>
    </message>
    <message>
        <source>The address is in use.</source>
        <translation>Die Adresse ist belegt.</translation>
    </message>
    <message>
        <source>Cannot listen on this address.</source>
        <translation>An dieser Adresse kann nicht gelauscht werden.</translation>
    </message>
    <message>
        <source>Cannot use the TLS certificate and key.</source>
        <translation>TLS-Zertifikat und -Schlüssel können nicht verwendet werden.</translation>
    </message>
    <message>
        <source>There is no such setting.</source>
        <translation>Diese Einstellung gibt es nicht.</translation>
    </message>
    <message>
        <source>The value is out of bounds.</source>
        <translation>Der Wert liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>The setting is fixed by the command line, the environment or the configuration file.</source>
        <translation>Die Einstellung ist durch Befehlszeile, Umgebung oder Konfigurationsdatei festgelegt.</translation>
    </message>
    <message>
        <source>The username is taken.</source>
        <translation>Der Benutzername ist vergeben.</translation>
    </message>
    <message>
        <source>Not a valid username.</source>
        <translation>Kein gültiger Benutzername.</translation>
    </message>
    <message>
        <source>The password is too short.</source>
        <translation>Das Passwort ist zu kurz.</translation>
    </message>
    <message>
        <source>The password is too long.</source>
        <translation>Das Passwort ist zu lang.</translation>
    </message>
    <message>
        <source>The password is too common.</source>
        <translation>Das Passwort ist zu verbreitet.</translation>
    </message>
    <message>
        <source>The password is too similar to the user&apos;s own data.</source>
        <translation>Das Passwort ist den eigenen Daten des Benutzers zu ähnlich.</translation>
    </message>
    <message>
        <source>The last active superuser must stay.</source>
        <translation>Der letzte aktive Superuser muss bleiben.</translation>
    </message>
    <message>
        <source>The token was refused.</source>
        <translation>Das Token wurde abgelehnt.</translation>
    </message>
    <message>
        <source>OpenSSL cannot read the key.</source>
        <translation>OpenSSL kann den Schlüssel nicht lesen.</translation>
    </message>
    <message>
        <source>There is more than one key in the text.</source>
        <translation>Im Text ist mehr als ein Schlüssel.</translation>
    </message>
    <message>
        <source>There is no complete PEM block in the text.</source>
        <translation>Im Text ist kein vollständiger PEM-Block.</translation>
    </message>
    <message>
        <source>The encryption of the key is not PBES2 at a usual cost.</source>
        <translation>Die Verschlüsselung des Schlüssels ist kein PBES2 mit üblichem Aufwand.</translation>
    </message>
    <message>
        <source>The text is too long for a key.</source>
        <translation>Der Text ist zu lang für einen Schlüssel.</translation>
    </message>
    <message>
        <source>There is no key for signatures in the set.</source>
        <translation>Im Set ist kein Schlüssel für Signaturen.</translation>
    </message>
    <message>
        <source>The set mixes secrets with public keys.</source>
        <translation>Das Set mischt Geheimnisse mit öffentlichen Schlüsseln.</translation>
    </message>
    <message>
        <source>The JWK is not a JSON object.</source>
        <translation>Der JWK ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>The JWK set is not a JSON object.</source>
        <translation>Das JWK-Set ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>A key of the set is not a JSON object.</source>
        <translation>Ein Schlüssel des Sets ist kein JSON-Objekt.</translation>
    </message>
    <message>
        <source>There is no key in it that OpenSSL can read.</source>
        <translation>Darin ist kein Schlüssel, den OpenSSL lesen kann.</translation>
    </message>
    <message>
        <source>The curve must be P-256, P-384 or P-521.</source>
        <translation>Die Kurve muss P-256, P-384 oder P-521 sein.</translation>
    </message>
    <message>
        <source>Only RSA, EC and Ed25519 keys can be used.</source>
        <translation>Nur RSA-, EC- und Ed25519-Schlüssel sind brauchbar.</translation>
    </message>
    <message>
        <source>The private key does not belong to its public one.</source>
        <translation>Der private Schlüssel gehört nicht zu seinem öffentlichen.</translation>
    </message>
    <message>
        <source>The stored key is of another kind.</source>
        <translation>Der gespeicherte Schlüssel ist von anderer Art.</translation>
    </message>
    <message>
        <source>The passphrase does not open the key.</source>
        <translation>Die Passphrase öffnet den Schlüssel nicht.</translation>
    </message>
    <message>
        <source>The key is encrypted: it needs its passphrase.</source>
        <translation>Der Schlüssel ist verschlüsselt: Er braucht seine Passphrase.</translation>
    </message>
</context>
<context>
    <name>InspectorPage</name>
    <message>
        <source>&amp;Copy Cell</source>
        <translation>&amp;Zelle kopieren</translation>
    </message>
</context>
<context>
    <name>KeyText</name>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Verifies only</source>
        <translation>Prüft nur noch</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Außer Kraft</translation>
    </message>
    <message>
        <source>One secret signs and verifies. For services that may know it; it is never published.</source>
        <translation>Ein Geheimnis signiert und prüft. Für Dienste, die es kennen dürfen; es wird nie veröffentlicht.</translation>
    </message>
    <message>
        <source>RSA: services verify with the public key. Known everywhere; keys and tokens are long.</source>
        <translation>RSA: Dienste prüfen mit dem öffentlichen Schlüssel. Überall bekannt; Schlüssel und Tokens sind lang.</translation>
    </message>
    <message>
        <source>RSA with PSS padding: as RS, with the better proof; some older libraries lack it.</source>
        <translation>RSA mit PSS-Padding: wie RS, mit dem besseren Beweis; manchen älteren Bibliotheken fehlt es.</translation>
    </message>
    <message>
        <source>Elliptic curve: services verify with the public key. Short tokens.</source>
        <translation>Elliptische Kurve: Dienste prüfen mit dem öffentlichen Schlüssel. Kurze Tokens.</translation>
    </message>
    <message>
        <source>Ed25519: services verify with the public key. Fast and short; some older libraries lack it.</source>
        <translation>Ed25519: Dienste prüfen mit dem öffentlichen Schlüssel. Schnell und kurz; manchen älteren Bibliotheken fehlt es.</translation>
    </message>
    <message>
        <source>More than %1 sessions hold refresh tokens signed by %2; they stay valid until they expire, the last at %3.</source>
        <extracomment>%1: a number, %2: a key, %3: a date and time</extracomment>
        <translation>Mehr als %1 Sitzungen haben Refresh-Tokens, die %2 signiert hat; sie gelten bis zu ihrem Ablauf, das letzte bis %3.</translation>
    </message>
    <message>
        <source>No session holds a refresh token signed by %1.</source>
        <translation>Keine Sitzung hat ein Refresh-Token, das %1 signiert hat.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) hold refresh tokens signed by %1; they stay valid until they expire, the last at %2.</source>
        <extracomment>%1: a key, %2: a date and time</extracomment>
        <translation>
            <numerusform>%Ln Sitzung hat ein Refresh-Token, das %1 signiert hat; es gilt bis zu seinem Ablauf, %2.</numerusform>
            <numerusform>%Ln Sitzungen haben Refresh-Tokens, die %1 signiert hat; sie gelten bis zu ihrem Ablauf, das letzte bis %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Access tokens that it has signed stay valid, too.</source>
        <translation>Auch von ihm signierte Access-Tokens gelten weiter.</translation>
    </message>
    <message>
        <source>It has signed nothing: no session ends. Its private part is destroyed.</source>
        <translation>Er hat nichts signiert: keine Sitzung endet. Sein privater Teil wird vernichtet.</translation>
    </message>
    <message>
        <source>More than %1 sessions live on its tokens and end now: who uses them must sign in again.</source>
        <extracomment>%1: a number</extracomment>
        <translation>Mehr als %1 Sitzungen leben von seinen Tokens und enden jetzt: wer sie benutzt, muss sich neu anmelden.</translation>
    </message>
    <message>
        <source>There are too many sessions to count which of them live on its tokens. Those end now: who uses them must sign in again.</source>
        <translation>Es gibt zu viele Sitzungen, um zu zählen, welche von seinen Tokens leben. Diese enden jetzt: wer sie benutzt, muss sich neu anmelden.</translation>
    </message>
    <message>
        <source>No session lives on its tokens.</source>
        <translation>Keine Sitzung lebt von seinen Tokens.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) live on its tokens and end now: who uses them must sign in again.</source>
        <translation>
            <numerusform>%Ln Sitzung lebt von seinen Tokens und endet jetzt: wer sie benutzt, muss sich neu anmelden.</numerusform>
            <numerusform>%Ln Sitzungen leben von seinen Tokens und enden jetzt: wer sie benutzt, muss sich neu anmelden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whatever it has signed is refused from now on, and its private part is destroyed.</source>
        <translation>Was er signiert hat, wird von jetzt an abgelehnt, und sein privater Teil wird vernichtet.</translation>
    </message>
    <message>
        <source>Sessions on other keys go on.</source>
        <translation>Sitzungen mit anderen Schlüsseln laufen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) on other keys go on.</source>
        <translation>
            <numerusform>%Ln Sitzung mit anderen Schlüsseln läuft weiter.</numerusform>
            <numerusform>%Ln Sitzungen mit anderen Schlüsseln laufen weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>This key is weak: %1 Rotate to a new one.</source>
        <extracomment>%1: a sentence</extracomment>
        <translation>Dieser Schlüssel ist schwach: %1 Wechseln Sie zu einem neuen.</translation>
    </message>
    <message>
        <source>This key is weak: %1 Whoever guesses it can issue tokens until it is retired.</source>
        <translation>Dieser Schlüssel ist schwach: %1 Wer ihn errät, kann Tokens ausstellen, bis er außer Kraft ist.</translation>
    </message>
    <message>
        <source>It was to sign from %1 and does not: no server or daemon was running. Start one, or rotate now.</source>
        <extracomment>%1: a date and time</extracomment>
        <translation>Er sollte ab %1 signieren und tut es nicht: kein Server oder Daemon lief. Starten Sie einen, oder wechseln Sie jetzt.</translation>
    </message>
    <message>
        <source>It signs from %1 on. Services that keep a copy of the public keys need this one by then.</source>
        <extracomment>%1: a date and time</extracomment>
        <translation>Er signiert ab %1. Dienste mit einer Kopie der öffentlichen Schlüssel brauchen ihn bis dahin.</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>The language of the system is used from the next start on.</source>
        <translation>Ab dem nächsten Start gilt die Sprache des Systems.</translation>
    </message>
    <message>
        <source>The window speaks %1 from the next start on.</source>
        <extracomment>%1: a language in its own words, such as &quot;Español&quot;</extracomment>
        <translation>Ab dem nächsten Start ist die Sprache des Fensters %1.</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <extracomment>The language of the system</extracomment>
        <translation>&amp;System</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>must have at least %1 characters, has %2</source>
        <translation>muss mindestens %1 Zeichen haben, hat %2</translation>
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation>darf höchstens %1 Zeichen haben</translation>
    </message>
    <message>
        <source>is one of the most common passwords</source>
        <translation>ist eines der häufigsten Passwörter</translation>
    </message>
    <message>
        <source>repeats the same one or two characters</source>
        <translation>wiederholt dieselben ein oder zwei Zeichen</translation>
    </message>
    <message>
        <source>is too similar to %1</source>
        <translation>ist %1 zu ähnlich</translation>
    </message>
    <message>
        <source>must have at most %1 bytes</source>
        <translation>darf höchstens %1 Byte haben</translation>
    </message>
    <message>
        <source>must be text in UTF-8 without NUL</source>
        <translation>muss Text in UTF-8 ohne NUL sein</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>mäßig</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>&amp;Link-Adresse kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>The token has no signature: anybody can write such a token</source>
        <translation>Das Token hat keine Signatur: Jeder kann ein solches Token schreiben</translation>
    </message>
    <message>
        <source>Signed with a secret from tutorials, so that anybody can sign such tokens</source>
        <translation>Mit einem Geheimnis aus Anleitungen signiert, sodass jeder solche Token signieren kann</translation>
    </message>
    <message>
        <source>Claims named like secrets; the payload is encoded, not encrypted</source>
        <translation>Claims, die wie Geheimnisse heißen; die Nutzdaten sind kodiert, nicht verschlüsselt</translation>
    </message>
    <message>
        <source>No exp claim: the token is good for ever, if it is good</source>
        <translation>Kein exp-Claim: Das Token gilt für immer, falls es gilt</translation>
    </message>
    <message>
        <source>Lives longer than a day and is no refresh token</source>
        <translation>Lebt länger als einen Tag und ist kein Refresh-Token</translation>
    </message>
    <message>
        <source>Times in milliseconds; verifiers read seconds and take them for the far future</source>
        <translation>Zeiten in Millisekunden; Prüfer lesen Sekunden und halten sie für die ferne Zukunft</translation>
    </message>
    <message>
        <source>The header brings a key or the address of one; careless verifiers trust it</source>
        <translation>Der Header bringt einen Schlüssel mit oder die Adresse eines solchen; nachlässige Prüfer vertrauen ihm</translation>
    </message>
    <message>
        <source>Personal data, which everybody who sees the token can read</source>
        <translation>Persönliche Daten, die jeder lesen kann, der das Token sieht</translation>
    </message>
    <message>
        <source>Longer than 4,096 bytes: browsers drop it as a cookie</source>
        <translation>Länger als 4.096 Byte: Browser verwerfen es als Cookie</translation>
    </message>
</context>
<context>
    <name>SearchText</name>
    <message>
        <source>There is no search word “%1:”. Use %2.</source>
        <translation>Das Suchwort „%1:“ gibt es nicht. Möglich: %2.</translation>
    </message>
    <message>
        <source>“%1” is no value of %2:. Use %3.</source>
        <translation>„%1“ ist kein Wert von %2:. Möglich: %3.</translation>
    </message>
</context>
<context>
    <name>ServerState</name>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Behaviour</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>Recommended is the safe choice. Simplejwt answers exactly as djangorestframework-simplejwt does, and changes the defaults of other settings with it.</source>
        <translation>Empfohlen ist die sichere Wahl. Simplejwt antwortet genau wie djangorestframework-simplejwt und ändert damit die Standardwerte anderer Einstellungen.</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>simplejwt</source>
        <translation>simplejwt</translation>
    </message>
    <message>
        <source>Access token lifetime</source>
        <translation>Lebensdauer des Access-Tokens</translation>
    </message>
    <message>
        <source>How long an access token is good for after it was issued. Short lifetimes limit what a stolen token can do.</source>
        <translation>Wie lange ein Access-Token nach seiner Ausstellung gilt. Eine kurze Lebensdauer begrenzt, was ein gestohlenes Token anrichten kann.</translation>
    </message>
    <message>
        <source>Refresh token lifetime</source>
        <translation>Lebensdauer des Refresh-Tokens</translation>
    </message>
    <message>
        <source>How long a session lasts without being refreshed.</source>
        <translation>Wie lange eine Sitzung ohne Erneuerung besteht.</translation>
    </message>
    <message>
        <source>Longest session</source>
        <translation>Längste Sitzung</translation>
    </message>
    <message>
        <source>A session ends this long after its login, however often it is refreshed. 0 sets no limit.</source>
        <translation>Eine Sitzung endet so lange nach ihrer Anmeldung, wie oft sie auch erneuert wird. 0 setzt keine Grenze.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Sliding token lifetime</source>
        <translation>Lebensdauer des Sliding-Tokens</translation>
    </message>
    <message>
        <source>How long a sliding token is good for before it must be refreshed.</source>
        <translation>Wie lange ein Sliding-Token gilt, bevor es erneuert werden muss.</translation>
    </message>
    <message>
        <source>Sliding token refresh period</source>
        <translation>Erneuerungsfrist des Sliding-Tokens</translation>
    </message>
    <message>
        <source>How long after its login a sliding token may still be refreshed.</source>
        <translation>Wie lange nach seiner Anmeldung ein Sliding-Token noch erneuert werden darf.</translation>
    </message>
    <message>
        <source>Clock leeway</source>
        <translation>Uhrentoleranz</translation>
    </message>
    <message>
        <source>How far the clocks of other issuers may be off when the times in a token are checked.</source>
        <translation>Wie weit die Uhren anderer Aussteller abweichen dürfen, wenn die Zeiten in einem Token geprüft werden.</translation>
    </message>
    <message>
        <source>Rotate refresh tokens</source>
        <translation>Refresh-Tokens rotieren</translation>
    </message>
    <message>
        <source>Every refresh hands out a new refresh token as well.</source>
        <translation>Jede Erneuerung gibt auch ein neues Refresh-Token aus.</translation>
    </message>
    <message>
        <source>Refuse rotated tokens</source>
        <translation>Rotierte Tokens ablehnen</translation>
    </message>
    <message>
        <source>A refresh token that was exchanged for a new one is refused from then on.</source>
        <translation>Ein Refresh-Token, das gegen ein neues getauscht wurde, wird von da an abgelehnt.</translation>
    </message>
    <message>
        <source>Grace after rotation</source>
        <translation>Schonfrist nach der Rotation</translation>
    </message>
    <message>
        <source>For this long a client that missed the answer to its refresh may repeat it and gets the same new token.</source>
        <translation>So lange darf ein Client, dem die Antwort auf seine Erneuerung entgangen ist, sie wiederholen und erhält dasselbe neue Token.</translation>
    </message>
    <message>
        <source>End session on reuse</source>
        <translation>Sitzung bei Wiederverwendung beenden</translation>
    </message>
    <message>
        <source>A spent refresh token that comes back is a sign of theft: the whole session ends.</source>
        <translation>Ein verbrauchtes Refresh-Token, das wiederkehrt, ist ein Zeichen von Diebstahl: Die ganze Sitzung endet.</translation>
    </message>
    <message>
        <source>Reuse tolerance</source>
        <translation>Toleranz bei Wiederverwendung</translation>
    </message>
    <message>
        <source>A spent token that comes back within this time after the rotation is refused, but does not end the session.</source>
        <translation>Ein verbrauchtes Token, das innerhalb dieser Zeit nach der Rotation wiederkehrt, wird abgelehnt, beendet aber nicht die Sitzung.</translation>
    </message>
    <message>
        <source>Revoke access tokens at once</source>
        <translation>Access-Tokens sofort widerrufen</translation>
    </message>
    <message>
        <source>Access tokens of an ended session are refused at once instead of living until they expire.</source>
        <translation>Access-Tokens einer beendeten Sitzung werden sofort abgelehnt, statt bis zu ihrem Ablauf zu gelten.</translation>
    </message>
    <message>
        <source>Adopt foreign refresh tokens</source>
        <translation>Fremde Refresh-Tokens übernehmen</translation>
    </message>
    <message>
        <source>A well signed refresh token that was issued elsewhere, such as by Django before a move, starts a session here.</source>
        <translation>Ein gültig signiertes Refresh-Token, das anderswo ausgestellt wurde, etwa von Django vor einem Umzug, beginnt hier eine Sitzung.</translation>
    </message>
    <message>
        <source>Bind tokens to the password</source>
        <translation>Tokens an das Passwort binden</translation>
    </message>
    <message>
        <source>Tokens carry a digest of the password hash and are refused after the password has changed.</source>
        <translation>Tokens tragen eine Prüfsumme des Passwort-Hashes und werden nach einer Änderung des Passworts abgelehnt.</translation>
    </message>
    <message>
        <source>Refuse tokens of inactive users</source>
        <translation>Tokens inaktiver Benutzer ablehnen</translation>
    </message>
    <message>
        <source>Tokens stop working as soon as their user is disabled.</source>
        <translation>Tokens gelten nicht mehr, sobald ihr Benutzer deaktiviert ist.</translation>
    </message>
    <message>
        <source>Record the last login</source>
        <translation>Letzte Anmeldung festhalten</translation>
    </message>
    <message>
        <source>Every login writes its time beside the user.</source>
        <translation>Jede Anmeldung schreibt ihre Zeit zum Benutzer.</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Aussteller</translation>
    </message>
    <message>
        <source>Written into tokens as iss and then required of every token. Empty: neither.</source>
        <translation>Wird als iss in Tokens geschrieben und dann von jedem Token verlangt. Leer: keines von beiden.</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Written into tokens as aud and then required of every token. Empty: neither.</source>
        <translation>Wird als aud in Tokens geschrieben und dann von jedem Token verlangt. Leer: keines von beiden.</translation>
    </message>
    <message>
        <source>Refuse unexpected audiences</source>
        <translation>Unerwartete Empfänger ablehnen</translation>
    </message>
    <message>
        <source>A token that names an audience is refused while no audience is set here.</source>
        <translation>Ein Token, das einen Empfänger nennt, wird abgelehnt, solange hier keiner eingestellt ist.</translation>
    </message>
    <message>
        <source>Authorization schemes</source>
        <translation>Authorization-Schemata</translation>
    </message>
    <message>
        <source>Words accepted before the token in the header, upper and lower case told apart. Answers name the first one.</source>
        <translation>Im Header vor dem Token zulässige Wörter, Groß- und Kleinschreibung wird unterschieden. Antworten nennen das erste.</translation>
    </message>
    <message>
        <source>Authorization header</source>
        <translation>Authorization-Header</translation>
    </message>
    <message>
        <source>Name of the HTTP header that carries the token.</source>
        <translation>Name des HTTP-Headers, der das Token trägt.</translation>
    </message>
    <message>
        <source>Accept sliding tokens</source>
        <translation>Sliding-Tokens annehmen</translation>
    </message>
    <message>
        <source>Protected addresses take sliding tokens besides access tokens.</source>
        <translation>Geschützte Adressen nehmen außer Access-Tokens auch Sliding-Tokens an.</translation>
    </message>
    <message>
        <source>User id claim</source>
        <translation>Claim der Benutzer-ID</translation>
    </message>
    <message>
        <source>Claim that holds the id of the user.</source>
        <translation>Claim, der die ID des Benutzers enthält.</translation>
    </message>
    <message>
        <source>Token type claim</source>
        <translation>Claim des Token-Typs</translation>
    </message>
    <message>
        <source>Claim that tells access, refresh and sliding tokens apart.</source>
        <translation>Claim, der Access-, Refresh- und Sliding-Tokens unterscheidet.</translation>
    </message>
    <message>
        <source>Token id claim</source>
        <translation>Claim der Token-ID</translation>
    </message>
    <message>
        <source>Claim that holds the id of the token.</source>
        <translation>Claim, der die ID des Tokens enthält.</translation>
    </message>
    <message>
        <source>Sliding refresh end claim</source>
        <translation>Claim des Sliding-Fristendes</translation>
    </message>
    <message>
        <source>Claim of sliding tokens that holds the end of their refresh period.</source>
        <translation>Claim von Sliding-Tokens, der das Ende ihrer Erneuerungsfrist enthält.</translation>
    </message>
    <message>
        <source>Password digest claim</source>
        <translation>Claim der Passwort-Prüfsumme</translation>
    </message>
    <message>
        <source>Claim that holds the digest of the password hash while tokens are bound to the password.</source>
        <translation>Claim, der die Prüfsumme des Passwort-Hashes enthält, solange Tokens an das Passwort gebunden sind.</translation>
    </message>
    <message>
        <source>Additional claims</source>
        <translation>Zusätzliche Claims</translation>
    </message>
    <message>
        <source>Claims added at login. A text that starts with $ names a field of the user, such as $email; any other value is written as it stands. The member * with the value $claims adds the user&apos;s own claims. Where all of it is too long for a token, the longest are left out.</source>
        <translation>Claims, die bei der Anmeldung hinzukommen. Ein Text, der mit $ beginnt, nennt ein Feld des Benutzers, etwa $email; jeder andere Wert wird unverändert geschrieben. Das Mitglied * mit dem Wert $claims fügt die eigenen Claims des Benutzers hinzu. Ist alles zusammen zu lang für ein Token, entfallen die längsten.</translation>
    </message>
    <message>
        <source>Read claims anew on refresh</source>
        <translation>Claims bei Erneuerung neu lesen</translation>
    </message>
    <message>
        <source>A refresh writes the user&apos;s present data into the new tokens instead of copying the old claims.</source>
        <translation>Eine Erneuerung schreibt die aktuellen Daten des Benutzers in die neuen Tokens, statt die alten Claims zu kopieren.</translation>
    </message>
    <message>
        <source>Include session id</source>
        <translation>Sitzungs-ID aufnehmen</translation>
    </message>
    <message>
        <source>Tokens carry the session id as sid, for services that keep their own list of ended sessions.</source>
        <translation>Tokens tragen die Sitzungs-ID als sid, für Dienste mit eigener Liste beendeter Sitzungen.</translation>
    </message>
    <message>
        <source>Include key id</source>
        <translation>Schlüssel-ID aufnehmen</translation>
    </message>
    <message>
        <source>The token header names the key it was signed with, which services need once keys rotate.</source>
        <translation>Der Token-Header nennt den Schlüssel der Signatur; Dienste brauchen das, sobald Schlüssel rotieren.</translation>
    </message>
    <message>
        <source>Trim passwords at login</source>
        <translation>Passwörter bei der Anmeldung kürzen</translation>
    </message>
    <message>
        <source>Blanks around a password are dropped at login, as Django REST framework does.</source>
        <translation>Leerzeichen um ein Passwort fallen bei der Anmeldung weg, wie bei Django REST framework.</translation>
    </message>
    <message>
        <source>Shortest password</source>
        <translation>Kürzestes Passwort</translation>
    </message>
    <message>
        <source>New passwords must have at least this many characters.</source>
        <translation>Neue Passwörter müssen mindestens so viele Zeichen haben.</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Redirect to the trailing slash</source>
        <translation>Auf abschließenden Schrägstrich umleiten</translation>
    </message>
    <message>
        <source>A path without its trailing slash is answered with a redirect, as Django does, instead of being served.</source>
        <translation>Ein Pfad ohne seinen abschließenden Schrägstrich wird wie bei Django mit einer Umleitung beantwortet, statt bedient zu werden.</translation>
    </message>
    <message>
        <source>Allowed hosts</source>
        <translation>Erlaubte Hosts</translation>
    </message>
    <message>
        <source>Host names under which clients may call, besides the listening address and localhost.</source>
        <translation>Hostnamen, unter denen Clients außer der Lauschadresse und localhost aufrufen dürfen.</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Vertrauenswürdige Proxys</translation>
    </message>
    <message>
        <source>Addresses or subnets of reverse proxies whose word on the client&apos;s address is believed.</source>
        <translation>Adressen oder Subnetze von Reverse-Proxys, deren Angabe der Client-Adresse geglaubt wird.</translation>
    </message>
    <message>
        <source>Keep ended sessions</source>
        <translation>Beendete Sitzungen aufbewahren</translation>
    </message>
    <message>
        <source>Ended sessions are deleted after this time.</source>
        <translation>Beendete Sitzungen werden nach dieser Zeit gelöscht.</translation>
    </message>
    <message>
        <source>Keep events</source>
        <translation>Ereignisse aufbewahren</translation>
    </message>
    <message>
        <source>Events are deleted after this time.</source>
        <translation>Ereignisse werden nach dieser Zeit gelöscht.</translation>
    </message>
    <message>
        <source>Slow down password guessing</source>
        <translation>Erraten von Passwörtern bremsen</translation>
    </message>
    <message>
        <source>Wrong passwords make an account, and the address they come from, wait before the next try.</source>
        <translation>Falsche Passwörter lassen ein Konto und die Adresse, von der sie kommen, bis zum nächsten Versuch warten.</translation>
    </message>
    <message>
        <source>Free tries per account</source>
        <translation>Freie Versuche je Konto</translation>
    </message>
    <message>
        <source>So many wrong passwords in a row cost nothing. After that the wait doubles with each one.</source>
        <translation>So viele falsche Passwörter in Folge kosten nichts. Danach verdoppelt sich die Wartezeit mit jedem weiteren.</translation>
    </message>
    <message>
        <source>tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>The wait after wrong passwords grows no further than this.</source>
        <translation>Die Wartezeit nach falschen Passwörtern wächst nicht weiter als bis hier.</translation>
    </message>
    <message>
        <source>Lock the password after</source>
        <translation>Passwort sperren nach</translation>
    </message>
    <message>
        <source>After so many wrong passwords in a row the account is locked until an administrator unlocks it. 0 never locks.</source>
        <translation>Nach so vielen falschen Passwörtern in Folge ist das Konto gesperrt, bis ein Administrator es entsperrt. 0 sperrt nie.</translation>
    </message>
    <message>
        <source>Free tries per address</source>
        <translation>Freie Versuche je Adresse</translation>
    </message>
    <message>
        <source>So many wrong passwords may come from one address, or one IPv6 subnet /64, in a minute.</source>
        <translation>So viele falsche Passwörter dürfen in einer Minute von einer Adresse oder einem IPv6-Subnetz /64 kommen.</translation>
    </message>
    <message>
        <source>Allowed web origins</source>
        <translation>Erlaubte Web-Ursprünge</translation>
    </message>
    <message>
        <source>Web pages of these origins, such as https://app.example.com, may call this server from a browser. Empty: none.</source>
        <translation>Webseiten dieser Ursprünge, etwa https://app.example.com, dürfen diesen Server aus einem Browser aufrufen. Leer: keine.</translation>
    </message>
    <message>
        <source>Keep preflight answers</source>
        <translation>Preflight-Antworten merken</translation>
    </message>
    <message>
        <source>How long a browser may remember that an origin is allowed.</source>
        <translation>Wie lange ein Browser sich merken darf, dass ein Ursprung erlaubt ist.</translation>
    </message>
    <message>
        <source>Readers of metrics</source>
        <translation>Leser der Metriken</translation>
    </message>
    <message>
        <source>Addresses or subnets that may read /metrics; this machine is 127.0.0.0/8 and ::1. Empty: nobody.</source>
        <translation>Adressen oder Subnetze, die /metrics lesen dürfen; dieser Rechner ist 127.0.0.0/8 und ::1. Leer: niemand.</translation>
    </message>
    <message>
        <source>Longest request line</source>
        <translation>Längste Anfragezeile</translation>
    </message>
    <message>
        <source>A longer first line of a request is refused.</source>
        <translation>Eine längere erste Zeile einer Anfrage wird abgelehnt.</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Longest address</source>
        <translation>Längste Adresse</translation>
    </message>
    <message>
        <source>A longer path with its query is refused.</source>
        <translation>Ein längerer Pfad samt Query wird abgelehnt.</translation>
    </message>
    <message>
        <source>Largest request header</source>
        <translation>Größter Anfrage-Header</translation>
    </message>
    <message>
        <source>All header fields of a request together.</source>
        <translation>Alle Header-Felder einer Anfrage zusammen.</translation>
    </message>
    <message>
        <source>Most header fields</source>
        <translation>Meiste Header-Felder</translation>
    </message>
    <message>
        <source>A request with more header fields is refused.</source>
        <translation>Eine Anfrage mit mehr Header-Feldern wird abgelehnt.</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Largest request body</source>
        <translation>Größter Anfrage-Body</translation>
    </message>
    <message>
        <source>A larger body is refused.</source>
        <translation>Ein größerer Body wird abgelehnt.</translation>
    </message>
    <message>
        <source>Most connections</source>
        <translation>Meiste Verbindungen</translation>
    </message>
    <message>
        <source>Beyond this, new clients wait until a connection is closed.</source>
        <translation>Darüber hinaus warten neue Clients, bis eine Verbindung geschlossen wird.</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Most connections per address</source>
        <translation>Meiste Verbindungen je Adresse</translation>
    </message>
    <message>
        <source>Further connections of one client address are closed. This machine and trusted proxies are not counted.</source>
        <translation>Weitere Verbindungen einer Client-Adresse werden geschlossen. Dieser Rechner und vertrauenswürdige Proxys zählen nicht.</translation>
    </message>
    <message>
        <source>Most requests per connection</source>
        <translation>Meiste Anfragen je Verbindung</translation>
    </message>
    <message>
        <source>Then the connection is closed, so that clients spread over the worker threads anew.</source>
        <translation>Danach wird die Verbindung geschlossen, damit sich Clients neu auf die Arbeits-Threads verteilen.</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Wait for the TLS handshake</source>
        <translation>Warten auf den TLS-Handshake</translation>
    </message>
    <message>
        <source>A client that has not finished it by then is cut.</source>
        <translation>Ein Client, der ihn bis dahin nicht abgeschlossen hat, wird getrennt.</translation>
    </message>
    <message>
        <source>Wait for the request header</source>
        <translation>Warten auf den Anfrage-Header</translation>
    </message>
    <message>
        <source>A request whose header is not complete by then is refused.</source>
        <translation>Eine Anfrage, deren Header bis dahin nicht vollständig ist, wird abgelehnt.</translation>
    </message>
    <message>
        <source>Wait for the request body</source>
        <translation>Warten auf den Anfrage-Body</translation>
    </message>
    <message>
        <source>A request whose body is not complete by then is refused.</source>
        <translation>Eine Anfrage, deren Body bis dahin nicht vollständig ist, wird abgelehnt.</translation>
    </message>
    <message>
        <source>Wait for an answer</source>
        <translation>Warten auf eine Antwort</translation>
    </message>
    <message>
        <source>A request that could not be answered by then gets 503.</source>
        <translation>Eine Anfrage, die bis dahin nicht beantwortet werden konnte, erhält 503.</translation>
    </message>
    <message>
        <source>Wait for the client to read</source>
        <translation>Warten auf das Lesen des Clients</translation>
    </message>
    <message>
        <source>A client that has not taken its answer by then is cut.</source>
        <translation>Ein Client, der seine Antwort bis dahin nicht abgenommen hat, wird getrennt.</translation>
    </message>
    <message>
        <source>Keep idle connections</source>
        <translation>Ruhende Verbindungen halten</translation>
    </message>
    <message>
        <source>A connection without a request is closed after this time.</source>
        <translation>Eine Verbindung ohne Anfrage wird nach dieser Zeit geschlossen.</translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation>Arbeits-Threads</translation>
    </message>
    <message>
        <source>Threads that serve requests. 0 starts one for each processor core.</source>
        <translation>Threads, die Anfragen bedienen. 0 startet einen je Prozessorkern.</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Longest idle time</source>
        <translation>Längste Untätigkeit</translation>
    </message>
    <message>
        <source>A session that is not refreshed for this long ends. 0 sets no limit but the lifetime of the refresh token.</source>
        <translation>Eine Sitzung, die so lange nicht erneuert wird, endet. 0 setzt keine Grenze außer der Lebensdauer des Refresh-Tokens.</translation>
    </message>
    <message>
        <source>Most sessions per user</source>
        <translation>Meiste Sitzungen je Benutzer</translation>
    </message>
    <message>
        <source>A login beyond this many ends the oldest session of the user. 0 sets no limit.</source>
        <translation>Eine Anmeldung über diese Zahl hinaus beendet die älteste Sitzung des Benutzers. 0 setzt keine Grenze.</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Keep deleted users</source>
        <translation>Gelöschte Benutzer aufbewahren</translation>
    </message>
    <message>
        <source>Users stay in the bin, from where they can be restored, for this time.</source>
        <translation>Benutzer bleiben so lange im Papierkorb, aus dem sie wiederhergestellt werden können.</translation>
    </message>
    <message>
        <source>Token introspection</source>
        <translation>Token-Introspektion</translation>
    </message>
    <message>
        <source>Services that are registered as clients may ask /oauth/introspect whether a token is still good.</source>
        <translation>Als Clients registrierte Dienste dürfen /oauth/introspect fragen, ob ein Token noch gilt.</translation>
    </message>
    <message>
        <source>Users of the administration API</source>
        <translation>Benutzer der Verwaltungs-API</translation>
    </message>
    <message>
        <source>Addresses or subnets from which staff may use /api/admin; this machine is 127.0.0.0/8 and ::1. Empty: nobody.</source>
        <translation>Adressen oder Subnetze, von denen aus Mitarbeiter /api/admin benutzen dürfen; dieser Rechner ist 127.0.0.0/8 und ::1. Leer: niemand.</translation>
    </message>
    <message>
        <source>Lock the console after</source>
        <translation>Konsole sperren nach</translation>
    </message>
    <message>
        <source>An administrator who has not touched the console for this long signs in again. 0 never locks it.</source>
        <translation>Ein Administrator, der die Konsole so lange nicht berührt hat, meldet sich neu an. 0 sperrt sie nie.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standardwert</translation>
    </message>
    <message>
        <source>database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>One secret signs and verifies, as simplejwt has it. Services that verify by themselves must be given the secret.</source>
        <translation>Ein Geheimnis signiert und prüft, wie bei simplejwt. Dienste, die selbst prüfen, müssen das Geheimnis erhalten.</translation>
    </message>
    <message>
        <source>Ed25519. Services verify with the public key, fetched from this server. Small and fast.</source>
        <translation>Ed25519. Dienste prüfen mit dem öffentlichen Schlüssel, den dieser Server ausgibt. Klein und schnell.</translation>
    </message>
    <message>
        <source>ECDSA on P-256. The same, for libraries that do not know Ed25519.</source>
        <translation>ECDSA auf P-256. Dasselbe, für Bibliotheken, die Ed25519 nicht kennen.</translation>
    </message>
    <message>
        <source>RSA of 3,072 bits. Every library knows it; tokens are longer and logins slower.</source>
        <translation>RSA mit 3.072 Bit. Jede Bibliothek kennt es; Tokens sind länger und Anmeldungen langsamer.</translation>
    </message>
</context>
<context>
    <name>Tampering</name>
    <message>
        <source>Nothing changed, to compare with</source>
        <translation>Nichts geändert, zum Vergleich</translation>
    </message>
    <message>
        <source>Claims is_superuser, the signature is the old one</source>
        <translation>Behauptet is_superuser, die Signatur ist die alte</translation>
    </message>
    <message>
        <source>Lives a year longer, the signature is the old one</source>
        <translation>Lebt ein Jahr länger, die Signatur ist die alte</translation>
    </message>
    <message>
        <source>Without exp, the signature is the old one</source>
        <translation>Ohne exp, die Signatur ist die alte</translation>
    </message>
    <message>
        <source>Says it is of the other type, access or refresh</source>
        <translation>Gibt sich als der andere Typ aus, access oder refresh</translation>
    </message>
    <message>
        <source>Says exp twice, so that two readers may disagree</source>
        <translation>Nennt exp zweimal, sodass zwei Leser sich uneins sein können</translation>
    </message>
    <message>
        <source>Algorithm none, without a signature</source>
        <translation>Algorithmus none, ohne Signatur</translation>
    </message>
    <message>
        <source>Algorithm nOnE, which a filter for none lets pass</source>
        <translation>Algorithmus nOnE, den ein Filter für none durchlässt</translation>
    </message>
    <message>
        <source>Names another algorithm, the signature is the old one</source>
        <translation>Nennt einen anderen Algorithmus, die Signatur ist die alte</translation>
    </message>
    <message>
        <source>Demands an extension that the server does not know</source>
        <translation>Verlangt eine Erweiterung, die der Server nicht kennt</translation>
    </message>
    <message>
        <source>Without the signature</source>
        <translation>Ohne die Signatur</translation>
    </message>
    <message>
        <source>Half of the signature</source>
        <translation>Die Hälfte der Signatur</translation>
    </message>
    <message>
        <source>One bit of the signature changed</source>
        <translation>Ein Bit der Signatur geändert</translation>
    </message>
    <message>
        <source>A signature of zeros, which broken elliptic-curve code accepts</source>
        <translation>Eine Signatur aus Nullen, die fehlerhafter Code für elliptische Kurven annimmt</translation>
    </message>
    <message>
        <source>Base64 padding behind the signature</source>
        <translation>Base64-Füllzeichen hinter der Signatur</translation>
    </message>
    <message>
        <source>The same signature spelled otherwise, past a list of revoked texts</source>
        <translation>Dieselbe Signatur anders geschrieben, an einer Liste gesperrter Texte vorbei</translation>
    </message>
    <message>
        <source>A blank before the signature</source>
        <translation>Ein Leerzeichen vor der Signatur</translation>
    </message>
    <message>
        <source>A fourth part</source>
        <translation>Ein vierter Teil</translation>
    </message>
    <message>
        <source>Signed with the attacker&apos;s own secret</source>
        <translation>Mit dem eigenen Geheimnis des Angreifers signiert</translation>
    </message>
    <message>
        <source>Brings its own key in the header, and is signed by it</source>
        <translation>Bringt im Header einen eigenen Schlüssel mit und ist damit signiert</translation>
    </message>
    <message>
        <source>The kid is the path of a file without content</source>
        <translation>Die kid ist der Pfad einer Datei ohne Inhalt</translation>
    </message>
    <message>
        <source>HS256 with the public key&apos;s text as the secret</source>
        <translation>HS256 mit dem Text des öffentlichen Schlüssels als Geheimnis</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>a moment ahead: &quot;in 5 d&quot;</extracomment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>a moment ahead: &quot;in 5 d&quot;</extracomment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>TokenText</name>
    <message>
        <source>a curl command</source>
        <translation>ein curl-Befehl</translation>
    </message>
    <message>
        <source>an Authorization header</source>
        <translation>ein Authorization-Header</translation>
    </message>
    <message>
        <source>a cookie</source>
        <translation>ein Cookie</translation>
    </message>
    <message>
        <source>a JSON document</source>
        <translation>ein JSON-Dokument</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>eine Adresse</translation>
    </message>
    <message>
        <source>the word in front of the token</source>
        <translation>das Wort vor dem Token</translation>
    </message>
    <message>
        <source>text around the token</source>
        <translation>Text um das Token</translation>
    </message>
    <message>
        <source>quotes</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>white space or punctuation</source>
        <translation>Leerraum oder Satzzeichen</translation>
    </message>
    <message>
        <source>There is no token in this text.</source>
        <translation>In diesem Text ist kein Token.</translation>
    </message>
    <message>
        <source>There is no token in this text: a token is one word of three parts with dots between.</source>
        <translation>In diesem Text ist kein Token: Ein Token ist ein Wort aus drei Teilen mit Punkten dazwischen.</translation>
    </message>
    <message>
        <source>line breaks inside the token</source>
        <translation>Zeilenumbrüche im Token</translation>
    </message>
    <message>
        <source>blanks inside the token</source>
        <translation>Leerzeichen im Token</translation>
    </message>
    <message>
        <source>URL-encoding</source>
        <translation>URL-Kodierung</translation>
    </message>
    <message>
        <source>invisible characters</source>
        <translation>unsichtbare Zeichen</translation>
    </message>
    <message>
        <source>The text is longer than 1 MiB. Paste the token alone.</source>
        <translation>Der Text ist länger als 1 MiB. Nur das Token einfügen.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Three base64url segments, header and payload strict JSON objects</source>
        <translation>Drei base64url-Segmente, Header und Nutzdaten strikte JSON-Objekte</translation>
    </message>
    <message>
        <source>Algorithm is the one of the key</source>
        <translation>Algorithmus ist der des Schlüssels</translation>
    </message>
    <message>
        <source>Key is known</source>
        <translation>Schlüssel ist bekannt</translation>
    </message>
    <message>
        <source>Signature is genuine</source>
        <translation>Signatur ist echt</translation>
    </message>
    <message>
        <source>Issued at a moment that is not in the future</source>
        <translation>Ausgestellt zu einem Zeitpunkt, der nicht in der Zukunft liegt</translation>
    </message>
    <message>
        <source>Already valid</source>
        <translation>Bereits gültig</translation>
    </message>
    <message>
        <source>Not expired</source>
        <translation>Nicht abgelaufen</translation>
    </message>
    <message>
        <source>Issuer is the configured one</source>
        <translation>Aussteller ist der eingestellte</translation>
    </message>
    <message>
        <source>Audience is the configured one</source>
        <translation>Empfänger ist der eingestellte</translation>
    </message>
    <message>
        <source>Session lives and the token is not spent</source>
        <translation>Sitzung besteht und das Token ist nicht verbraucht</translation>
    </message>
    <message>
        <source>Has an expiry</source>
        <translation>Hat ein Ablaufdatum</translation>
    </message>
    <message>
        <source>Has an id</source>
        <translation>Hat eine ID</translation>
    </message>
    <message>
        <source>Token type fits the endpoint</source>
        <translation>Token-Typ passt zum Endpunkt</translation>
    </message>
    <message>
        <source>Names a user</source>
        <translation>Nennt einen Benutzer</translation>
    </message>
    <message>
        <source>User exists</source>
        <translation>Benutzer existiert</translation>
    </message>
    <message>
        <source>User is active</source>
        <translation>Benutzer ist aktiv</translation>
    </message>
    <message>
        <source>Password is unchanged since the login</source>
        <translation>Passwort ist seit der Anmeldung unverändert</translation>
    </message>
    <message>
        <source>Refresh period is not over</source>
        <translation>Erneuerungsfrist ist nicht vorbei</translation>
    </message>
    <message>
        <source>Session is known here</source>
        <translation>Sitzung ist hier bekannt</translation>
    </message>
    <message>
        <source>The token is longer than 8,192 bytes</source>
        <translation>Das Token ist länger als 8.192 Byte</translation>
    </message>
    <message>
        <source>A JWT has exactly three segments</source>
        <translation>Ein JWT hat genau drei Segmente</translation>
    </message>
    <message>
        <source>A segment is not strict base64url</source>
        <translation>Ein Segment ist kein striktes base64url</translation>
    </message>
    <message>
        <source>The header is not a strict JSON object</source>
        <translation>Der Header ist kein striktes JSON-Objekt</translation>
    </message>
    <message>
        <source>The payload is not a strict JSON object</source>
        <translation>Die Nutzdaten sind kein striktes JSON-Objekt</translation>
    </message>
    <message>
        <source>The header demands an extension that is not supported</source>
        <translation>Der Header verlangt eine Erweiterung, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>A member of the header has the wrong type</source>
        <translation>Ein Mitglied des Headers hat den falschen Typ</translation>
    </message>
    <message>
        <source>The header names no algorithm</source>
        <translation>Der Header nennt keinen Algorithmus</translation>
    </message>
    <message>
        <source>The algorithm is not the one of the key</source>
        <translation>Der Algorithmus ist nicht der des Schlüssels</translation>
    </message>
    <message>
        <source>No key fits</source>
        <translation>Kein Schlüssel passt</translation>
    </message>
    <message>
        <source>The signature is wrong</source>
        <translation>Die Signatur ist falsch</translation>
    </message>
    <message>
        <source>iat is not a number</source>
        <translation>iat ist keine Zahl</translation>
    </message>
    <message>
        <source>Issued in the future</source>
        <translation>In der Zukunft ausgestellt</translation>
    </message>
    <message>
        <source>nbf is not a number</source>
        <translation>nbf ist keine Zahl</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>Noch nicht gültig</translation>
    </message>
    <message>
        <source>exp is not a usable number</source>
        <translation>exp ist keine brauchbare Zahl</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>No issuer, though one is configured</source>
        <translation>Kein Aussteller, obwohl einer eingestellt ist</translation>
    </message>
    <message>
        <source>Another issuer</source>
        <translation>Ein anderer Aussteller</translation>
    </message>
    <message>
        <source>No audience, though one is configured</source>
        <translation>Kein Empfänger, obwohl einer eingestellt ist</translation>
    </message>
    <message>
        <source>For another audience</source>
        <translation>Für einen anderen Empfänger</translation>
    </message>
    <message>
        <source>For some audience, though none is configured</source>
        <translation>Für einen Empfänger, obwohl keiner eingestellt ist</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>Die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>The refresh token was used before</source>
        <translation>Das Refresh-Token wurde schon verwendet</translation>
    </message>
    <message>
        <source>The token was revoked</source>
        <translation>Das Token wurde widerrufen</translation>
    </message>
    <message>
        <source>No exp claim</source>
        <translation>Kein Claim exp</translation>
    </message>
    <message>
        <source>No jti claim</source>
        <translation>Kein Claim jti</translation>
    </message>
    <message>
        <source>jti is not a text of 1 to 255 bytes</source>
        <translation>jti ist kein Text von 1 bis 255 Byte</translation>
    </message>
    <message>
        <source>No token type</source>
        <translation>Kein Token-Typ</translation>
    </message>
    <message>
        <source>Wrong token type</source>
        <translation>Falscher Token-Typ</translation>
    </message>
    <message>
        <source>No refresh_exp claim</source>
        <translation>Kein Claim refresh_exp</translation>
    </message>
    <message>
        <source>The refresh period is over</source>
        <translation>Die Erneuerungsfrist ist vorbei</translation>
    </message>
    <message>
        <source>Names no user</source>
        <translation>Nennt keinen Benutzer</translation>
    </message>
    <message>
        <source>The user claim is not a user id</source>
        <translation>Der Benutzer-Claim ist keine Benutzer-ID</translation>
    </message>
    <message>
        <source>There is no such user</source>
        <translation>Diesen Benutzer gibt es nicht</translation>
    </message>
    <message>
        <source>The user is inactive</source>
        <translation>Der Benutzer ist inaktiv</translation>
    </message>
    <message>
        <source>The password was changed</source>
        <translation>Das Passwort wurde geändert</translation>
    </message>
    <message>
        <source>Well signed, but not issued by this server</source>
        <translation>Gültig signiert, aber nicht von diesem Server ausgestellt</translation>
    </message>
    <message>
        <source>The database could not be asked</source>
        <translation>Die Datenbank konnte nicht befragt werden</translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message>
        <source>Accepted: %1, expires in %2.</source>
        <translation>Angenommen: %1, läuft in %2 ab.</translation>
    </message>
    <message>
        <source>Accepted: %1 without an expiry.</source>
        <translation>Angenommen: %1 ohne Ablauf.</translation>
    </message>
    <message>
        <source>Accepted: %1, expired but within the leeway of %2.</source>
        <translation>Angenommen: %1, abgelaufen, aber innerhalb der Toleranz von %2.</translation>
    </message>
    <message>
        <source>Refused: %1.</source>
        <translation>Abgelehnt: %1.</translation>
    </message>
    <message>
        <source>Refused: %1 %2 ago, leeway %3.</source>
        <translation>Abgelehnt: %1 vor %2, Toleranz %3.</translation>
    </message>
    <message>
        <source>Refused: %1, in %2, leeway %3.</source>
        <translation>Abgelehnt: %1, erst in %2, Toleranz %3.</translation>
    </message>
    <message>
        <source>Refused: %1, %2 ahead, leeway %3.</source>
        <translation>Abgelehnt: %1, %2 voraus, Toleranz %3.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, the keys are for %3.</source>
        <translation>Abgelehnt: %1; das Token sagt %2, die Schlüssel sind für %3.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, and there is no key.</source>
        <translation>Abgelehnt: %1; das Token sagt %2, und es gibt keinen Schlüssel.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the key %2, which the token names.</source>
        <translation>Abgelehnt: %1; geprüft mit dem Schlüssel %2, den das Token nennt.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the one key of this algorithm.</source>
        <translation>Abgelehnt: %1; geprüft mit dem einen Schlüssel dieses Algorithmus.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the one key of this algorithm, which is not %2.</source>
        <translation>Abgelehnt: %1; geprüft mit dem einen Schlüssel dieses Algorithmus, der nicht %2 ist.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with all %2 keys of this algorithm.</source>
        <translation>Abgelehnt: %1; geprüft mit allen %2 Schlüsseln dieses Algorithmus.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with all %2 keys of this algorithm, none of which is %3.</source>
        <translation>Abgelehnt: %1; geprüft mit allen %2 Schlüsseln dieses Algorithmus, von denen keiner %3 ist.</translation>
    </message>
    <message>
        <source>Refused: %1; it is %2.</source>
        <translation>Abgelehnt: %1; es ist %2.</translation>
    </message>
    <message>
        <source>Refused: %1; crit is %2.</source>
        <translation>Abgelehnt: %1; crit ist %2.</translation>
    </message>
    <message>
        <source>Refused: %1; refresh_exp is %2.</source>
        <translation>Abgelehnt: %1; refresh_exp ist %2.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2.</source>
        <translation>Abgelehnt: %1; das Token sagt %2.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, this server wants %3.</source>
        <translation>Abgelehnt: %1; das Token sagt %2, dieser Server will %3.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2.</source>
        <translation>Abgelehnt: %1; Sitzung %2.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2 ended %3: %4.</source>
        <translation>Abgelehnt: %1; Sitzung %2 endete %3: %4.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2 ended %3: %4, by %5.</source>
        <translation>Abgelehnt: %1; Sitzung %2 endete %3: %4, durch %5.</translation>
    </message>
    <message>
        <source>Refused: %1; it is number %2 of session %3, whose current one is %4.</source>
        <translation>Abgelehnt: %1; es ist Nummer %2 der Sitzung %3, deren aktuelles %4 ist.</translation>
    </message>
    <message>
        <source>Refused: %1; user %2.</source>
        <translation>Abgelehnt: %1; Benutzer %2.</translation>
    </message>
    <message>
        <source>Refused: %1; user %2, %3.</source>
        <translation>Abgelehnt: %1; Benutzer %2, %3.</translation>
    </message>
    <message>
        <source>logged out</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>blacklisted by a client</source>
        <translation>von einem Client gesperrt</translation>
    </message>
    <message>
        <source>revoked by a client</source>
        <translation>von einem Client widerrufen</translation>
    </message>
    <message>
        <source>ended by the user</source>
        <translation>vom Benutzer beendet</translation>
    </message>
    <message>
        <source>ended by an administrator</source>
        <translation>von der Verwaltung beendet</translation>
    </message>
    <message>
        <source>everything issued earlier is refused</source>
        <translation>alles früher Ausgestellte wird abgelehnt</translation>
    </message>
    <message>
        <source>too many sessions of the user</source>
        <translation>zu viele Sitzungen des Benutzers</translation>
    </message>
    <message>
        <source>the password was changed</source>
        <translation>das Passwort wurde geändert</translation>
    </message>
    <message>
        <source>the user was disabled</source>
        <translation>der Benutzer wurde deaktiviert</translation>
    </message>
    <message>
        <source>the user was deleted</source>
        <translation>der Benutzer wurde gelöscht</translation>
    </message>
    <message>
        <source>a spent refresh token was used again</source>
        <translation>ein verbrauchtes Refresh-Token wurde noch einmal benutzt</translation>
    </message>
    <message>
        <source>not used for longer than the idle limit</source>
        <translation>länger als die Leerlaufgrenze nicht benutzt</translation>
    </message>
    <message>
        <source>as old as a session may become</source>
        <translation>so alt, wie eine Sitzung werden darf</translation>
    </message>
    <message>
        <source>not refreshed in time</source>
        <translation>nicht rechtzeitig erneuert</translation>
    </message>
    <message>
        <source>its key was retired</source>
        <translation>ihr Schlüssel wurde außer Dienst gestellt</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>ein Import</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>Access-Token</translation>
    </message>
    <message>
        <source>refresh token</source>
        <translation>Refresh-Token</translation>
    </message>
    <message>
        <source>sliding token</source>
        <translation>Sliding-Token</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>tokendesk::cli::SingleInstance</name>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>In den Ordner %1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Another console works on %1.</source>
        <translation>Eine andere Konsole arbeitet mit %1.</translation>
    </message>
    <message>
        <source>Another console (%1, process %2) works on %3 and does not answer.</source>
        <translation>Eine andere Konsole (%1, Prozess %2) arbeitet mit %3 und antwortet nicht.</translation>
    </message>
    <message>
        <source>The socket %1 cannot be made. %2</source>
        <translation>Der Socket %1 kann nicht angelegt werden. %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::AboutDialog</name>
    <message>
        <source>About Tokendesk</source>
        <translation>Über Tokendesk</translation>
    </message>
    <message>
        <source>Tokendesk %1</source>
        <translation>Tokendesk %1</translation>
    </message>
    <message>
        <source>A JWT authentication server inside a desktop administration console.

Free software under the GNU General Public License, version 3 or later. It comes with no warranty, as far as the law allows.</source>
        <translation>Ein JWT-Authentifizierungsserver in einer Verwaltungskonsole für den Desktop.

Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung, soweit das Gesetz es zulässt.</translation>
    </message>
    <message>
        <source>Copy Diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::AdministratorForm</name>
    <message>
        <source>optional</source>
        <translation>freiwillig</translation>
    </message>
    <message>
        <source>&amp;Username</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Alerts</name>
    <message>
        <source>The server does not run</source>
        <translation>Der Server läuft nicht</translation>
    </message>
    <message>
        <source>Refresh token reused</source>
        <translation>Refresh-Token wiederverwendet</translation>
    </message>
    <message>
        <source>A spent refresh token was presented from %1. Its session was ended.</source>
        <translation>Ein verbrauchtes Refresh-Token wurde von %1 aus vorgelegt. Seine Sitzung wurde beendet.</translation>
    </message>
    <message>
        <source>User locked</source>
        <translation>Benutzer gesperrt</translation>
    </message>
    <message>
        <source>Wrong passwords from %1 locked a name.</source>
        <translation>Falsche Passwörter von %1 haben einen Namen gesperrt.</translation>
    </message>
    <message>
        <source>Wrong passwords from %1 locked the user %2.</source>
        <translation>Falsche Passwörter von %1 haben den Benutzer %2 gesperrt.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more before)</source>
        <comment>alert</comment>
        <translation>
            <numerusform>%1 (und %n weitere zuvor)</numerusform>
            <numerusform>%1 (und %n weitere zuvor)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::BannerStack</name>
    <message>
        <source>%1 (%2 s)</source>
        <translation>%1 (%2 s)</translation>
    </message>
    <message>
        <source>Copy the error code</source>
        <translation>Fehlercode kopieren</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::CheckFacts</name>
    <message>
        <source>%1 parts, %2 characters</source>
        <extracomment>%1: number of parts, %2: number of characters</extracomment>
        <translation>%1 Teile, %2 Zeichen</translation>
    </message>
    <message>
        <source>No kid: every key of this algorithm is tried</source>
        <translation>Keine kid: Jeder Schlüssel dieses Algorithmus wird versucht</translation>
    </message>
    <message>
        <source>%1, which is no key here</source>
        <translation>%1, was hier kein Schlüssel ist</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, leeway %2</source>
        <translation>%1, Toleranz %2</translation>
    </message>
    <message>
        <source>Session %1; the token is number %2 of it, the current one is %3</source>
        <translation>Sitzung %1; das Token ist ihre Nummer %2, die aktuelle ist %3</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ChecksModel</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: why a check failed, %2: the stable word for it</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>nicht bestanden</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>nicht anwendbar</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ChipBar</name>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <translation>Filter %1 entfernen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimMappingControl</name>
    <message>
        <source>As &amp;JSON</source>
        <translation>Als &amp;JSON</translation>
    </message>
    <message>
        <source>Add &amp;Claim</source>
        <translation>&amp;Claim hinzufügen</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Value from</source>
        <translation>Wert aus</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Tokens say nothing about users besides their id.</source>
        <translation>Tokens sagen über Benutzer nichts außer ihrer Kennung.</translation>
    </message>
    <message>
        <source>Add each of the &amp;user&apos;s own claims under its own name</source>
        <translation>Jeden eigenen Claim des &amp;Benutzers unter seinem Namen aufnehmen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands there twice.</source>
        <translation>„%1“ steht zweimal da.</translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s) cannot be saved like this.</source>
        <translation>
            <numerusform>%n Claim lässt sich so nicht speichern.</numerusform>
            <numerusform>%n Claims lassen sich so nicht speichern.</numerusform>
        </translation>
    </message>
    <message>
        <source>a JSON object of at most %1 bytes</source>
        <translation>ein JSON-Objekt von höchstens %1 Bytes</translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 von %2 Bytes</translation>
    </message>
    <message>
        <source>A name stands there twice; in JSON one of the two would be lost.</source>
        <translation>Ein Name steht zweimal da; in JSON ginge einer von beiden verloren.</translation>
    </message>
    <message>
        <source>There is no table of this: %1</source>
        <translation>Davon gibt es keine Tabelle: %1</translation>
    </message>
    <message>
        <source>Tokens need the name &quot;%1&quot; themselves.</source>
        <translation>Tokens brauchen den Namen „%1“ selbst.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimRow</name>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Where the value comes from</source>
        <translation>Woher der Wert kommt</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Vollständiger Name</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>Superuser</source>
        <translation>Superuser</translation>
    </message>
    <message>
        <source>Names of the groups</source>
        <translation>Namen der Gruppen</translation>
    </message>
    <message>
        <source>The user&apos;s own claims</source>
        <translation>Eigene Claims des Benutzers</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Text or JSON</source>
        <translation>Text oder JSON</translation>
    </message>
    <message>
        <source>Remove this claim</source>
        <translation>Diesen Claim entfernen</translation>
    </message>
    <message>
        <source>A number; in quotes it is a text.</source>
        <translation>Eine Zahl; in Anführungszeichen ist es ein Text.</translation>
    </message>
    <message>
        <source>True or false; in quotes it is a text.</source>
        <translation>Wahr oder falsch; in Anführungszeichen ist es ein Text.</translation>
    </message>
    <message>
        <source>Nothing (null); in quotes it is a text.</source>
        <translation>Nichts (null); in Anführungszeichen ist es ein Text.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimsModel</name>
    <message>
        <source>%1  (%2)</source>
        <translation>%1  (%2)</translation>
    </message>
    <message>
        <source>Unknown header</source>
        <translation>Unbekanntes Header-Feld</translation>
    </message>
    <message>
        <source>Custom claim</source>
        <translation>Eigener Claim</translation>
    </message>
    <message>
        <source>%1. %2 looks like milliseconds; it must be seconds</source>
        <translation>%1. %2 sieht nach Millisekunden aus; es müssen Sekunden sein</translation>
    </message>
    <message>
        <source>%1
In the token: %2</source>
        <translation>%1
Im Token: %2</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimsPreview</name>
    <message>
        <source>Custom claims</source>
        <translation>Eigene Claims</translation>
    </message>
    <message>
        <source>Claims as issued</source>
        <translation>Claims wie ausgestellt</translation>
    </message>
    <message>
        <source>Copy the claims as issued</source>
        <translation>Claims wie ausgestellt kopieren</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>No token can be issued: %1</source>
        <translation>Es kann kein Token ausgestellt werden: %1</translation>
    </message>
    <message numerus="yes">
        <source>A token of %n byte(s) as of now; jti and sid are samples.</source>
        <translation>
            <numerusform>Ein Token von %n Byte nach jetzigem Stand; jti und sid sind Muster.</numerusform>
            <numerusform>Ein Token von %n Byte nach jetzigem Stand; jti und sid sind Muster.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Left out: %2.</source>
        <extracomment>%1: sentence about the size, %2: names of claims</extracomment>
        <translation>%1 Weggelassen: %2.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ComparisonModel</name>
    <message>
        <source>(not there)</source>
        <translation>(nicht da)</translation>
    </message>
    <message>
        <source>same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>nur im zweiten</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>nur im ersten</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 später</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>%1 früher</translation>
    </message>
    <message>
        <source>In the header</source>
        <translation>Im Header</translation>
    </message>
    <message>
        <source>In the payload</source>
        <translation>In den Nutzdaten</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Second token</source>
        <translation>Zweites Token</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ConsoleSession</name>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>Der Name oder das Passwort ist falsch.</translation>
    </message>
    <message>
        <source>Too many wrong passwords. Try again in %1.</source>
        <extracomment>%1: &quot;4 min&quot;</extracomment>
        <translation>Zu viele falsche Passwörter. Neuer Versuch in %1.</translation>
    </message>
    <message>
        <source>This user is disabled.</source>
        <translation>Dieser Benutzer ist deaktiviert.</translation>
    </message>
    <message>
        <source>Only superusers may use the console, and this user is none.</source>
        <translation>Nur Superuser dürfen die Konsole benutzen, und dieser Benutzer ist keiner.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::DataTable</name>
    <message>
        <source>Copy Cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy Rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>An das Fenster anpassen</translation>
    </message>
    <message>
        <source>Fit to Contents</source>
        <translation>An den Inhalt anpassen</translation>
    </message>
    <message>
        <source>Reset Columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::DurationEdit</name>
    <message>
        <source>15m, 7d, 1h30</source>
        <translation>15m, 7d, 1h30</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>Bounds of a duration: &quot;10 s to 365 d&quot;</extracomment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1, or 0 for no limit</source>
        <extracomment>Bounds of a duration: &quot;10 s to 365 d&quot;</extracomment>
        <translation>%1, oder 0 für keine Grenze</translation>
    </message>
    <message>
        <source>Not a duration. Write it like 15m, 7d, 1h30, 900 or PT15M.</source>
        <translation>Keine Zeitspanne. Schreibweise: 15m, 7d, 1h30, 900 oder PT15M.</translation>
    </message>
    <message>
        <source>= %1, but allowed is %2</source>
        <translation>= %1, erlaubt ist jedoch %2</translation>
    </message>
    <message>
        <source>= %1   (%2)</source>
        <translation>= %1   (%2)</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::EventList</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The events could not be read: %1</source>
        <translation>Die Ereignisse konnten nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>No events are kept.</source>
        <translation>Es sind keine Ereignisse gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n events</source>
        <translation>
            <numerusform>Das neueste %n Ereignis</numerusform>
            <numerusform>Die neuesten %n Ereignisse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ExportKeyDialog</name>
    <message>
        <source>The two differ.</source>
        <translation>Die beiden sind verschieden.</translation>
    </message>
    <message>
        <source>Export Private Key</source>
        <translation>Privaten Schlüssel exportieren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Whoever has the private key of %1 and the passphrase can issue tokens that this server accepts. The file is encrypted PEM, readable by you alone; the export is noted as an event.</source>
        <translation>Wer den privaten Schlüssel von %1 und die Passphrase hat, kann Tokens ausstellen, die dieser Server annimmt. Die Datei ist verschlüsseltes PEM, nur für Sie lesbar; der Export wird als Ereignis vermerkt.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;Once more</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>PEM files (*.pem);;All files (*)</source>
        <translation>PEM-Dateien (*.pem);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ForecastPanel</name>
    <message>
        <source>Also shorten the &amp;live sessions to the new lifetimes</source>
        <translation>Auch &amp;laufende Sitzungen auf die neuen Lebensdauern kürzen</translation>
    </message>
    <message>
        <source>The effect on live sessions is not known.</source>
        <translation>Die Wirkung auf laufende Sitzungen ist nicht bekannt.</translation>
    </message>
    <message>
        <source>There is no live session to be affected.</source>
        <translation>Es läuft keine Sitzung, die betroffen sein könnte.</translation>
    </message>
    <message numerus="yes">
        <source>Effect on %Ln live session(s)</source>
        <translation>
            <numerusform>Wirkung auf %Ln laufende Sitzung</numerusform>
            <numerusform>Wirkung auf %Ln laufende Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Their present tokens end as if the new lifetimes had been in force from the beginning. This cannot be undone.</source>
        <translation>Ihre jetzigen Tokens enden so, als hätten die neuen Lebensdauern von Anfang an gegolten. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Not while spent refresh tokens stay good: each has an end of its own.</source>
        <translation>Nicht, solange verbrauchte Refresh-Tokens gültig bleiben: Jedes hat ein eigenes Ende.</translation>
    </message>
    <message>
        <source>End now: %1</source>
        <translation>Enden sofort: %1</translation>
    </message>
    <message>
        <source>End earlier: %1</source>
        <translation>Enden früher: %1</translation>
    </message>
    <message>
        <source>End later: %1</source>
        <translation>Enden später: %1</translation>
    </message>
    <message>
        <source>Unchanged: %1</source>
        <translation>Unverändert: %1</translation>
    </message>
    <message>
        <source>▲ %1: everybody has to sign in again, because tokens that were issued before are refused.</source>
        <translation>▲ %1: Alle müssen sich neu anmelden, weil früher ausgestellte Tokens abgelehnt werden.</translation>
    </message>
    <message numerus="yes">
        <source>• %Ln session(s) have an access token that outlives a new one, the last until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>
            <numerusform>• %Ln Sitzung hat ein Access-Token, das länger gilt als ein neues, bis %1.</numerusform>
            <numerusform>• %Ln Sitzungen haben ein Access-Token, das länger gilt als ein neues, das letzte bis %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::GoToDialog</name>
    <message>
        <source>Go To</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Page, user, session or setting</source>
        <translation>Seite, Benutzer, Sitzung oder Einstellung</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter goes there, Esc closes</source>
        <translation>↑ ↓ wählt, Eingabe öffnet, Esc schließt</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::GoToModel</name>
    <message>
        <source>The database cannot be searched. %1</source>
        <translation>Die Datenbank kann nicht durchsucht werden. %1</translation>
    </message>
    <message>
        <source>Sessions of %1</source>
        <translation>Sitzungen von %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>user name, program</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>session id, address</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>algorithm, state</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>result, detail</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportDialog</name>
    <message>
        <source>Show rows that change &amp;nothing</source>
        <translation>Zeilen zeigen, die &amp;nichts ändern</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Import Users from %1</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>Benutzer aus %1 importieren</translation>
    </message>
    <message>
        <source>Found out</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>What becomes of each row</source>
        <translation>Was aus jeder Zeile wird</translation>
    </message>
    <message>
        <source>Rows imported</source>
        <translation>Importierte Zeilen</translation>
    </message>
    <message>
        <source>&amp;Separator</source>
        <translation>&amp;Trennzeichen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Columns that are not read: %1.</source>
        <translation>Nicht gelesene Spalten: %1.</translation>
    </message>
    <message>
        <source>This file cannot be imported.</source>
        <translation>Diese Datei kann nicht importiert werden.</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 same, %4 refused</source>
        <translation>%1 neu, %2 geändert, %3 gleich, %4 abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>Import %n User(s)</source>
        <translation>
            <numerusform>%n Benutzer importieren</numerusform>
            <numerusform>%n Benutzer importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing %1</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>%1 wird importiert</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten…</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportKeyDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Sign with it from now on</source>
        <translation>Ab jetzt damit &amp;signieren</translation>
    </message>
    <message>
        <source>Take this &amp;weak secret all the same</source>
        <translation>Dieses sch&amp;wache Geheimnis trotzdem nehmen</translation>
    </message>
    <message>
        <source>Import Key</source>
        <translation>Schlüssel importieren</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Paste a private PEM, a private JWK or an HMAC secret, or drop a file here.</source>
        <translation>Fügen Sie ein privates PEM, ein privates JWK oder ein HMAC-Geheimnis ein, oder lassen Sie hier eine Datei fallen.</translation>
    </message>
    <message>
        <source>&amp;Open File…</source>
        <translation>Datei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>of an encrypted PEM only</source>
        <translation>nur für verschlüsseltes PEM</translation>
    </message>
    <message>
        <source>The key tells</source>
        <translation>Der Schlüssel sagt es</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>&amp;Algorithm</source>
        <translation>&amp;Algorithmus</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.jwk *.json *.txt);;All files (*)</source>
        <translation>Schlüssel (*.pem *.key *.jwk *.json *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is no file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 is too long for a key.</source>
        <translation>%1 ist zu lang für einen Schlüssel.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n byte(s)</source>
        <translation>
            <numerusform>%1, %n Byte</numerusform>
            <numerusform>%1, %n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>It becomes a next key: it verifies now and signs when keys rotate.</source>
        <translation>Er wird ein nächster Schlüssel: er prüft ab jetzt und signiert nach einem Wechsel.</translation>
    </message>
    <message>
        <source>Sign with an imported key</source>
        <translation>Mit einem importierten Schlüssel signieren</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportModel</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: name of a column, %2: reason why it is refused</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Changes or reason</source>
        <translation>Änderungen oder Grund</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorAnswers</name>
    <message>
        <source>Nothing to predict.</source>
        <translation>Nichts vorherzusagen.</translation>
    </message>
    <message>
        <source>%1 → %2 %3</source>
        <translation>%1 → %2 %3</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorCompare</name>
    <message>
        <source>Only &amp;differences</source>
        <translation>Nur &amp;Unterschiede</translation>
    </message>
    <message>
        <source>S&amp;econd token, to compare with the one above</source>
        <translation>Z&amp;weites Token, zum Vergleich mit dem oben</translation>
    </message>
    <message>
        <source>Second token</source>
        <translation>Zweites Token</translation>
    </message>
    <message>
        <source>Paste Second</source>
        <translation>Zweites einfügen</translation>
    </message>
    <message>
        <source>Both tokens, member by member</source>
        <translation>Beide Token, Mitglied für Mitglied</translation>
    </message>
    <message>
        <source>Paste the token before and after a refresh, or of two users.</source>
        <translation>Das Token vor und nach einer Erneuerung einfügen, oder die zweier Benutzer.</translation>
    </message>
    <message>
        <source>Both are the same token.</source>
        <translation>Beide sind dasselbe Token.</translation>
    </message>
    <message>
        <source>Only the signatures differ.</source>
        <translation>Nur die Signaturen unterscheiden sich.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorFacts</name>
    <message>
        <source>%1, by %2</source>
        <translation>%1, durch %2</translation>
    </message>
    <message>
        <source>Ended %1 (%2): %3</source>
        <translation>Beendet %1 (%2): %3</translation>
    </message>
    <message>
        <source>Lives at this moment. Ended later, %1 (%2): %3</source>
        <translation>Lebt zu diesem Zeitpunkt. Später beendet, %1 (%2): %3</translation>
    </message>
    <message>
        <source>Over since %1 (%2): %3</source>
        <translation>Vorbei seit %1 (%2): %3</translation>
    </message>
    <message>
        <source>Lives until %1 (%2), however often it is refreshed</source>
        <translation>Lebt bis %1 (%2), wie oft sie auch erneuert wird</translation>
    </message>
    <message>
        <source>Lives until %1 (%2), unless it is refreshed before</source>
        <translation>Lebt bis %1 (%2), wenn sie nicht vorher erneuert wird</translation>
    </message>
    <message>
        <source>Session %1, generation %2</source>
        <translation>Sitzung %1, Generation %2</translation>
    </message>
    <message>
        <source>Started %1 (%2)</source>
        <translation>Begonnen %1 (%2)</translation>
    </message>
    <message>
        <source>Last refreshed %1 (%2)</source>
        <translation>Zuletzt erneuert %1 (%2)</translation>
    </message>
    <message>
        <source>Lives as long as its tokens</source>
        <translation>Lebt so lange wie ihre Token</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>superuser</source>
        <translation>Superuser</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>User %1 (id %2): %3</source>
        <translation>Benutzer %1 (ID %2): %3</translation>
    </message>
    <message>
        <source>Show Session</source>
        <translation>Sitzung anzeigen</translation>
    </message>
    <message>
        <source>Show Key</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Show User</source>
        <translation>Benutzer anzeigen</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End now? (%1 s)</source>
        <translation>Jetzt beenden? (%1 s)</translation>
    </message>
    <message>
        <source>No session of this server belongs to the token, or the signature is not genuine, so that it was not looked up.</source>
        <translation>Zu dem Token gehört keine Sitzung dieses Servers, oder die Signatur ist nicht echt, sodass sie nicht nachgeschlagen wurde.</translation>
    </message>
    <message>
        <source>Out of date in the token: %1.</source>
        <translation>Veraltet im Token: %1.</translation>
    </message>
    <message>
        <source>%1 is %2, now %3</source>
        <translation>%1 ist %2, jetzt %3</translation>
    </message>
    <message>
        <source>Token, the signature left out:</source>
        <translation>Token, ohne die Signatur:</translation>
    </message>
    <message>
        <source>Header:</source>
        <translation>Header:</translation>
    </message>
    <message>
        <source>Payload:</source>
        <translation>Nutzdaten:</translation>
    </message>
    <message>
        <source>Checks:</source>
        <translation>Prüfungen:</translation>
    </message>
    <message>
        <source>Answers now:</source>
        <translation>Antworten jetzt:</translation>
    </message>
    <message>
        <source>Remarks:</source>
        <translation>Anmerkungen:</translation>
    </message>
    <message>
        <source>As of %1.</source>
        <translation>Stand %1.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorPage</name>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>Noch nichts zu untersuchen</translation>
    </message>
    <message>
        <source>Paste an access or refresh token, an Authorization header, a curl command or the answer of a login. It is not stored anywhere.</source>
        <translation>Ein Access- oder Refresh-Token, einen Authorization-Header, einen curl-Befehl oder die Antwort einer Anmeldung einfügen. Nichts davon wird gespeichert.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation>Weggelassen: %1.</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Access-Token</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Refresh-Token</translation>
    </message>
    <message>
        <source>Sliding token</source>
        <translation>Sliding-Token</translation>
    </message>
    <message>
        <source>ID token</source>
        <translation>ID-Token</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
    <message>
        <source>The key is encrypted: type its passphrase to verify with it.</source>
        <translation>Der Schlüssel ist verschlüsselt: Zum Prüfen seine Passphrase eingeben.</translation>
    </message>
    <message>
        <source>This key cannot be used: %1</source>
        <translation>Dieser Schlüssel ist nicht brauchbar: %1</translation>
    </message>
    <message>
        <source>The token could not be judged.</source>
        <translation>Das Token konnte nicht beurteilt werden.</translation>
    </message>
    <message>
        <source>Cannot inspect the token.</source>
        <translation>Das Token kann nicht untersucht werden.</translation>
    </message>
    <message>
        <source>Not judged by that key. What is shown below is judged by the server&apos;s keys.</source>
        <translation>Nach diesem Schlüssel nicht beurteilt. Was unten steht, ist nach den Schlüsseln des Servers beurteilt.</translation>
    </message>
    <message>
        <source>Cannot end the session.</source>
        <translation>Die Sitzung kann nicht beendet werden.</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>Remarks (%1)</source>
        <translation>Anmerkungen (%1)</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Attention: the secret is shorter than its hash, so it can be guessed.</source>
        <translation>Achtung: Das Geheimnis ist kürzer als sein Hash und kann daher erraten werden.</translation>
    </message>
    <message>
        <source>Could not be decoded. %1.</source>
        <translation>Konnte nicht dekodiert werden. %1.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Leer.</translation>
    </message>
    <message>
        <source>No strict JSON object: %1</source>
        <translation>Kein striktes JSON-Objekt: %1</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>&amp;Paste a token, an Authorization header or a curl command</source>
        <translation>&amp;Token, Authorization-Header oder curl-Befehl einfügen</translation>
    </message>
    <message>
        <source>Replace the text by what is on the clipboard</source>
        <translation>Text durch den Inhalt der Zwischenablage ersetzen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Forget the text and the secret</source>
        <translation>Text und Geheimnis vergessen</translation>
    </message>
    <message>
        <source>Which of the tokens found</source>
        <translation>Welches der gefundenen Tokens</translation>
    </message>
    <message>
        <source>Code of the reason</source>
        <translation>Code des Grundes</translation>
    </message>
    <message>
        <source>Copy a report without the signature</source>
        <translation>Bericht ohne die Signatur kopieren</translation>
    </message>
    <message>
        <source>Copy the header as JSON</source>
        <translation>Header als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy the payload as JSON</source>
        <translation>Nutzdaten als JSON kopieren</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Checks in their order</source>
        <translation>Prüfungen in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>What verify, refresh and profile would answer to this token</source>
        <translation>Was verify, refresh und profile auf dieses Token antworten würden</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Session and user of the token</source>
        <translation>Sitzung und Benutzer des Tokens</translation>
    </message>
    <message>
        <source>What is unwise about this token, accepted or not</source>
        <translation>Was an diesem Token unklug ist, angenommen oder nicht</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Edit and Sign</source>
        <translation>Bearbeiten und signieren</translation>
    </message>
    <message>
        <source>Tampering Lab</source>
        <translation>Fälschungslabor</translation>
    </message>
    <message>
        <source>Copy As</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>&amp;JSON Without the Signature</source>
        <translation>&amp;JSON ohne die Signatur</translation>
    </message>
    <message>
        <source>&amp;Markdown Without the Signature</source>
        <translation>&amp;Markdown ohne die Signatur</translation>
    </message>
    <message>
        <source>Markdown, &amp;Redacted</source>
        <translation>Markdown, &amp;geschwärzt</translation>
    </message>
    <message>
        <source>The &amp;Token Itself</source>
        <translation>Das Token &amp;selbst</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorRemarks</name>
    <message>
        <source>Nothing about this token is unwise.</source>
        <translation>An diesem Token ist nichts unklug.</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>Ernst</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <extracomment>%1: a remark, %2: a duration</extracomment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorSigning</name>
    <message>
        <source>no JSON object</source>
        <translation>kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 bei Byte %2</translation>
    </message>
    <message>
        <source>S&amp;ign</source>
        <translation>S&amp;ignieren</translation>
    </message>
    <message>
        <source>Header as JSON</source>
        <translation>Header als JSON</translation>
    </message>
    <message>
        <source>Payload as JSON</source>
        <translation>Nutzdaten als JSON</translation>
    </message>
    <message>
        <source>Start Again</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Take header and payload of the token over once more</source>
        <translation>Header und Nutzdaten des Tokens noch einmal übernehmen</translation>
    </message>
    <message>
        <source>Times From Now</source>
        <translation>Zeiten ab jetzt</translation>
    </message>
    <message>
        <source>Issued now, expires in %1</source>
        <translation>Jetzt ausgestellt, läuft in %1 ab</translation>
    </message>
    <message>
        <source>&amp;Header</source>
        <translation>&amp;Header</translation>
    </message>
    <message>
        <source>&amp;Payload</source>
        <translation>Nutz&amp;daten</translation>
    </message>
    <message>
        <source>The edited token</source>
        <translation>Das bearbeitete Token</translation>
    </message>
    <message>
        <source>Copy the edited token</source>
        <translation>Das bearbeitete Token kopieren</translation>
    </message>
    <message>
        <source>Inspect It</source>
        <translation>Untersuchen</translation>
    </message>
    <message>
        <source>With the server&apos;s key the header is the server&apos;s</source>
        <translation>Mit dem Schlüssel des Servers ist der Header der des Servers</translation>
    </message>
    <message>
        <source>Write a header and a payload, and sign them.</source>
        <translation>Header und Nutzdaten schreiben und signieren.</translation>
    </message>
    <message>
        <source>Nothing is changed: the signature is the original one.</source>
        <translation>Nichts ist geändert: Die Signatur ist die ursprüngliche.</translation>
    </message>
    <message>
        <source>The header is not strict JSON: %1.</source>
        <translation>Der Header ist kein striktes JSON: %1.</translation>
    </message>
    <message>
        <source>The payload is not strict JSON: %1.</source>
        <translation>Die Nutzdaten sind kein striktes JSON: %1.</translation>
    </message>
    <message>
        <source>Changed: the signature does not fit any more. Sign the copy.</source>
        <translation>Geändert: Die Signatur passt nicht mehr. Die Kopie signieren.</translation>
    </message>
    <message>
        <source>Sign with the server&apos;s key</source>
        <translation>Mit dem Schlüssel des Servers signieren</translation>
    </message>
    <message>
        <source>Not signed. %1</source>
        <translation>Nicht signiert. %1</translation>
    </message>
    <message>
        <source>Signed with the server&apos;s key %1. The audit log has an event of it.</source>
        <translation>Mit dem Schlüssel %1 des Servers signiert. Das Ereignisprotokoll hat einen Eintrag davon.</translation>
    </message>
    <message>
        <source>Signed with your own key.</source>
        <translation>Mit dem eigenen Schlüssel signiert.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorTampering</name>
    <message>
        <source>Inspect This One</source>
        <translation>Dieses untersuchen</translation>
    </message>
    <message>
        <source>Copy the changed token</source>
        <translation>Das geänderte Token kopieren</translation>
    </message>
    <message>
        <source>Changed tokens and what became of them</source>
        <translation>Geänderte Token und was aus ihnen wurde</translation>
    </message>
    <message>
        <source>Only what has the form of a token can be tampered with.</source>
        <translation>Nur was die Form eines Tokens hat, lässt sich fälschen.</translation>
    </message>
    <message numerus="yes">
        <source>%n changed token(s) accepted. Whoever knows the key, or guesses it, can forge tokens.</source>
        <translation>
            <numerusform>%n geändertes Token angenommen. Wer den Schlüssel kennt oder errät, kann Token fälschen.</numerusform>
            <numerusform>%n geänderte Token angenommen. Wer den Schlüssel kennt oder errät, kann Token fälschen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) tried, none accepted.</source>
        <translation>
            <numerusform>%n Änderung versucht, nicht angenommen.</numerusform>
            <numerusform>%n Änderungen versucht, keine angenommen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::IntegrateView</name>
    <message>
        <source>Copy the text</source>
        <translation>Den Text kopieren</translation>
    </message>
    <message>
        <source>Text to copy</source>
        <translation>Text zum Kopieren</translation>
    </message>
    <message>
        <source>Servi&amp;ce</source>
        <translation>Diens&amp;t</translation>
    </message>
    <message>
        <source>No key signs at present; the text lacks its algorithm.</source>
        <translation>Zurzeit signiert kein Schlüssel; dem Text fehlt sein Verfahren.</translation>
    </message>
    <message>
        <source>Tokens are signed with %1, so each service needs the secret itself, and could issue tokens with it. A key of ES256 or EdDSA needs no secret: services fetch the public key.</source>
        <translation>Tokens werden mit %1 signiert, also braucht jeder Dienst das Geheimnis selbst und könnte damit Tokens ausstellen. Ein Schlüssel für ES256 oder EdDSA braucht kein Geheimnis: Dienste holen den öffentlichen Schlüssel.</translation>
    </message>
    <message>
        <source>Filled in with the address, the names and the algorithm (%1) that are in force now.</source>
        <translation>Ausgefüllt mit der Adresse, den Namen und dem Verfahren (%1), die jetzt gelten.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeyPane</name>
    <message>
        <source>Destroyed when the key was retired</source>
        <translation>Vernichtet, als der Schlüssel außer Kraft trat</translation>
    </message>
    <message>
        <source>In the database, encrypted with AES-256-GCM. What opens it lies outside.</source>
        <translation>In der Datenbank, mit AES-256-GCM verschlüsselt. Was ihn öffnet, liegt außerhalb.</translation>
    </message>
    <message>
        <source>Select a key to see the details.</source>
        <translation>Wählen Sie einen Schlüssel, um die Einzelheiten zu sehen.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Events of All Keys</source>
        <translation>Ereignisse aller Schlüssel</translation>
    </message>
    <message>
        <source>Key id</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>Copy the key id</source>
        <translation>Schlüssel-ID kopieren</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>Signs from</source>
        <translation>Signiert ab</translation>
    </message>
    <message>
        <source>Signs until</source>
        <translation>Signiert bis</translation>
    </message>
    <message>
        <source>Verifies until</source>
        <translation>Prüft bis</translation>
    </message>
    <message>
        <source>Live sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Copy the thumbprint</source>
        <translation>Fingerabdruck kopieren</translation>
    </message>
    <message>
        <source>Private part</source>
        <translation>Privater Teil</translation>
    </message>
    <message>
        <source>Copy &amp;PEM</source>
        <translation>&amp;PEM kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;JWK</source>
        <translation>&amp;JWK kopieren</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: a date and time, %2: how long until then or since</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, imported</source>
        <translation>%1, importiert</translation>
    </message>
    <message>
        <source>Thumbprint of the key as JWK (RFC 7638): %1</source>
        <translation>Fingerabdruck des Schlüssels als JWK (RFC 7638): %1</translation>
    </message>
    <message>
        <source>The key is retired: only its history is kept.</source>
        <translation>Der Schlüssel ist außer Kraft: nur seine Geschichte bleibt.</translation>
    </message>
    <message>
        <source>A secret has no public part, and it cannot be exported.</source>
        <translation>Ein Geheimnis hat keinen öffentlichen Teil und kann nicht exportiert werden.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeyTimeline</name>
    <message>
        <source>Time line of keys</source>
        <translation>Zeitstrahl der Schlüssel</translation>
    </message>
    <message>
        <source>%1, %2, %3.</source>
        <extracomment>%1: a key, %2: its algorithm, %3: its state</extracomment>
        <translation>%1, %2, %3.</translation>
    </message>
    <message>
        <source>It has no date to sign from.</source>
        <translation>Er hat kein Datum, ab dem er signiert.</translation>
    </message>
    <message>
        <source>It has never signed.</source>
        <translation>Er hat nie signiert.</translation>
    </message>
    <message>
        <source>Signs from %1 until %2.</source>
        <extracomment>%1, %2: dates</extracomment>
        <translation>Signiert von %1 bis %2.</translation>
    </message>
    <message>
        <source>Signs from %1, with no end set.</source>
        <translation>Signiert ab %1, ohne festes Ende.</translation>
    </message>
    <message>
        <source>Verifies until %1.</source>
        <translation>Prüft bis %1.</translation>
    </message>
    <message>
        <source>%1 Key %2 of %3.</source>
        <extracomment>%1: a sentence about a key, %2 and %3: numbers</extracomment>
        <translation>%1 Schlüssel %2 von %3.</translation>
    </message>
    <message>
        <source>No keys.</source>
        <translation>Keine Schlüssel.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>signs</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>verifies</source>
        <translation>prüft</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeysModel</name>
    <message>
        <source>(being generated)</source>
        <translation>(wird erzeugt)</translation>
    </message>
    <message>
        <source>Generating…</source>
        <translation>Wird erzeugt…</translation>
    </message>
    <message>
        <source>%1, weak</source>
        <extracomment>%1: state of a key</extracomment>
        <translation>%1, schwach</translation>
    </message>
    <message>
        <source>Signs from %1</source>
        <translation>Signiert ab %1</translation>
    </message>
    <message>
        <source>There are more; counting stopped.</source>
        <translation>Es gibt mehr; das Zählen hat aufgehört.</translation>
    </message>
    <message>
        <source>Key id</source>
        <translation>Schlüssel-ID</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algorithmus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>Signs until</source>
        <translation>Signiert bis</translation>
    </message>
    <message>
        <source>Verifies until</source>
        <translation>Prüft bis</translation>
    </message>
    <message>
        <source>Live sessions whose current tokens it has signed</source>
        <translation>Lebende Sitzungen, deren jetzige Tokens er signiert hat</translation>
    </message>
    <message>
        <source>Live sessions</source>
        <translation>Sitzungen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>The keys could not be brought up to date.</source>
        <translation>Die Schlüssel konnten nicht aufgefrischt werden.</translation>
    </message>
    <message>
        <source>New Key…</source>
        <translation>Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>Import Key…</source>
        <translation>Schlüssel importieren…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+I</source>
        <translation>Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Rotate Now…</source>
        <translation>Jetzt wechseln…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Sign With This Key Now…</source>
        <translation>Jetzt mit diesem signieren…</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Planen…</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>Take the Date Back</source>
        <translation>Datum zurücknehmen</translation>
    </message>
    <message>
        <source>Save Public…</source>
        <translation>Öffentlichen sichern…</translation>
    </message>
    <message>
        <source>Export Private…</source>
        <translation>Privaten exportieren…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Retire…</source>
        <translation>Außer Kraft setzen…</translation>
    </message>
    <message>
        <source>Show Details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Show &amp;retired</source>
        <translation>Auch außer &amp;Kraft gesetzte</translation>
    </message>
    <message>
        <source>JWK Set:</source>
        <translation>JWK Set:</translation>
    </message>
    <message>
        <source>Copy the address of the JWK Set</source>
        <translation>Adresse des JWK Set kopieren</translation>
    </message>
    <message>
        <source>The keys could not be loaded</source>
        <translation>Die Schlüssel konnten nicht geladen werden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>No key is in force</source>
        <translation>Kein Schlüssel ist in Kraft</translation>
    </message>
    <message>
        <source>Without a key that signs nobody can log in.</source>
        <translation>Ohne einen Schlüssel, der signiert, kann sich niemand anmelden.</translation>
    </message>
    <message>
        <source>There is no key %1 here.</source>
        <translation>Einen Schlüssel %1 gibt es hier nicht.</translation>
    </message>
    <message>
        <source>Change the Date…</source>
        <translation>Datum ändern…</translation>
    </message>
    <message>
        <source>The server is stopped: nothing answers there until it is started.</source>
        <translation>Der Server steht: dort antwortet nichts, bis er gestartet wird.</translation>
    </message>
    <message>
        <source>The set is empty: the keys are secrets, which are never published. Services need an asymmetric key, or a copy of the secret.</source>
        <translation>Das Set ist leer: die Schlüssel sind Geheimnisse, die nie veröffentlicht werden. Dienste brauchen einen asymmetrischen Schlüssel oder eine Kopie des Geheimnisses.</translation>
    </message>
    <message>
        <source>The keys cannot be read.</source>
        <translation>Die Schlüssel können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Sign with a new key</source>
        <translation>Mit einem neuen Schlüssel signieren</translation>
    </message>
    <message>
        <source>Generating a key for %1</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>Ein Schlüssel für %1 wird erzeugt</translation>
    </message>
    <message>
        <source>No key was generated.</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>Es wurde kein Schlüssel erzeugt.</translation>
    </message>
    <message>
        <source>Key %1 signs from now on.</source>
        <extracomment>%1: a key</extracomment>
        <translation>Schlüssel %1 signiert ab jetzt.</translation>
    </message>
    <message>
        <source>Key %1 was generated and waits to sign.</source>
        <extracomment>%1: a key</extracomment>
        <translation>Schlüssel %1 wurde erzeugt und wartet aufs Signieren.</translation>
    </message>
    <message>
        <source>Key %1 was imported and signs from now on.</source>
        <translation>Schlüssel %1 wurde importiert und signiert ab jetzt.</translation>
    </message>
    <message>
        <source>Key %1 was imported and waits to sign.</source>
        <translation>Schlüssel %1 wurde importiert und wartet aufs Signieren.</translation>
    </message>
    <message>
        <source>Sign with a new key from now on?</source>
        <translation>Ab jetzt mit einem neuen Schlüssel signieren?</translation>
    </message>
    <message>
        <source>Sign with %1 from now on?</source>
        <extracomment>%1: a key</extracomment>
        <translation>Ab jetzt mit %1 signieren?</translation>
    </message>
    <message>
        <source>Rotate Now</source>
        <translation>Jetzt wechseln</translation>
    </message>
    <message>
        <source>Rotating keys</source>
        <translation>Schlüssel werden gewechselt</translation>
    </message>
    <message>
        <source>The keys were not rotated.</source>
        <translation>Die Schlüssel wurden nicht gewechselt.</translation>
    </message>
    <message>
        <source>Schedule a rotation</source>
        <translation>Einen Wechsel planen</translation>
    </message>
    <message>
        <source>Scheduling a rotation</source>
        <translation>Ein Wechsel wird geplant</translation>
    </message>
    <message>
        <source>The rotation was not scheduled.</source>
        <translation>Der Wechsel wurde nicht geplant.</translation>
    </message>
    <message>
        <source>Key %1 signs from %2 on.</source>
        <extracomment>%1: a key, %2: a date and time</extracomment>
        <translation>Schlüssel %1 signiert ab %2.</translation>
    </message>
    <message>
        <source>Taking the date back</source>
        <translation>Das Datum wird zurückgenommen</translation>
    </message>
    <message>
        <source>The date was not taken back.</source>
        <translation>Das Datum wurde nicht zurückgenommen.</translation>
    </message>
    <message>
        <source>Key %1 waits until it is told to sign.</source>
        <translation>Schlüssel %1 wartet, bis er signieren soll.</translation>
    </message>
    <message>
        <source>The key was not retired.</source>
        <translation>Der Schlüssel wurde nicht außer Kraft gesetzt.</translation>
    </message>
    <message>
        <source>Retire key %1?</source>
        <translation>Schlüssel %1 außer Kraft setzen?</translation>
    </message>
    <message>
        <source>Retire Key</source>
        <translation>Außer Kraft setzen</translation>
    </message>
    <message numerus="yes">
        <source>Retire and End %Ln Session(s)</source>
        <translation>
            <numerusform>Außer Kraft setzen, %Ln Sitzung beenden</numerusform>
            <numerusform>Außer Kraft setzen, %Ln Sitzungen beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Retiring a key</source>
        <translation>Ein Schlüssel wird außer Kraft gesetzt</translation>
    </message>
    <message>
        <source>Key %1 is retired.</source>
        <translation>Schlüssel %1 ist außer Kraft.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>Nichts wurde kopiert.</translation>
    </message>
    <message>
        <source>The public key was copied as PEM.</source>
        <translation>Der öffentliche Schlüssel wurde als PEM kopiert.</translation>
    </message>
    <message>
        <source>The public key was copied as JWK.</source>
        <translation>Der öffentliche Schlüssel wurde als JWK kopiert.</translation>
    </message>
    <message>
        <source>Save Public Key</source>
        <translation>Öffentlichen Schlüssel sichern</translation>
    </message>
    <message>
        <source>PEM files (*.pem);;JWK files (*.json *.jwk)</source>
        <translation>PEM-Dateien (*.pem);;JWK-Dateien (*.json *.jwk)</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>The public key was saved as %1.</source>
        <translation>Der öffentliche Schlüssel wurde als %1 gesichert.</translation>
    </message>
    <message>
        <source>Export a private key</source>
        <translation>Einen privaten Schlüssel exportieren</translation>
    </message>
    <message>
        <source>The private key was exported, encrypted, to %1.</source>
        <translation>Der private Schlüssel wurde verschlüsselt nach %1 exportiert.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::LifetimeBars</name>
    <message>
        <source>Lifetimes on one time axis</source>
        <translation>Lebensdauern auf einer Zeitachse</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Access-Token</translation>
    </message>
    <message>
        <source>Sliding token</source>
        <translation>Sliding-Token</translation>
    </message>
    <message>
        <source>Sliding refresh period</source>
        <translation>Sliding-Erneuerungsfrist</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Refresh-Token</translation>
    </message>
    <message>
        <source>Session maximum</source>
        <translation>Höchstdauer der Sitzung</translation>
    </message>
    <message>
        <source>%1: no limit</source>
        <translation>%1: keine Grenze</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lifetimes, shortest tokens first. %1.</source>
        <extracomment>%1 is a list such as &quot;Access token: 15 min, Refresh token: 7 d&quot;</extracomment>
        <translation>Lebensdauern, kürzeste Tokens zuerst. %1.</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>%1 is a list such as &quot;Access token: 15 min, Refresh token: 7 d&quot;</extracomment>
        <translation>, </translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Session maximum is shorter than the refresh token: a session ends after %1, whatever the refresh token says.</source>
        <translation>Die Höchstdauer der Sitzung ist kürzer als das Refresh-Token: Eine Sitzung endet nach %1, was auch im Refresh-Token steht.</translation>
    </message>
    <message>
        <source>The access token lives as long as the refresh token: there is nothing left to refresh.</source>
        <translation>Das Access-Token lebt so lange wie das Refresh-Token: Es bleibt nichts zu erneuern.</translation>
    </message>
    <message>
        <source>Session maximum is shorter than the access token: access tokens outlive their session.</source>
        <translation>Die Höchstdauer der Sitzung ist kürzer als das Access-Token: Access-Tokens überleben ihre Sitzung.</translation>
    </message>
    <message>
        <source>The sliding refresh period is over before the sliding token expires: it is never refreshed.</source>
        <translation>Die Sliding-Erneuerungsfrist ist vorbei, bevor das Sliding-Token abläuft: Es wird nie erneuert.</translation>
    </message>
    <message>
        <source>Refresh tokens are not rotated: a stolen one works unnoticed for %1.</source>
        <translation>Refresh-Tokens rotieren nicht: Ein gestohlenes funktioniert %1 lang unbemerkt.</translation>
    </message>
    <message>
        <source>A stolen access token works at most %1, and no longer than its session.</source>
        <translation>Ein gestohlenes Access-Token funktioniert höchstens %1 und nicht länger als seine Sitzung.</translation>
    </message>
    <message>
        <source>A stolen access token works at most %1, even if its session is ended.</source>
        <translation>Ein gestohlenes Access-Token funktioniert höchstens %1, auch wenn seine Sitzung beendet wird.</translation>
    </message>
    <message>
        <source>A user who works for 8 hours refreshes about once.</source>
        <translation>Wer 8 Stunden arbeitet, erneuert etwa einmal.</translation>
    </message>
    <message>
        <source>A user who works for 8 hours refreshes about %1 times.</source>
        <translation>Wer 8 Stunden arbeitet, erneuert etwa %1-mal.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ListPage</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Show Details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>The list could not be brought up to date.</source>
        <translation>Die Liste konnte nicht aktualisiert werden.</translation>
    </message>
    <message>
        <source>The list could not be loaded</source>
        <translation>Die Liste konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nichts passt zu „%1“</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>All %1 that match are selected.</source>
        <translation>Alle %1 Treffer sind ausgewählt.</translation>
    </message>
    <message>
        <source>Clear Selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message numerus="yes">
        <source>All %n rows that are loaded are selected.</source>
        <translation>
            <numerusform>%n geladene Zeile ist ausgewählt.</numerusform>
            <numerusform>Alle %n geladenen Zeilen sind ausgewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select All %1 That Match</source>
        <translation>Alle %1 Treffer auswählen</translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n rows are listed. Search, or sort the other way round, to see others.</source>
        <translation>
            <numerusform>Nur die erste %n Zeile ist aufgeführt. Suchen oder andersherum sortieren zeigt weitere.</numerusform>
            <numerusform>Nur die ersten %n Zeilen sind aufgeführt. Suchen oder andersherum sortieren zeigt weitere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying %n rows</source>
        <translation>
            <numerusform>%n Zeile wird kopiert</numerusform>
            <numerusform>%n Zeilen werden kopiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Export %1</source>
        <extracomment>%1: title of the page, such as &quot;Users&quot;</extracomment>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>CSV-Dateien (*.csv);;JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1: Export läuft</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 wurde nicht geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were exported to %1.</source>
        <translation>
            <numerusform>%n Zeile wurde nach %1 exportiert.</numerusform>
            <numerusform>%n Zeilen wurden nach %1 exportiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::LockPage</name>
    <message>
        <source>Sign In</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>▲ Caps Lock is on</source>
        <translation>▲ Die Feststelltaste ist aktiv</translation>
    </message>
    <message>
        <source>&amp;Sign In</source>
        <translation>&amp;Anmelden</translation>
    </message>
    <message>
        <source>&amp;Username</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>The server goes on running meanwhile.

Forgotten the password, or locked out? Whoever may read the data directory can set a new one in a terminal:</source>
        <translation>Der Server läuft unterdessen weiter.

Passwort vergessen oder ausgesperrt? Wer das Datenverzeichnis lesen darf, kann in einem Terminal ein neues setzen:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Reading the Database…</source>
        <translation>Datenbank wird gelesen…</translation>
    </message>
    <message>
        <source>The Console Is Locked</source>
        <translation>Die Konsole ist gesperrt</translation>
    </message>
    <message>
        <source>Administrators sign in with the name and password of a superuser.</source>
        <translation>Administratoren melden sich mit Namen und Passwort eines Superusers an.</translation>
    </message>
    <message>
        <source>Nobody has touched it for %1.</source>
        <extracomment>%1: &quot;15 min&quot;</extracomment>
        <translation>Seit %1 hat niemand sie berührt.</translation>
    </message>
    <message>
        <source>The account of the administrator was changed. Sign in again.</source>
        <translation>Das Konto des Administrators wurde geändert. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>What was open stays as it is until an administrator signs in.</source>
        <translation>Was offen war, bleibt, wie es ist, bis ein Administrator sich anmeldet.</translation>
    </message>
    <message>
        <source>Cannot Read the Database</source>
        <translation>Die Datenbank kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>Looking at the password…</source>
        <translation>Passwort wird geprüft…</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::MainWindow</name>
    <message>
        <source>Tokendesk</source>
        <translation>Tokendesk</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n Sache anzusehen</numerusform>
            <numerusform>%n Sachen anzusehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot read the database. %1</source>
        <translation>Die Datenbank kann nicht gelesen werden. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>There is no administrator yet, so nobody can manage users from outside.</source>
        <translation>Es gibt noch keinen Administrator, daher kann niemand Benutzer von außen verwalten.</translation>
    </message>
    <message>
        <source>Create Administrator…</source>
        <translation>Administrator anlegen…</translation>
    </message>
    <message>
        <source>Administrator %1 is created and can log in.</source>
        <translation>Administrator %1 ist angelegt und kann sich anmelden.</translation>
    </message>
    <message numerus="yes">
        <source>%n new warning(s)</source>
        <translation>
            <numerusform>%n neue Warnung</numerusform>
            <numerusform>%n neue Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, sentence</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Ask Before &amp;Closing</source>
        <translation>Vor dem Schließen &amp;fragen</translation>
    </message>
    <message>
        <source>Show in the &amp;Tray</source>
        <translation>Im &amp;Infobereich anzeigen</translation>
    </message>
    <message>
        <source>Discard unsaved changes?</source>
        <translation>Nicht gespeicherte Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>What was edited and not saved will be lost.</source>
        <translation>Was bearbeitet und nicht gespeichert wurde, geht verloren.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n running task(s) and quit?</source>
        <translation>
            <numerusform>%n laufende Aufgabe abbrechen und beenden?</numerusform>
            <numerusform>%n laufende Aufgaben abbrechen und beenden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel and Quit</source>
        <translation>Abbrechen und beenden</translation>
    </message>
    <message>
        <source>Stop the server and quit?</source>
        <translation>Server anhalten und beenden?</translation>
    </message>
    <message>
        <source>Clients of %1 cannot log in or refresh until it is started again.</source>
        <translation>Clients von %1 können sich erst wieder anmelden oder erneuern, wenn er wieder gestartet ist.</translation>
    </message>
    <message>
        <source>Stop and Quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>Keep Running in the Tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Stopping the server…</source>
        <translation>Server wird angehalten…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Tokendesk</source>
        <translation>&amp;Über Tokendesk</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>&amp;Gehe zu…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Lock Now</source>
        <translation>Jetzt &amp;sperren</translation>
    </message>
    <message>
        <source>Sign &amp;Out</source>
        <translation>Ab&amp;melden</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Clear or Close Message</source>
        <translation>Meldung leeren oder schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>E&amp;rscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Time copied as UTC</source>
        <translation>Zeit als UTC kopiert</translation>
    </message>
    <message>
        <source>Database path copied</source>
        <translation>Datenbankpfad kopiert</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::MappingPreview</name>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Additional claims of this user</source>
        <translation>Zusätzliche Claims dieses Benutzers</translation>
    </message>
    <message>
        <source>Preview for &amp;user</source>
        <translation>Vorschau für Ben&amp;utzer</translation>
    </message>
    <message>
        <source>As it is in force; the form cannot be saved like this.</source>
        <translation>Wie es in Kraft ist; das Formular lässt sich so nicht speichern.</translation>
    </message>
    <message>
        <source>As the form has it; nothing is saved yet.</source>
        <translation>So, wie es im Formular steht; noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>Left out, because tokens need these names: %1.</source>
        <translation>Ausgelassen, weil Tokens diese Namen brauchen: %1.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::MomentBar</name>
    <message>
        <source>&amp;Now</source>
        <translation>&amp;Jetzt</translation>
    </message>
    <message>
        <source>A&amp;t</source>
        <translation>&amp;Um</translation>
    </message>
    <message>
        <source>Judge the token as of now</source>
        <translation>Das Token für jetzt beurteilen</translation>
    </message>
    <message>
        <source>Judge the token as of another moment</source>
        <translation>Das Token für einen anderen Zeitpunkt beurteilen</translation>
    </message>
    <message>
        <source>Moment, local time</source>
        <translation>Zeitpunkt, Ortszeit</translation>
    </message>
    <message>
        <source>Moment between issue and expiry</source>
        <translation>Zeitpunkt zwischen Ausstellung und Ablauf</translation>
    </message>
    <message>
        <source>Judge as of</source>
        <translation>Beurteilen für</translation>
    </message>
    <message>
        <source>issued %1, expires %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>no life span to slide over</source>
        <translation>keine Lebensdauer zum Verschieben</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::NewKeyDialog</name>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
    <message>
        <source>&amp;Next key: it verifies now and signs when keys rotate</source>
        <translation>&amp;Nächster Schlüssel: prüft ab jetzt, signiert nach einem Wechsel</translation>
    </message>
    <message>
        <source>&amp;Sign with it from now on</source>
        <translation>Ab jetzt damit &amp;signieren</translation>
    </message>
    <message>
        <source>New Key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <extracomment>length of an RSA key</extracomment>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>&amp;Algorithm</source>
        <translation>&amp;Algorithmus</translation>
    </message>
    <message>
        <source>Generate Key</source>
        <translation>Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Services that fetch the public keys now and then know it before it signs.</source>
        <translation>Dienste, die die öffentlichen Schlüssel ab und zu holen, kennen ihn, bevor er signiert.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::NewUserDialog</name>
    <message>
        <source>New User</source>
        <translation>Neuer Benutzer</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Create User</source>
        <translation>Benutzer anlegen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Page</name>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PageBar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>page, shortcut</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>page, badge</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>Show the page titles</source>
        <translation>Seitentitel anzeigen</translation>
    </message>
    <message>
        <source>Show only the icons</source>
        <translation>Nur die Symbole anzeigen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PagedModelBase</name>
    <message>
        <source>%1+</source>
        <extracomment>a number of rows of which more follow: &quot;200+&quot;</extracomment>
        <translation>%1+</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>shown rows of all rows: &quot;12 of 4,310&quot;</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordDialog</name>
    <message>
        <source>Set Password</source>
        <translation>Passwort setzen</translation>
    </message>
    <message numerus="yes">
        <source>&amp;End the sessions of this user (%n)</source>
        <translation>
            <numerusform>&amp;Sitzung dieses Benutzers beenden (%n)</numerusform>
            <numerusform>&amp;Sitzungen dieses Benutzers beenden (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;End the sessions of this user</source>
        <translation>&amp;Sitzungen dieses Benutzers beenden</translation>
    </message>
    <message>
        <source>New password of %1</source>
        <translation>Neues Passwort von %1</translation>
    </message>
    <message>
        <source>Copy it now: it is not kept and will not be shown again.</source>
        <translation>Jetzt kopieren: Es wird nicht gespeichert und nicht noch einmal angezeigt.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordField</name>
    <message>
        <source>Copy the password</source>
        <translation>Passwort kopieren</translation>
    </message>
    <message>
        <source>Use this weak password all the same</source>
        <translation>Dieses schwache Passwort trotzdem verwenden</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Make up a random password</source>
        <translation>Ein zufälliges Passwort erzeugen</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters</source>
        <translation>
            <numerusform>Mindestens %n Zeichen</numerusform>
            <numerusform>Mindestens %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Password strength: %1</source>
        <translation>Passwortstärke: %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordProof</name>
    <message numerus="yes">
        <source>Your last sign-in is more than %n minute(s) ago. &amp;Password of %1:</source>
        <translation>
            <numerusform>Die letzte Anmeldung ist mehr als %n Minute her. &amp;Passwort von %1:</numerusform>
            <numerusform>Die letzte Anmeldung ist mehr als %n Minuten her. &amp;Passwort von %1:</numerusform>
        </translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Passwort von %1</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>Looking at the password…</source>
        <translation>Passwort wird geprüft…</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::RefreshChain</name>
    <message>
        <source>Refresh chain</source>
        <translation>Erneuerungskette</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Letzte Erneuerung</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message numerus="yes">
        <source>%n refresh(es)</source>
        <translation>
            <numerusform>%n Erneuerung</numerusform>
            <numerusform>%n Erneuerungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ScheduleDialog</name>
    <message>
        <source>Schedule a Rotation</source>
        <translation>Wechsel planen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: a key, %2: its algorithm</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>A new key (%1)</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>Ein neuer Schlüssel (%1)</translation>
    </message>
    <message>
        <source>In the time zone of this machine</source>
        <translation>In der Zeitzone dieses Rechners</translation>
    </message>
    <message>
        <source>From then on this key signs; the one before it goes on verifying what it has signed. Services that keep a copy of the public keys need this one by then. A server or daemon must be running at that time.</source>
        <translation>Von da an signiert dieser Schlüssel; der vor ihm prüft weiter, was er signiert hat. Dienste mit einer Kopie der öffentlichen Schlüssel brauchen diesen bis dahin. Dann muss ein Server oder Daemon laufen.</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Signs from</source>
        <translation>Signiert &amp;ab</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Planen</translation>
    </message>
    <message>
        <source>This is past. To sign with a key now, use Rotate Now.</source>
        <translation>Das ist vorbei. Um jetzt mit einem Schlüssel zu signieren, nehmen Sie „Jetzt wechseln“.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SearchField</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: what the field searches, %2: its shortcut</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ServerActions</name>
    <message>
        <source>&amp;Start Server</source>
        <translation>Server &amp;starten</translation>
    </message>
    <message>
        <source>S&amp;top Server</source>
        <translation>Server an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Restart Server</source>
        <translation>Server &amp;neu starten</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>&amp;Copy Address</source>
        <translation>Adresse &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Open in Browser</source>
        <translation>Im &amp;Browser öffnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>The server is stopped. Data can be edited; clients cannot sign in.</source>
        <translation>Der Server ist angehalten. Daten können bearbeitet werden; Clients können sich nicht anmelden.</translation>
    </message>
    <message>
        <source>Cannot start the server. %1</source>
        <translation>Der Server kann nicht gestartet werden. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionPane</name>
    <message>
        <source>Select a session to see the details.</source>
        <translation>Eine Sitzung auswählen, um die Details zu sehen.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Copy the session id</source>
        <translation>Sitzungs-ID kopieren</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Letzte Erneuerung</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Ends at the latest</source>
        <translation>Endet spätestens</translation>
    </message>
    <message>
        <source>Refreshes</source>
        <translation>Erneuerungen</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Signaturschlüssel</translation>
    </message>
    <message>
        <source>Change This Setting</source>
        <translation>Diese Einstellung ändern</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End now? (%1 s)</source>
        <translation>Jetzt beenden? (%1 s)</translation>
    </message>
    <message>
        <source>(purged user)</source>
        <translation>(endgültig gelöscht)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(unbekannt)</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionsModel</name>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Blacklisted</source>
        <translation>Auf der Sperrliste</translation>
    </message>
    <message>
        <source>Token revoked</source>
        <translation>Token widerrufen</translation>
    </message>
    <message>
        <source>Ended by the user</source>
        <translation>Vom Benutzer beendet</translation>
    </message>
    <message>
        <source>Issued too early</source>
        <translation>Zu früh ausgestellt</translation>
    </message>
    <message>
        <source>Too many sessions</source>
        <translation>Zu viele Sitzungen</translation>
    </message>
    <message>
        <source>Ended by an administrator</source>
        <translation>Von einem Administrator beendet</translation>
    </message>
    <message>
        <source>Ended by %1</source>
        <translation>Beendet von %1</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>User disabled</source>
        <translation>Benutzer deaktiviert</translation>
    </message>
    <message>
        <source>User deleted</source>
        <translation>Benutzer gelöscht</translation>
    </message>
    <message>
        <source>Refresh reused</source>
        <translation>Refresh-Token wiederverwendet</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Maximum age</source>
        <translation>Höchstalter erreicht</translation>
    </message>
    <message>
        <source>Key retired</source>
        <translation>Schlüssel ausgemustert</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>dem Server</translation>
    </message>
    <message>
        <source>(purged user)</source>
        <translation>(endgültig gelöscht)</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Letzte Erneuerung</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Refreshes</source>
        <translation>Erneuerungen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Beendet von</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionsPage</name>
    <message>
        <source>Search sessions</source>
        <translation>Sitzungen suchen</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Alle Sitzungen</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End Selected…</source>
        <translation>Ausgewählte beenden…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>End All of the User…</source>
        <translation>Alle des Benutzers beenden…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>There is no user “%1”.</source>
        <translation>Es gibt keinen Benutzer „%1“.</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>A session appears here as soon as somebody signs in.</source>
        <translation>Eine Sitzung erscheint hier, sobald sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>No session has ended</source>
        <translation>Keine Sitzung wurde beendet</translation>
    </message>
    <message>
        <source>Sessions that ended stay here for 30 days, with the reason.</source>
        <translation>Beendete Sitzungen bleiben hier 30 Tage lang mit ihrem Grund stehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n sessions selected</source>
        <translation>
            <numerusform>%n Sitzung ausgewählt</numerusform>
            <numerusform>%n Sitzungen ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 sessions selected</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 Sitzungen ausgewählt</translation>
    </message>
    <message>
        <source>Those of them that are active can be ended.</source>
        <translation>Beendet werden können die aktiven unter ihnen.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them active</source>
        <translation>
            <numerusform>%n davon aktiv</numerusform>
            <numerusform>%n davon aktiv</numerusform>
        </translation>
    </message>
    <message>
        <source>End All That Match…</source>
        <translation>Alle Treffer beenden…</translation>
    </message>
    <message>
        <source>End Selected (%1)…</source>
        <translation>Ausgewählte beenden (%1)…</translation>
    </message>
    <message>
        <source>End All of %1 (%2)…</source>
        <translation>Alle von %1 beenden (%2)…</translation>
    </message>
    <message>
        <source>They must sign in again. Access ends now.</source>
        <translation>Eine neue Anmeldung ist nötig. Der Zugriff endet sofort.</translation>
    </message>
    <message>
        <source>They must sign in again. Access tokens already issued stay valid for up to %1.</source>
        <translation>Eine neue Anmeldung ist nötig. Bereits ausgestellte Access-Tokens gelten noch bis zu %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n Sitzung</numerusform>
            <numerusform>%n Sitzungen</numerusform>
        </translation>
    </message>
    <message>
        <source>End %1 of %2?</source>
        <extracomment>%1: &quot;3 sessions&quot;, %2: &quot;2 users&quot;</extracomment>
        <translation>%1 von %2 beenden?</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <extracomment>%1: &quot;3 sessions&quot;, %2: &quot;2 users&quot;</extracomment>
        <translation>
            <numerusform>%n Benutzer</numerusform>
            <numerusform>%n Benutzern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>%n Sitzung beenden</numerusform>
            <numerusform>%n Sitzungen beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>No session was ended.</source>
        <translation>Keine Sitzung wurde beendet.</translation>
    </message>
    <message>
        <source>more than %1 sessions</source>
        <extracomment>%1: a number</extracomment>
        <translation>mehr als %1 Sitzungen</translation>
    </message>
    <message>
        <source>End %1?</source>
        <translation>%1 beenden?</translation>
    </message>
    <message>
        <source>End %1</source>
        <translation>%1 beenden</translation>
    </message>
    <message>
        <source>everybody</source>
        <extracomment>a word to be typed before something is done to all users</extracomment>
        <translation>alle</translation>
    </message>
    <message>
        <source>Ending %1</source>
        <translation>Beenden: %1</translation>
    </message>
    <message>
        <source>The other sessions live on.</source>
        <translation>Die übrigen Sitzungen bestehen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>%n Sitzung von %1 beenden?</numerusform>
            <numerusform>%n Sitzungen von %1 beenden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n Sitzung beendet.</numerusform>
            <numerusform>%n Sitzungen beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>The session had ended already.</source>
        <translation>Die Sitzung war bereits beendet.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingControl</name>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1 bis %2 %3</translation>
    </message>
    <message>
        <source>%1, or 0 for no limit</source>
        <translation>%1, oder 0 für keine Grenze</translation>
    </message>
    <message>
        <source>%1 to %2 characters</source>
        <translation>%1 bis %2 Zeichen</translation>
    </message>
    <message>
        <source>up to %1 characters</source>
        <translation>bis zu %1 Zeichen</translation>
    </message>
    <message>
        <source>One per line, or separated by commas</source>
        <translation>Je Zeile eines oder durch Kommas getrennt</translation>
    </message>
    <message>
        <source>%1 to %2 entries</source>
        <translation>%1 bis %2 Einträge</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingEditor</name>
    <message>
        <source>● modified</source>
        <translation>● geändert</translation>
    </message>
    <message>
        <source>Key: %1
Environment: %2
Command line: tokendeskd settings set %1 …</source>
        <translation>Schlüssel: %1
Umgebung: %2
Befehlszeile: tokendeskd settings set %1 …</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Zurück zum Standardwert</translation>
    </message>
    <message>
        <source>Back to the default of %1</source>
        <translation>Zurück zum Standardwert von %1</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Changed elsewhere from %1 to %2. Your value stays here until you apply or revert it.</source>
        <translation>Anderswo von %1 auf %2 geändert. Der eigene Wert bleibt hier, bis er angewendet oder verworfen wird.</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Standardwert: %1</translation>
    </message>
    <message>
        <source>back to the default when applied</source>
        <translation>beim Anwenden zurück zum Standardwert</translation>
    </message>
    <message>
        <source>source: %1</source>
        <translation>Quelle: %1</translation>
    </message>
    <message>
        <source>takes effect after a restart</source>
        <translation>gilt nach einem Neustart</translation>
    </message>
    <message>
        <source>Locked: set by %1 in the environment. Remove it there and restart to change the value here.</source>
        <translation>Gesperrt: durch %1 in der Umgebung gesetzt. Dort entfernen und neu starten, um den Wert hier zu ändern.</translation>
    </message>
    <message>
        <source>Locked: set in the configuration file. Remove it there and restart to change the value here.</source>
        <translation>Gesperrt: in der Konfigurationsdatei gesetzt. Dort entfernen und neu starten, um den Wert hier zu ändern.</translation>
    </message>
    <message>
        <source>Locked: set on the command line. Start without it to change the value here.</source>
        <translation>Gesperrt: auf der Befehlszeile gesetzt. Ohne die Angabe starten, um den Wert hier zu ändern.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingsHistory</name>
    <message>
        <source>default</source>
        <translation>Standardwert</translation>
    </message>
    <message>
        <source>&amp;Undo This</source>
        <translation>&amp;Dies rückgängig machen</translation>
    </message>
    <message>
        <source>Versions of the settings</source>
        <translation>Versionen der Einstellungen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Gives the settings this version changed their earlier values</source>
        <translation>Gibt den Einstellungen, die diese Version geändert hat, ihre früheren Werte zurück</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingsImportDialog</name>
    <message>
        <source>As it is here anyway.</source>
        <translation>Ist hier ohnehin so.</translation>
    </message>
    <message>
        <source>Not taken: keys are imported as keys.</source>
        <translation>Nicht übernommen: Schlüssel werden als Schlüssel importiert.</translation>
    </message>
    <message>
        <source>Not taken: it names something that exists in Django alone.</source>
        <translation>Nicht übernommen: Es nennt etwas, das es nur in Django gibt.</translation>
    </message>
    <message>
        <source>Not taken: this claim cannot be switched off here.</source>
        <translation>Nicht übernommen: Dieser Claim lässt sich hier nicht abschalten.</translation>
    </message>
    <message>
        <source>Not taken: only the running program knows this value.</source>
        <translation>Nicht übernommen: Diesen Wert kennt nur das laufende Programm.</translation>
    </message>
    <message>
        <source>Not taken: the value does not fit (%1).</source>
        <translation>Nicht übernommen: Der Wert passt nicht (%1).</translation>
    </message>
    <message>
        <source>Not taken: simplejwt itself refuses this name.</source>
        <translation>Nicht übernommen: simplejwt selbst lehnt diesen Namen ab.</translation>
    </message>
    <message>
        <source>Not taken: simplejwt does not know this name. %1 is meant?</source>
        <translation>Nicht übernommen: simplejwt kennt diesen Namen nicht. Ist %1 gemeint?</translation>
    </message>
    <message>
        <source>Also what simplejwt does where the text says &amp;nothing</source>
        <translation>Auch, was simplejwt tut, wo der Text &amp;nichts sagt</translation>
    </message>
    <message>
        <source>&amp;Take into the Form</source>
        <translation>Ins &amp;Formular übernehmen</translation>
    </message>
    <message>
        <source>Import Settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Settings to import</source>
        <translation>Einstellungen zum Importieren</translation>
    </message>
    <message>
        <source>Paste SIMPLE_JWT = {…} of a Django settings file, or the JSON that Export has written.</source>
        <translation>Fügen Sie SIMPLE_JWT = {…} aus einer Einstellungsdatei von Django ein, oder das JSON, das Exportieren geschrieben hat.</translation>
    </message>
    <message>
        <source>So that this server behaves as the Django project did</source>
        <translation>Damit sich dieser Server verhält wie das Django-Projekt</translation>
    </message>
    <message>
        <source>What becomes of each entry</source>
        <translation>Was aus jedem Eintrag wird</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>&amp;Open File…</source>
        <translation>&amp;Datei öffnen…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>Settings (*.json *.py);;All files (*)</source>
        <translation>Einstellungen (*.json *.py);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>Die Datei kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The file is longer than any settings are.</source>
        <translation>Die Datei ist länger, als Einstellungen sein können.</translation>
    </message>
    <message>
        <source>%1 change, %2 not taken</source>
        <translation>Geändert: %1, nicht übernommen: %2</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Not taken: %1 is locked by what the program was started with.</source>
        <translation>Nicht übernommen: %1 ist durch die Angaben beim Start gesperrt.</translation>
    </message>
    <message>
        <source>%1: stays %2</source>
        <translation>%1: bleibt %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingsPage</name>
    <message>
        <source>Cannot read the settings.</source>
        <translation>Die Einstellungen können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Cannot read the earlier versions.</source>
        <translation>Die früheren Versionen können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Modified %1</source>
        <translation>Geändert: %1</translation>
    </message>
    <message>
        <source>Restart needed %1</source>
        <translation>Neustart nötig: %1</translation>
    </message>
    <message>
        <source>▲ %1</source>
        <translation>▲ %1</translation>
    </message>
    <message>
        <source>• %1</source>
        <translation>• %1</translation>
    </message>
    <message>
        <source>No setting matches &quot;%1&quot;.</source>
        <translation>Keine Einstellung passt zu „%1“.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Lifetimes</source>
        <translation>Lebensdauern</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Passwörter</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Integrate</source>
        <translation>Einbinden</translation>
    </message>
    <message>
        <source>Search settings (Ctrl+F)</source>
        <translation>Einstellungen suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Show what is not saved yet, and nothing else</source>
        <translation>Nur zeigen, was noch nicht gespeichert ist</translation>
    </message>
    <message>
        <source>&amp;Import and Export</source>
        <translation>&amp;Import und Export</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Try for &amp;10 Minutes</source>
        <translation>&amp;10 Minuten ausprobieren</translation>
    </message>
    <message>
        <source>Put the changes in force; they go back by themselves unless you keep them</source>
        <translation>Die Änderungen in Kraft setzen; sie gehen von selbst zurück, wenn Sie sie nicht behalten</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Give up all changes that are not saved</source>
        <translation>Alle nicht gespeicherten Änderungen aufgeben</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Save the changes; they are in force with the next request</source>
        <translation>Änderungen speichern; sie gelten ab der nächsten Anfrage</translation>
    </message>
    <message>
        <source>Nothing was saved. One setting needs attention; see beside it.</source>
        <translation>Nichts wurde gespeichert. Eine Einstellung ist zu berichtigen; siehe neben ihr.</translation>
    </message>
    <message>
        <source>Nothing was saved. %1 settings need attention; see beside them.</source>
        <translation>Nichts wurde gespeichert. %1 Einstellungen sind zu berichtigen; siehe neben ihnen.</translation>
    </message>
    <message>
        <source>Change the behaviour to %1?</source>
        <translation>Verhalten auf %1 ändern?</translation>
    </message>
    <message>
        <source>No other setting changes with it.</source>
        <translation>Keine andere Einstellung ändert sich dadurch.</translation>
    </message>
    <message>
        <source>These settings have no value of their own and change with it:

%1</source>
        <translation>Diese Einstellungen haben keinen eigenen Wert und ändern sich mit:

%1</translation>
    </message>
    <message>
        <source>Change Behaviour</source>
        <translation>Verhalten ändern</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>Cannot undo the change.</source>
        <translation>Die Änderung kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>The trial cannot be ended.</source>
        <translation>Der Versuch kann nicht beendet werden.</translation>
    </message>
    <message>
        <source>Export Settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON-Dateien (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>What differs from the defaults was written to %1.</source>
        <translation>Was von den Vorgaben abweicht, steht jetzt in %1.</translation>
    </message>
    <message>
        <source>Nothing was exported to %1: %2</source>
        <translation>Nach %1 wurde nichts exportiert: %2</translation>
    </message>
    <message>
        <source>In force since %1 (version %2); first token with it seen at %3.</source>
        <extracomment>%1, %3: times of day, %2: a number</extracomment>
        <translation>In Kraft seit %1 (Version %2); erstes Token damit um %3 gesehen.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2); no token was issued with it yet.</source>
        <translation>In Kraft seit %1 (Version %2); noch wurde kein Token damit ausgestellt.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2). Live sessions: %3 ended, %4 shortened.</source>
        <extracomment>%1: a time of day; the rest are numbers</extracomment>
        <translation>In Kraft seit %1 (Version %2). Laufende Sitzungen: %3 beendet, %4 gekürzt.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2).</source>
        <translation>In Kraft seit %1 (Version %2).</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SetupWizard</name>
    <message>
        <source>&amp;Set Up</source>
        <translation>E&amp;inrichten</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>✓ http://127.0.0.1:%1 is free</source>
        <translation>✓ http://127.0.0.1:%1 ist frei</translation>
    </message>
    <message>
        <source>▲ Port %1 is used by %2.</source>
        <translation>▲ Port %1 ist belegt von %2.</translation>
    </message>
    <message>
        <source>Creating the administrator…</source>
        <translation>Administrator wird angelegt…</translation>
    </message>
    <message>
        <source>Generating a key for %1…</source>
        <translation>Schlüssel für %1 wird erzeugt…</translation>
    </message>
    <message>
        <source>Moving the server to port %1…</source>
        <translation>Server wechselt auf Port %1…</translation>
    </message>
    <message>
        <source>Set Up Tokendesk</source>
        <translation>Tokendesk einrichten</translation>
    </message>
    <message>
        <source>1 Welcome</source>
        <translation>1 Willkommen</translation>
    </message>
    <message>
        <source>2 Administrator</source>
        <translation>2 Administrator</translation>
    </message>
    <message>
        <source>3 Signing key</source>
        <translation>3 Signaturschlüssel</translation>
    </message>
    <message>
        <source>4 Address</source>
        <translation>4 Adresse</translation>
    </message>
    <message>
        <source>5 Summary</source>
        <translation>5 Übersicht</translation>
    </message>
    <message>
        <source>Who is the first administrator?</source>
        <translation>Wer ist der erste Administrator?</translation>
    </message>
    <message>
        <source>This user may sign in to the console and manage all others.</source>
        <translation>Dieser Benutzer darf sich an der Konsole anmelden und alle anderen verwalten.</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Später</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Welcome to Tokendesk</source>
        <translation>Willkommen bei Tokendesk</translation>
    </message>
    <message>
        <source>This database is empty. A few answers make it a server that people can log in to. Everything can be changed later.</source>
        <translation>Diese Datenbank ist leer. Einige Antworten machen daraus einen Server, an dem man sich anmelden kann. Alles kann später geändert werden.</translation>
    </message>
    <message>
        <source>Data is kept in one SQLite file, which needs nothing installed.</source>
        <translation>Die Daten liegen in einer SQLite-Datei, für die nichts installiert werden muss.</translation>
    </message>
    <message>
        <source>SQLite is the only storage so far; PostgreSQL is not supported yet. To keep the data elsewhere, quit and start with --data-dir.</source>
        <translation>SQLite ist bisher der einzige Speicher; PostgreSQL wird noch nicht unterstützt. Um die Daten anderswo abzulegen, beenden und mit --data-dir starten.</translation>
    </message>
    <message>
        <source>Use &amp;Demo Data Instead</source>
        <translation>Stattdessen &amp;Demodaten verwenden</translation>
    </message>
    <message>
        <source>Starts anew on scratch data with the users admin, alice and bob; this database stays as it is</source>
        <translation>Startet neu mit Wegwerfdaten und den Benutzern admin, alice und bob; diese Datenbank bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>Data is kept in one SQLite file, which needs nothing installed:
%1</source>
        <translation>Die Daten liegen in einer SQLite-Datei, für die nichts installiert werden muss:
%1</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>Li&amp;ght</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>D&amp;unkel</translation>
    </message>
    <message>
        <source>What signs the tokens?</source>
        <translation>Was signiert die Tokens?</translation>
    </message>
    <message>
        <source>The key is made on this computer and stored encrypted. It can be replaced at any time; the old one goes on verifying until the last token it signed has expired.</source>
        <translation>Der Schlüssel wird auf diesem Rechner erzeugt und verschlüsselt gespeichert. Er kann jederzeit ersetzt werden; der alte prüft weiter, bis das letzte mit ihm signierte Token abgelaufen ist.</translation>
    </message>
    <message>
        <source>Where does the server listen?</source>
        <translation>Wo lauscht der Server?</translation>
    </message>
    <message>
        <source>On this computer alone, at 127.0.0.1. To serve others, put a proxy with TLS in front, or start the server with a certificate of its own.</source>
        <translation>Nur auf diesem Rechner, an 127.0.0.1. Um andere zu bedienen, einen Proxy mit TLS davorsetzen oder den Server mit eigenem Zertifikat starten.</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>Next &amp;Free Port</source>
        <translation>Nächster &amp;freier Port</translation>
    </message>
    <message>
        <source>it is fixed by the program</source>
        <translation>er ist vom Programm festgelegt</translation>
    </message>
    <message>
        <source>The port cannot be chosen here: %1.</source>
        <translation>Der Port kann hier nicht gewählt werden: %1.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>“Set Up” does what these lines would do; they work as well without a window.</source>
        <translation>„Einrichten“ tut, was diese Zeilen täten; sie funktionieren auch ohne Fenster.</translation>
    </message>
    <message>
        <source>Equivalent commands</source>
        <translation>Gleichwertige Befehle</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>Befehle kopieren</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search by action or keys</source>
        <translation>Nach Aktion oder Tasten suchen</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Seite %1</translation>
    </message>
    <message numerus="yes">
        <source>%n shortcut(s)</source>
        <translation>
            <numerusform>%n Tastenkürzel</numerusform>
            <numerusform>%n Tastenkürzel</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::StatusBar</name>
    <message>
        <source>Times are shown in the zone %1. Click to copy the time as UTC.</source>
        <translation>Zeiten werden in der Zone %1 angezeigt. Klicken kopiert die Zeit als UTC.</translation>
    </message>
    <message>
        <source>Requests answered in the last minute. Click for the server menu.</source>
        <translation>In der letzten Minute beantwortete Anfragen. Klicken öffnet das Servermenü.</translation>
    </message>
    <message>
        <source>A secret is on the clipboard. Click to clear it now.</source>
        <translation>Ein Geheimnis ist in der Zwischenablage. Klicken löscht es jetzt.</translation>
    </message>
    <message>
        <source>The figures have not arrived yet.</source>
        <translation>Die Zahlen sind noch nicht eingetroffen.</translation>
    </message>
    <message>
        <source>Signed in: %1</source>
        <translation>Angemeldet: %1</translation>
    </message>
    <message>
        <source>Signed in as %1. Click to lock the console or to sign out.</source>
        <translation>Angemeldet als %1. Ein Klick führt zu Sperren und Abmelden.</translation>
    </message>
    <message>
        <source>Start, stop or restart the server</source>
        <translation>Server starten, anhalten oder neu starten</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>The address clients use</source>
        <translation>Die Adresse, die Clients verwenden</translation>
    </message>
    <message>
        <source>The address the server listens on when it is started</source>
        <translation>Die Adresse, an der der Server nach dem Start lauscht</translation>
    </message>
    <message>
        <source>Sessions: %1</source>
        <translation>Sitzungen: %1</translation>
    </message>
    <message>
        <source>Sessions that can be refreshed now. Click to see them.</source>
        <translation>Sitzungen, die jetzt erneuert werden können. Klicken zeigt sie an.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind of database, size</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1. Click to copy the path.</source>
        <translation>%1. Klicken kopiert den Pfad.</translation>
    </message>
    <message>
        <source>Policy preset simplejwt: answers exactly as simplejwt does.</source>
        <translation>Richtlinienvorgabe simplejwt: antwortet genau wie simplejwt.</translation>
    </message>
    <message>
        <source>Policy preset recommended: sessions end at once, spent refresh tokens raise the alarm.</source>
        <translation>Richtlinienvorgabe empfohlen: Sitzungen enden sofort, verbrauchte Refresh-Tokens lösen Alarm aus.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>No key signs: nobody can log in. Click to see the keys.</source>
        <translation>Kein Schlüssel signiert: niemand kann sich anmelden. Klicken zeigt die Schlüssel.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>key, how long it still signs</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Key %1 signs until %2. Click to see the keys.</source>
        <translation>Schlüssel %1 signiert bis %2. Klicken zeigt die Schlüssel.</translation>
    </message>
    <message>
        <source>Key %1 signs. Click to see the keys.</source>
        <translation>Schlüssel %1 signiert. Klicken zeigt die Schlüssel.</translation>
    </message>
    <message>
        <source>%1 req/min</source>
        <translation>%1 Anfr./min</translation>
    </message>
    <message numerus="yes">
        <source>Clipboard cleared in %n s</source>
        <translation>
            <numerusform>Zwischenablage wird in %n s geleert</numerusform>
            <numerusform>Zwischenablage wird in %n s geleert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TamperModel</name>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Was geändert wurde</translation>
    </message>
    <message>
        <source>Refused because</source>
        <translation>Abgelehnt, weil</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskIndicator</name>
    <message>
        <source>Show what is running</source>
        <translation>Laufendes anzeigen</translation>
    </message>
    <message>
        <source>Running tasks</source>
        <translation>Laufende Aufgaben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Aufgabe</numerusform>
            <numerusform>%n Aufgaben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelling…</source>
        <translation>%1: wird abgebrochen…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>task, count</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>Läuft: %1</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskList</name>
    <message>
        <source>%1 of %2</source>
        <comment>progress</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskRow</name>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 abbrechen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TokenView</name>
    <message>
        <source>Token, header line or curl command</source>
        <translation>Token, Header-Zeile oder curl-Befehl</translation>
    </message>
    <message>
        <source>eyJhbGciOi…</source>
        <translation>eyJhbGciOi…</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>■ %1: %2 characters</source>
        <extracomment>%1: header, payload or signature; %2: a number</extracomment>
        <translation>■ %1: %2 Zeichen</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Tray</name>
    <message>
        <source>&amp;Open Tokendesk</source>
        <translation>Tokendesk &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Server: %1, %2</source>
        <comment>state, address</comment>
        <translation>Server: %1, %2</translation>
    </message>
    <message>
        <source>Tokendesk. %1</source>
        <translation>Tokendesk. %1</translation>
    </message>
    <message numerus="yes">
        <source>Tokendesk. %1. %n new warning(s)</source>
        <translation>
            <numerusform>Tokendesk. %1. %n neue Warnung</numerusform>
            <numerusform>Tokendesk. %1. %n neue Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Warnings (%1)</source>
        <translation>&amp;Warnungen (%1)</translation>
    </message>
    <message>
        <source>&amp;Warnings</source>
        <translation>&amp;Warnungen</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time, what happened</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Sign in at the console to see more.</source>
        <translation>Mehr zeigt die Konsole nach der Anmeldung.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TrialBar</name>
    <message>
        <source>&amp;Keep It</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Take It &amp;Back</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>The settings stay as they are now</source>
        <translation>Die Einstellungen bleiben, wie sie jetzt sind</translation>
    </message>
    <message>
        <source>The settings go back at once to what they were before</source>
        <translation>Die Einstellungen gehen sofort auf die früheren Werte zurück</translation>
    </message>
    <message>
        <source>Version %1 is going back…</source>
        <translation>Version %1 geht zurück…</translation>
    </message>
    <message>
        <source>▲ Version %1 is being tried. It goes back by itself at %2, in %3, even if this window is closed.</source>
        <extracomment>%1: a number, %2: a time of day, %3: a length of time such as &quot;9 min&quot;</extracomment>
        <translation>▲ Version %1 wird ausprobiert. Sie geht um %2 (in %3) von selbst zurück, auch wenn dieses Fenster geschlossen ist.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserForm</name>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>E-&amp;Mail</translation>
    </message>
    <message>
        <source>&amp;First name</source>
        <translation>&amp;Vorname</translation>
    </message>
    <message>
        <source>&amp;Last name</source>
        <translation>&amp;Nachname</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Custom claims, a JSON object</source>
        <translation>Eigene Claims, ein JSON-Objekt</translation>
    </message>
    <message>
        <source>&amp;Custom claims</source>
        <translation>Eigene &amp;Claims</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Name of a new group</source>
        <translation>Name einer neuen Gruppe</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add the group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Active</source>
        <translation>&amp;Aktiv</translation>
    </message>
    <message>
        <source>&amp;Staff</source>
        <translation>M&amp;itarbeiter</translation>
    </message>
    <message>
        <source>Su&amp;peruser</source>
        <translation>Su&amp;peruser</translation>
    </message>
    <message>
        <source>None. They would go into each token of this user.</source>
        <translation>Keine. Sie kämen in jedes Token dieses Benutzers.</translation>
    </message>
    <message numerus="yes">
        <source>Valid JSON, %n byte(s)</source>
        <translation>
            <numerusform>Gültiges JSON, %n Byte</numerusform>
            <numerusform>Gültiges JSON, %n Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a JSON object yet.</source>
        <translation>Dies ist noch kein JSON-Objekt.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserPane</name>
    <message>
        <source>%1 in a row, locked %2</source>
        <extracomment>%1: number of wrong passwords; %2: such as &quot;3 h ago&quot;</extracomment>
        <translation>%1 in Folge, gesperrt %2</translation>
    </message>
    <message>
        <source>%1 in a row, next try in %2</source>
        <extracomment>%1: number of wrong passwords; %2: a span such as &quot;20 s&quot;</extracomment>
        <translation>%1 in Folge, nächster Versuch in %2</translation>
    </message>
    <message>
        <source>Select a user to see the details.</source>
        <translation>Einen Benutzer auswählen, um die Details zu sehen.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Sessions of the user</source>
        <translation>Sitzungen des Benutzers</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <translation>Benutzernamen kopieren</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Copy the e-mail address</source>
        <translation>E-Mail-Adresse kopieren</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <translation>Falsche Passwörter</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>Gelöscht %1</translation>
    </message>
    <message>
        <source>superuser</source>
        <translation>Superuser</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none: cannot sign in</source>
        <translation>keines: Anmeldung nicht möglich</translation>
    </message>
    <message>
        <source>set %1, %2</source>
        <translation>gesetzt %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>Show %n active session(s)</source>
        <translation>
            <numerusform>%n aktive Sitzung anzeigen</numerusform>
            <numerusform>%n aktive Sitzungen anzeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit %1 *</source>
        <extracomment>%1: a user name; the mark says that there are unsaved changes</extracomment>
        <translation>%1 bearbeiten *</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <extracomment>%1: a user name; the mark says that there are unsaved changes</extracomment>
        <translation>%1 bearbeiten</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UsersModel</name>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UsersPage</name>
    <message>
        <source>Search users</source>
        <translation>Benutzer suchen</translation>
    </message>
    <message>
        <source>All users</source>
        <translation>Alle Benutzer</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>The user could not be saved.</source>
        <translation>Der Benutzer konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>New User…</source>
        <translation>Neuer Benutzer…</translation>
    </message>
    <message>
        <source>Import Users…</source>
        <translation>Benutzer importieren…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+I</source>
        <translation>Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Ctrl+U</source>
        <translation>Ctrl+U</translation>
    </message>
    <message>
        <source>Set Password…</source>
        <translation>Passwort setzen…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>End All Sessions…</source>
        <translation>Alle Sitzungen beenden…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>The user could not be found.</source>
        <translation>Der Benutzer wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The bin is empty</source>
        <translation>Der Papierkorb ist leer</translation>
    </message>
    <message>
        <source>Deleted users stay here for 30 days and can be restored.</source>
        <translation>Gelöschte Benutzer bleiben 30 Tage hier und können wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>No users yet</source>
        <translation>Noch keine Benutzer</translation>
    </message>
    <message>
        <source>Nobody can sign in so far.</source>
        <translation>Bisher kann sich niemand anmelden.</translation>
    </message>
    <message>
        <source>Create the First User</source>
        <translation>Ersten Benutzer anlegen</translation>
    </message>
    <message>
        <source>User “%1” was created.</source>
        <translation>Benutzer „%1“ wurde angelegt.</translation>
    </message>
    <message>
        <source>Import Users</source>
        <translation>Benutzer importieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>CSV-Dateien (*.csv *.tsv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Imported: %1 created, %2 changed, %3 refused, %4 sessions ended.</source>
        <translation>Importiert: %1 angelegt, %2 geändert, %3 abgelehnt, %4 Sitzungen beendet.</translation>
    </message>
    <message>
        <source>Stopped before the end. %1</source>
        <extracomment>%1: what was done until then, a sentence</extracomment>
        <translation>Vorzeitig angehalten. %1</translation>
    </message>
    <message>
        <source>Undo the import?</source>
        <translation>Import rückgängig machen?</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>Import wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>The import could not be undone.</source>
        <translation>Der Import konnte nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Import undone: %1 moved to the bin, %2 changed back, %3 left as they are.</source>
        <translation>Import rückgängig gemacht: %1 in den Papierkorb verschoben, %2 zurückgeändert, %3 unverändert.</translation>
    </message>
    <message>
        <source>User “%1” was saved.</source>
        <translation>Benutzer „%1“ wurde gespeichert.</translation>
    </message>
    <message>
        <source>The change could not be undone.</source>
        <translation>Die Änderung konnte nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>User “%1” has a new password.</source>
        <translation>Benutzer „%1“ hat ein neues Passwort.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n Benutzer</numerusform>
            <numerusform>%n Benutzer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 users</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 Benutzer</translation>
    </message>
    <message>
        <source>%1 users selected</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 Benutzer ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%n users selected</source>
        <translation>
            <numerusform>%n Benutzer ausgewählt</numerusform>
            <numerusform>%n Benutzer ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable %1 Users</source>
        <translation>%1 Benutzer deaktivieren</translation>
    </message>
    <message>
        <source>Enable %1 Users</source>
        <translation>%1 Benutzer aktivieren</translation>
    </message>
    <message numerus="yes">
        <source>Disable %n Users</source>
        <translation>
            <numerusform>%n Benutzer deaktivieren</numerusform>
            <numerusform>%n Benutzer deaktivieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n Users</source>
        <translation>
            <numerusform>%n Benutzer aktivieren</numerusform>
            <numerusform>%n Benutzer aktivieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Unlock All That Are Locked</source>
        <translation>Alle gesperrten entsperren</translation>
    </message>
    <message numerus="yes">
        <source>Unlock %n Users</source>
        <translation>
            <numerusform>%n Benutzer entsperren</numerusform>
            <numerusform>%n Benutzer entsperren</numerusform>
        </translation>
    </message>
    <message>
        <source>End All Sessions (%1)…</source>
        <translation>Alle Sitzungen beenden (%1)…</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Users</source>
        <translation>
            <numerusform>%n Benutzer löschen</numerusform>
            <numerusform>%n Benutzer löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1 Users</source>
        <translation>%1 Benutzer löschen</translation>
    </message>
    <message numerus="yes">
        <source>Restore %n Users</source>
        <translation>
            <numerusform>%n Benutzer wiederherstellen</numerusform>
            <numerusform>%n Benutzer wiederherstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore %1 Users</source>
        <translation>%1 Benutzer wiederherstellen</translation>
    </message>
    <message>
        <source>everybody</source>
        <extracomment>a word to be typed before something is done to all users</extracomment>
        <translation>alle</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) were left as they are.</source>
        <translation>
            <numerusform>%n Benutzer blieb, wie er ist.</numerusform>
            <numerusform>%n Benutzer blieben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>The other users were left as they are.</source>
        <translation>Die übrigen Benutzer blieben, wie sie sind.</translation>
    </message>
    <message>
        <source>Enable %1?</source>
        <translation>%1 aktivieren?</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>%1 deaktivieren?</translation>
    </message>
    <message>
        <source>They can sign in again.</source>
        <translation>Sie können sich wieder anmelden.</translation>
    </message>
    <message>
        <source>They can no longer sign in, and all of their sessions end. Undo brings back the users, not the sessions.</source>
        <translation>Sie können sich nicht mehr anmelden, und alle ihre Sitzungen enden. Rückgängig bringt die Benutzer zurück, nicht die Sitzungen.</translation>
    </message>
    <message>
        <source>Enable %1</source>
        <extracomment>on a button; %1: &quot;3 users&quot;</extracomment>
        <translation>%1 aktivieren</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <extracomment>on a button; %1: &quot;3 users&quot;</extracomment>
        <translation>%1 deaktivieren</translation>
    </message>
    <message>
        <source>Enabling %1</source>
        <translation>Aktivieren: %1</translation>
    </message>
    <message>
        <source>Disabling %1</source>
        <translation>Deaktivieren: %1</translation>
    </message>
    <message>
        <source>User “%1” could not be enabled.</source>
        <translation>Benutzer „%1“ konnte nicht aktiviert werden.</translation>
    </message>
    <message>
        <source>User “%1” could not be disabled.</source>
        <translation>Benutzer „%1“ konnte nicht deaktiviert werden.</translation>
    </message>
    <message>
        <source>Nobody was enabled.</source>
        <translation>Niemand wurde aktiviert.</translation>
    </message>
    <message>
        <source>Nobody was disabled.</source>
        <translation>Niemand wurde deaktiviert.</translation>
    </message>
    <message>
        <source>User “%1” was enabled.</source>
        <translation>Benutzer „%1“ wurde aktiviert.</translation>
    </message>
    <message>
        <source>User “%1” was disabled.</source>
        <translation>Benutzer „%1“ wurde deaktiviert.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were enabled.</source>
        <translation>
            <numerusform>%n Benutzer wurde aktiviert.</numerusform>
            <numerusform>%n Benutzer wurden aktiviert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were disabled.</source>
        <translation>
            <numerusform>%n Benutzer wurde deaktiviert.</numerusform>
            <numerusform>%n Benutzer wurden deaktiviert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlocking users</source>
        <translation>Benutzer werden entsperrt</translation>
    </message>
    <message>
        <source>Nobody was unlocked.</source>
        <translation>Niemand wurde entsperrt.</translation>
    </message>
    <message>
        <source>User “%1” was unlocked.</source>
        <translation>Benutzer „%1“ wurde entsperrt.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were unlocked.</source>
        <translation>
            <numerusform>%n Benutzer wurde entsperrt.</numerusform>
            <numerusform>%n Benutzer wurden entsperrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting %1</source>
        <translation>Löschen: %1</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>User “%1” was moved to the bin.</source>
        <translation>Benutzer „%1“ wurde in den Papierkorb verschoben.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were moved to the bin.</source>
        <translation>
            <numerusform>%n Benutzer wurde in den Papierkorb verschoben.</numerusform>
            <numerusform>%n Benutzer wurden in den Papierkorb verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the user %1?</source>
        <translation>Den Benutzer %1 löschen?</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>They go to the bin, where they can be restored for 30 days. All of their sessions end, and stay ended if you restore them.</source>
        <translation>Sie kommen in den Papierkorb, aus dem sie 30 Tage lang wiederhergestellt werden können. Alle ihre Sitzungen enden und bleiben auch dann beendet.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Restore %1?</source>
        <translation>%1 wiederherstellen?</translation>
    </message>
    <message>
        <source>They can sign in again. Their sessions stay ended.</source>
        <translation>Sie können sich wieder anmelden. Ihre Sitzungen bleiben beendet.</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Nothing was restored.</source>
        <translation>Nichts wurde wiederhergestellt.</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) restored. Their sessions stay ended.</source>
        <translation>
            <numerusform>%n Benutzer wiederhergestellt. Die Sitzungen bleiben beendet.</numerusform>
            <numerusform>%n Benutzer wiederhergestellt. Die Sitzungen bleiben beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending sessions of %1</source>
        <translation>Sitzungen beenden: %1</translation>
    </message>
    <message>
        <source>No session was ended.</source>
        <translation>Keine Sitzung wurde beendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) of “%1” ended.</source>
        <translation>
            <numerusform>%n Sitzung von „%1“ beendet.</numerusform>
            <numerusform>%n Sitzungen von „%1“ beendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n Sitzung beendet.</numerusform>
            <numerusform>%n Sitzungen beendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>End all sessions of %1?</source>
        <translation>Alle Sitzungen für %1 beenden?</translation>
    </message>
    <message>
        <source>End All Sessions</source>
        <translation>Alle Sitzungen beenden</translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>%n Sitzung von %1 beenden?</numerusform>
            <numerusform>%n Sitzungen von %1 beenden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>%n Sitzung beenden</numerusform>
            <numerusform>%n Sitzungen beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>The user must sign in again on each device.</source>
        <translation>Auf jedem Gerät ist eine neue Anmeldung nötig.</translation>
    </message>
    <message>
        <source>They must sign in again on each device.</source>
        <translation>Sie müssen sich auf jedem Gerät neu anmelden.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::VerifyKeyBox</name>
    <message>
        <source>server &amp;keys</source>
        <translation>&amp;Schlüssel des Servers</translation>
    </message>
    <message>
        <source>server key</source>
        <translation>Server-Schlüssel</translation>
    </message>
    <message>
        <source>own &amp;secret or key</source>
        <translation>eigene&amp;m Schlüssel</translation>
    </message>
    <message>
        <source>own secret or key</source>
        <translation>eigenem Schlüssel</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Datei …</translation>
    </message>
    <message>
        <source>Open the Key</source>
        <translation>Schlüssel öffnen</translation>
    </message>
    <message>
        <source>Secret or key to verify with</source>
        <translation>Geheimnis oder Schlüssel zum Prüfen</translation>
    </message>
    <message>
        <source>Secret or private key to sign with</source>
        <translation>Geheimnis oder privater Schlüssel zum Signieren</translation>
    </message>
    <message>
        <source>HMAC secret, PEM, JWK or JWK Set</source>
        <translation>HMAC-Geheimnis, PEM, JWK oder JWK-Set</translation>
    </message>
    <message>
        <source>HMAC secret, private PEM or JWK</source>
        <translation>HMAC-Geheimnis, privates PEM oder JWK</translation>
    </message>
    <message>
        <source>Read the key from a file, which may also be dropped here</source>
        <translation>Den Schlüssel aus einer Datei lesen, die auch hier abgelegt werden kann</translation>
    </message>
    <message>
        <source>Try the passphrase</source>
        <translation>Die Passphrase ausprobieren</translation>
    </message>
    <message>
        <source>Verify with</source>
        <translation>Prüfen mit</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Signieren mit</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Key From a File</source>
        <translation>Schlüssel aus einer Datei</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.pub *.jwk *.jwks *.json *.txt);;All files (*)</source>
        <translation>Schlüssel (*.pem *.key *.pub *.jwk *.jwks *.json *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 is longer than any key is.</source>
        <translation>%1 ist länger, als ein Schlüssel ist.</translation>
    </message>
    <message>
        <source>%1 is not text. A key in DER can be converted with &quot;openssl pkey -inform DER&quot;.</source>
        <translation>%1 ist kein Text. Ein Schlüssel in DER lässt sich mit &quot;openssl pkey -inform DER&quot; umwandeln.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>The text is longer than any key is.</source>
        <translation>Der Text ist länger, als ein Schlüssel ist.</translation>
    </message>
    <message>
        <source>encrypted PEM</source>
        <translation>verschlüsseltes PEM</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>JWK Set</source>
        <translation>JWK-Set</translation>
    </message>
    <message>
        <source>JWK</source>
        <translation>JWK</translation>
    </message>
    <message>
        <source>HMAC secret</source>
        <translation>HMAC-Geheimnis</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Den Schlüssel verbergen</translation>
    </message>
    <message>
        <source>Show the key for 30 seconds</source>
        <translation>Den Schlüssel 30 Sekunden zeigen</translation>
    </message>
</context>
</TS>
