<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later
     Written and checked by translations.py. Spanish addresses nobody: infinitives for actions, impersonal sentences.
     Glossary: access token = token de acceso, audience = audiencia, bin = papelera, blacklist = lista negra,
     claim = claim, disable = desactivar, end a session = finalizar sesión, expire = caducar, issuer = emisor,
     leeway = tolerancia, lifetime = duración, lock = bloquear, log in, sign in = iniciar sesión, payload = carga,
     preset = directiva, refresh = actualizar, refresh token = token de actualización, reuse = reutilización,
     revoke = revocar, rotate = rotar, secret = secreto, session = sesión, setting = ajuste, signing key = clave de firma,
     sliding token = token deslizante, spent = gastado, staff = personal, stop the server = detener el servidor,
     superuser = superusuario, tray = bandeja, user = usuario, username = nombre de usuario. -->
<TS version="2.1" language="es_ES" sourcelanguage="en_GB">
<context>
    <name>Claim</name>
    <message>
        <source>Algorithm of the signature</source>
        <translation>Algoritmo de la firma</translation>
    </message>
    <message>
        <source>Media type, usually JWT</source>
        <translation>Tipo de medio, normalmente JWT</translation>
    </message>
    <message>
        <source>Id of the key that signed</source>
        <translation>Id de la clave que firmó</translation>
    </message>
    <message>
        <source>Content type of the payload</source>
        <translation>Tipo de contenido de la carga</translation>
    </message>
    <message>
        <source>Extensions the reader must understand; none is supported</source>
        <translation>Extensiones que el lector debe entender; no se admite ninguna</translation>
    </message>
    <message>
        <source>Address of a key set; never followed</source>
        <translation>Dirección de un conjunto de claves; nunca se sigue</translation>
    </message>
    <message>
        <source>A key inside the token; never trusted</source>
        <translation>Una clave dentro del token; nunca se confía en ella</translation>
    </message>
    <message>
        <source>Address of a certificate; never followed</source>
        <translation>Dirección de un certificado; nunca se sigue</translation>
    </message>
    <message>
        <source>A certificate chain; never trusted</source>
        <translation>Una cadena de certificados; nunca se confía en ella</translation>
    </message>
    <message>
        <source>Whether the payload is encoded; not supported</source>
        <translation>Si la carga está codificada; no se admite</translation>
    </message>
    <message>
        <source>Issuer: who made the token</source>
        <translation>Emisor: quién hizo el token</translation>
    </message>
    <message>
        <source>Subject: whom it is about</source>
        <translation>Sujeto: de quién trata</translation>
    </message>
    <message>
        <source>Audience: who may accept it</source>
        <translation>Audiencia: quién puede aceptarlo</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Not valid before</source>
        <translation>No válido antes de</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitido</translation>
    </message>
    <message>
        <source>Id of this token</source>
        <translation>Id de este token</translation>
    </message>
    <message>
        <source>What the token is for: access, refresh or sliding</source>
        <translation>Para qué sirve el token: access, refresh o sliding</translation>
    </message>
    <message>
        <source>Id of the user</source>
        <translation>Id del usuario</translation>
    </message>
    <message>
        <source>Id of the session</source>
        <translation>Id de la sesión</translation>
    </message>
    <message>
        <source>End of the sliding refresh period</source>
        <translation>Fin del plazo de actualización deslizante</translation>
    </message>
    <message>
        <source>Digest of the password hash</source>
        <translation>Resumen del hash de la contraseña</translation>
    </message>
    <message>
        <source>E-mail address of the user</source>
        <translation>Correo electrónico del usuario</translation>
    </message>
    <message>
        <source>Whether the user is staff</source>
        <translation>Si el usuario es del personal</translation>
    </message>
    <message>
        <source>Whether the user is a superuser</source>
        <translation>Si el usuario es superusuario</translation>
    </message>
    <message>
        <source>First and last name</source>
        <translation>Nombre y apellidos</translation>
    </message>
    <message>
        <source>Groups of the user</source>
        <translation>Grupos del usuario</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nombre completo</translation>
    </message>
    <message>
        <source>Name the user goes by</source>
        <translation>Nombre por el que se conoce al usuario</translation>
    </message>
    <message>
        <source>Rights that were granted, separated by blanks</source>
        <translation>Permisos concedidos, separados por espacios</translation>
    </message>
    <message>
        <source>Client the token was issued to</source>
        <translation>Cliente para el que se emitió el token</translation>
    </message>
    <message>
        <source>Value that ties the token to its request</source>
        <translation>Valor que une el token a su petición</translation>
    </message>
    <message>
        <source>When the user logged in</source>
        <translation>Cuándo inició sesión el usuario</translation>
    </message>
</context>
<context>
    <name>ClientName</name>
    <message>
        <source>Unknown client</source>
        <translation>Cliente desconocido</translation>
    </message>
</context>
<context>
    <name>Consequence</name>
    <message>
        <source>Ending it: access ends now.</source>
        <translation>Al finalizarla: el acceso termina ahora.</translation>
    </message>
    <message>
        <source>Ending it: no access token works any more; the next refresh is refused.</source>
        <translation>Al finalizarla: ningún token de acceso sirve ya; la próxima actualización se rechaza.</translation>
    </message>
    <message>
        <source>Ending it: the access token works until %1 (%2), the next refresh is refused.</source>
        <extracomment>%1: a time of day, %2: a span</extracomment>
        <translation>Al finalizarla: el token de acceso sirve hasta %1 (%2), la próxima actualización se rechaza.</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>Cannot start Tokendesk.</source>
        <translation>No se puede iniciar Tokendesk.</translation>
    </message>
    <message>
        <source>this is demo data</source>
        <translation>son datos de demostración</translation>
    </message>
    <message>
        <source>it was given with --listen</source>
        <translation>se indicó con --listen</translation>
    </message>
    <message>
        <source>it was given with TOKENDESK_LISTEN</source>
        <translation>se indicó con TOKENDESK_LISTEN</translation>
    </message>
    <message>
        <source>it comes from the file given with --config</source>
        <translation>viene del archivo indicado con --config</translation>
    </message>
</context>
<context>
    <name>ConsoleSetup</name>
    <message>
        <source>another program</source>
        <translation>otro programa</translation>
    </message>
</context>
<context>
    <name>DialogPrompter</name>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Para continuar, escribir %1:</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Internal error.</source>
        <translation>Error interno.</translation>
    </message>
    <message>
        <source>Invalid input.</source>
        <translation>Entrada no válida.</translation>
    </message>
    <message>
        <source>Not found.</source>
        <translation>No encontrado.</translation>
    </message>
    <message>
        <source>Already exists.</source>
        <translation>Ya existe.</translation>
    </message>
    <message>
        <source>Changed by someone else in the meantime.</source>
        <translation>Alguien lo ha cambiado mientras tanto.</translation>
    </message>
    <message>
        <source>Permission denied.</source>
        <translation>Permiso denegado.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>Took too long.</source>
        <translation>Tardó demasiado.</translation>
    </message>
    <message>
        <source>Too busy, try again in a moment.</source>
        <translation>Demasiado ocupado; conviene reintentar en un momento.</translation>
    </message>
    <message>
        <source>Cannot reach the database.</source>
        <translation>No se puede acceder a la base de datos.</translation>
    </message>
    <message>
        <source>Cannot open the database.</source>
        <translation>No se puede abrir la base de datos.</translation>
    </message>
    <message>
        <source>The database was written by a newer version.</source>
        <translation>La base de datos fue escrita por una versión más nueva.</translation>
    </message>
    <message>
        <source>The database cannot be written.</source>
        <translation>No se puede escribir en la base de datos.</translation>
    </message>
    <message>
        <source>The key file is missing.</source>
        <translation>Falta el archivo de claves.</translation>
    </message>
    <message>
        <source>The key file does not open this database.</source>
        <translation>El archivo de claves no abre esta base de datos.</translation>
    </message>
    <message>
        <source>The key file can be read by others.</source>
        <translation>Otros pueden leer el archivo de claves.</translation>
    </message>
    <message>
        <source>Not a usable key.</source>
        <translation>No es una clave utilizable.</translation>
    </message>
    <message>
        <source>The key is too short for its algorithm.</source>
        <translation>La clave es demasiado corta para su algoritmo.</translation>
    </message>
    <message>
        <source>There is no active signing key.</source>
        <translation>No hay ninguna clave de firma activa.</translation>
    </message>
    <message>
        <source>The address is in use.</source>
        <translation>La dirección está en uso.</translation>
    </message>
    <message>
        <source>Cannot listen on this address.</source>
        <translation>No se puede escuchar en esta dirección.</translation>
    </message>
    <message>
        <source>Cannot use the TLS certificate and key.</source>
        <translation>No se pueden usar el certificado y la clave TLS.</translation>
    </message>
    <message>
        <source>There is no such setting.</source>
        <translation>No existe tal ajuste.</translation>
    </message>
    <message>
        <source>The value is out of bounds.</source>
        <translation>El valor está fuera de los límites.</translation>
    </message>
    <message>
        <source>The setting is fixed by the command line, the environment or the configuration file.</source>
        <translation>El ajuste está fijado por la línea de órdenes, el entorno o el archivo de configuración.</translation>
    </message>
    <message>
        <source>The username is taken.</source>
        <translation>El nombre de usuario está ocupado.</translation>
    </message>
    <message>
        <source>Not a valid username.</source>
        <translation>No es un nombre de usuario válido.</translation>
    </message>
    <message>
        <source>The password is too short.</source>
        <translation>La contraseña es demasiado corta.</translation>
    </message>
    <message>
        <source>The password is too long.</source>
        <translation>La contraseña es demasiado larga.</translation>
    </message>
    <message>
        <source>The password is too common.</source>
        <translation>La contraseña es demasiado común.</translation>
    </message>
    <message>
        <source>The password is too similar to the user&apos;s own data.</source>
        <translation>La contraseña se parece demasiado a los datos del usuario.</translation>
    </message>
    <message>
        <source>The last active superuser must stay.</source>
        <translation>El último superusuario activo debe permanecer.</translation>
    </message>
    <message>
        <source>The token was refused.</source>
        <translation>El token fue rechazado.</translation>
    </message>
    <message>
        <source>OpenSSL cannot read the key.</source>
        <translation>OpenSSL no puede leer la clave.</translation>
    </message>
    <message>
        <source>There is more than one key in the text.</source>
        <translation>Hay más de una clave en el texto.</translation>
    </message>
    <message>
        <source>There is no complete PEM block in the text.</source>
        <translation>No hay ningún bloque PEM completo en el texto.</translation>
    </message>
    <message>
        <source>The encryption of the key is not PBES2 at a usual cost.</source>
        <translation>El cifrado de la clave no es PBES2 con un coste habitual.</translation>
    </message>
    <message>
        <source>The text is too long for a key.</source>
        <translation>El texto es demasiado largo para una clave.</translation>
    </message>
    <message>
        <source>There is no key for signatures in the set.</source>
        <translation>No hay ninguna clave para firmas en el conjunto.</translation>
    </message>
    <message>
        <source>The set mixes secrets with public keys.</source>
        <translation>El conjunto mezcla secretos con claves públicas.</translation>
    </message>
    <message>
        <source>The JWK is not a JSON object.</source>
        <translation>La JWK no es un objeto JSON.</translation>
    </message>
    <message>
        <source>The JWK set is not a JSON object.</source>
        <translation>El conjunto JWK no es un objeto JSON.</translation>
    </message>
    <message>
        <source>A key of the set is not a JSON object.</source>
        <translation>Una clave del conjunto no es un objeto JSON.</translation>
    </message>
    <message>
        <source>There is no key in it that OpenSSL can read.</source>
        <translation>No contiene ninguna clave que OpenSSL pueda leer.</translation>
    </message>
    <message>
        <source>The curve must be P-256, P-384 or P-521.</source>
        <translation>La curva debe ser P-256, P-384 o P-521.</translation>
    </message>
    <message>
        <source>Only RSA, EC and Ed25519 keys can be used.</source>
        <translation>Solo se pueden usar claves RSA, EC y Ed25519.</translation>
    </message>
    <message>
        <source>The private key does not belong to its public one.</source>
        <translation>La clave privada no corresponde a la pública.</translation>
    </message>
    <message>
        <source>The stored key is of another kind.</source>
        <translation>La clave guardada es de otro tipo.</translation>
    </message>
    <message>
        <source>The passphrase does not open the key.</source>
        <translation>La contraseña no abre la clave.</translation>
    </message>
    <message>
        <source>The key is encrypted: it needs its passphrase.</source>
        <translation>La clave está cifrada: necesita su contraseña.</translation>
    </message>
</context>
<context>
    <name>InspectorPage</name>
    <message>
        <source>&amp;Copy Cell</source>
        <translation>&amp;Copiar celda</translation>
    </message>
</context>
<context>
    <name>KeyText</name>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Verifies only</source>
        <translation>Solo verifica</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>One secret signs and verifies. For services that may know it; it is never published.</source>
        <translation>Un secreto firma y verifica. Para servicios que pueden conocerlo; nunca se publica.</translation>
    </message>
    <message>
        <source>RSA: services verify with the public key. Known everywhere; keys and tokens are long.</source>
        <translation>RSA: los servicios verifican con la clave pública. Conocido en todas partes; claves y tokens son largos.</translation>
    </message>
    <message>
        <source>RSA with PSS padding: as RS, with the better proof; some older libraries lack it.</source>
        <translation>RSA con relleno PSS: como RS, con mejor demostración; falta en algunas bibliotecas antiguas.</translation>
    </message>
    <message>
        <source>Elliptic curve: services verify with the public key. Short tokens.</source>
        <translation>Curva elíptica: los servicios verifican con la clave pública. Tokens cortos.</translation>
    </message>
    <message>
        <source>Ed25519: services verify with the public key. Fast and short; some older libraries lack it.</source>
        <translation>Ed25519: los servicios verifican con la clave pública. Rápido y corto; falta en algunas bibliotecas antiguas.</translation>
    </message>
    <message>
        <source>More than %1 sessions hold refresh tokens signed by %2; they stay valid until they expire, the last at %3.</source>
        <extracomment>%1: a number, %2: a key, %3: a date and time</extracomment>
        <translation>Más de %1 sesiones tienen tokens de refresco firmados por %2; valen hasta que caduquen, el último el %3.</translation>
    </message>
    <message>
        <source>No session holds a refresh token signed by %1.</source>
        <translation>Ninguna sesión tiene un token de refresco firmado por %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) hold refresh tokens signed by %1; they stay valid until they expire, the last at %2.</source>
        <extracomment>%1: a key, %2: a date and time</extracomment>
        <translation>
            <numerusform>%Ln sesión tiene un token de refresco firmado por %1; vale hasta que caduque, el %2.</numerusform>
            <numerusform>%Ln sesiones tienen tokens de refresco firmados por %1; valen hasta que caduquen, el último el %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Access tokens that it has signed stay valid, too.</source>
        <translation>También siguen valiendo los tokens de acceso que ha firmado.</translation>
    </message>
    <message>
        <source>It has signed nothing: no session ends. Its private part is destroyed.</source>
        <translation>No ha firmado nada: no termina ninguna sesión. Su parte privada se destruye.</translation>
    </message>
    <message>
        <source>More than %1 sessions live on its tokens and end now: who uses them must sign in again.</source>
        <extracomment>%1: a number</extracomment>
        <translation>Más de %1 sesiones viven de sus tokens y terminan ahora: quien las usa debe iniciar sesión de nuevo.</translation>
    </message>
    <message>
        <source>There are too many sessions to count which of them live on its tokens. Those end now: who uses them must sign in again.</source>
        <translation>Hay demasiadas sesiones para contar cuáles viven de sus tokens. Esas terminan ahora: quien las usa debe iniciar sesión de nuevo.</translation>
    </message>
    <message>
        <source>No session lives on its tokens.</source>
        <translation>Ninguna sesión vive de sus tokens.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) live on its tokens and end now: who uses them must sign in again.</source>
        <translation>
            <numerusform>%Ln sesión vive de sus tokens y termina ahora: quien la usa debe iniciar sesión de nuevo.</numerusform>
            <numerusform>%Ln sesiones viven de sus tokens y terminan ahora: quien las usa debe iniciar sesión de nuevo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whatever it has signed is refused from now on, and its private part is destroyed.</source>
        <translation>Todo lo que ha firmado se rechaza desde ahora, y su parte privada se destruye.</translation>
    </message>
    <message>
        <source>Sessions on other keys go on.</source>
        <translation>Las sesiones con otras claves continúan.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) on other keys go on.</source>
        <translation>
            <numerusform>%Ln sesión con otras claves continúa.</numerusform>
            <numerusform>%Ln sesiones con otras claves continúan.</numerusform>
        </translation>
    </message>
    <message>
        <source>This key is weak: %1 Rotate to a new one.</source>
        <extracomment>%1: a sentence</extracomment>
        <translation>Esta clave es débil: %1 Rote a una nueva.</translation>
    </message>
    <message>
        <source>This key is weak: %1 Whoever guesses it can issue tokens until it is retired.</source>
        <translation>Esta clave es débil: %1 Quien la adivine puede emitir tokens hasta que se retire.</translation>
    </message>
    <message>
        <source>It was to sign from %1 and does not: no server or daemon was running. Start one, or rotate now.</source>
        <extracomment>%1: a date and time</extracomment>
        <translation>Debía firmar desde %1 y no lo hace: no había servidor ni daemon en marcha. Inicie uno o rote ahora.</translation>
    </message>
    <message>
        <source>It signs from %1 on. Services that keep a copy of the public keys need this one by then.</source>
        <extracomment>%1: a date and time</extracomment>
        <translation>Firma desde %1. Los servicios que guardan una copia de las claves públicas la necesitan para entonces.</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>The language of the system is used from the next start on.</source>
        <translation>El idioma del sistema se usa a partir del próximo inicio.</translation>
    </message>
    <message>
        <source>The window speaks %1 from the next start on.</source>
        <extracomment>%1: a language in its own words, such as &quot;Español&quot;</extracomment>
        <translation>La ventana usará %1 a partir del próximo inicio.</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <extracomment>The language of the system</extracomment>
        <translation>&amp;Sistema</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>hace %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>en %1</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Users</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>must have at least %1 characters, has %2</source>
        <translation>debe tener al menos %1 caracteres, tiene %2</translation>
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation>debe tener como mucho %1 caracteres</translation>
    </message>
    <message>
        <source>is one of the most common passwords</source>
        <translation>es una de las contraseñas más comunes</translation>
    </message>
    <message>
        <source>repeats the same one or two characters</source>
        <translation>repite los mismos uno o dos caracteres</translation>
    </message>
    <message>
        <source>is too similar to %1</source>
        <translation>se parece demasiado a %1</translation>
    </message>
    <message>
        <source>must have at most %1 bytes</source>
        <translation>debe tener como mucho %1 bytes</translation>
    </message>
    <message>
        <source>must be text in UTF-8 without NUL</source>
        <translation>debe ser texto en UTF-8 sin NUL</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>débil</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>regular</translation>
    </message>
    <message>
        <source>good</source>
        <translation>buena</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>fuerte</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cor&amp;tar</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Sí</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;No</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Mayús</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Supr</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retorno</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Izquierda</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Derecha</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cor&amp;tar</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>Copiar dirección del &amp;enlace</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Seleccionar todo</translation>
    </message>
</context>
<context>
    <name>Remark</name>
    <message>
        <source>The token has no signature: anybody can write such a token</source>
        <translation>El token no tiene firma: cualquiera puede escribir uno así</translation>
    </message>
    <message>
        <source>Signed with a secret from tutorials, so that anybody can sign such tokens</source>
        <translation>Firmado con un secreto de tutoriales, de modo que cualquiera puede firmar tokens así</translation>
    </message>
    <message>
        <source>Claims named like secrets; the payload is encoded, not encrypted</source>
        <translation>Claims con nombre de secretos; los datos van codificados, no cifrados</translation>
    </message>
    <message>
        <source>No exp claim: the token is good for ever, if it is good</source>
        <translation>Sin claim exp: el token vale para siempre, si vale</translation>
    </message>
    <message>
        <source>Lives longer than a day and is no refresh token</source>
        <translation>Vive más de un día y no es un token de refresco</translation>
    </message>
    <message>
        <source>Times in milliseconds; verifiers read seconds and take them for the far future</source>
        <translation>Tiempos en milisegundos; los verificadores leen segundos y los toman por un futuro lejano</translation>
    </message>
    <message>
        <source>The header brings a key or the address of one; careless verifiers trust it</source>
        <translation>La cabecera trae una clave o su dirección; los verificadores descuidados confían en ella</translation>
    </message>
    <message>
        <source>Personal data, which everybody who sees the token can read</source>
        <translation>Datos personales, que puede leer cualquiera que vea el token</translation>
    </message>
    <message>
        <source>Longer than 4,096 bytes: browsers drop it as a cookie</source>
        <translation>Más de 4.096 bytes: los navegadores lo descartan como cookie</translation>
    </message>
</context>
<context>
    <name>SearchText</name>
    <message>
        <source>There is no search word “%1:”. Use %2.</source>
        <translation>No existe la palabra de búsqueda «%1:». Se puede usar %2.</translation>
    </message>
    <message>
        <source>“%1” is no value of %2:. Use %3.</source>
        <translation>«%1» no es un valor de %2:. Se puede usar %3.</translation>
    </message>
</context>
<context>
    <name>ServerState</name>
    <message>
        <source>Running</source>
        <translation>En marcha</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Iniciando</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Deteniéndose</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Behaviour</source>
        <translation>Comportamiento</translation>
    </message>
    <message>
        <source>Recommended is the safe choice. Simplejwt answers exactly as djangorestframework-simplejwt does, and changes the defaults of other settings with it.</source>
        <translation>Recomendado es la opción segura. Simplejwt responde exactamente como djangorestframework-simplejwt y cambia con ello los valores predeterminados de otros ajustes.</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>recomendado</translation>
    </message>
    <message>
        <source>simplejwt</source>
        <translation>simplejwt</translation>
    </message>
    <message>
        <source>Access token lifetime</source>
        <translation>Duración del token de acceso</translation>
    </message>
    <message>
        <source>How long an access token is good for after it was issued. Short lifetimes limit what a stolen token can do.</source>
        <translation>Cuánto tiempo sirve un token de acceso desde su emisión. Una duración corta limita lo que puede hacer un token robado.</translation>
    </message>
    <message>
        <source>Refresh token lifetime</source>
        <translation>Duración del token de actualización</translation>
    </message>
    <message>
        <source>How long a session lasts without being refreshed.</source>
        <translation>Cuánto dura una sesión sin actualizarse.</translation>
    </message>
    <message>
        <source>Longest session</source>
        <translation>Sesión más larga</translation>
    </message>
    <message>
        <source>A session ends this long after its login, however often it is refreshed. 0 sets no limit.</source>
        <translation>Una sesión termina pasado este tiempo desde su inicio, por mucho que se actualice. 0 no pone límite.</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>segundos</translation>
    </message>
    <message>
        <source>Sliding token lifetime</source>
        <translation>Duración del token deslizante</translation>
    </message>
    <message>
        <source>How long a sliding token is good for before it must be refreshed.</source>
        <translation>Cuánto tiempo sirve un token deslizante antes de tener que actualizarse.</translation>
    </message>
    <message>
        <source>Sliding token refresh period</source>
        <translation>Plazo de actualización deslizante</translation>
    </message>
    <message>
        <source>How long after its login a sliding token may still be refreshed.</source>
        <translation>Hasta cuánto después de su inicio de sesión se puede actualizar un token deslizante.</translation>
    </message>
    <message>
        <source>Clock leeway</source>
        <translation>Tolerancia del reloj</translation>
    </message>
    <message>
        <source>How far the clocks of other issuers may be off when the times in a token are checked.</source>
        <translation>Cuánto pueden desviarse los relojes de otros emisores al comprobar las horas de un token.</translation>
    </message>
    <message>
        <source>Rotate refresh tokens</source>
        <translation>Rotar los tokens de actualización</translation>
    </message>
    <message>
        <source>Every refresh hands out a new refresh token as well.</source>
        <translation>Cada actualización entrega también un token de actualización nuevo.</translation>
    </message>
    <message>
        <source>Refuse rotated tokens</source>
        <translation>Rechazar tokens rotados</translation>
    </message>
    <message>
        <source>A refresh token that was exchanged for a new one is refused from then on.</source>
        <translation>Un token de actualización que se cambió por uno nuevo se rechaza desde entonces.</translation>
    </message>
    <message>
        <source>Grace after rotation</source>
        <translation>Gracia tras la rotación</translation>
    </message>
    <message>
        <source>For this long a client that missed the answer to its refresh may repeat it and gets the same new token.</source>
        <translation>Durante este tiempo, un cliente que perdió la respuesta a su actualización puede repetirla y recibe el mismo token nuevo.</translation>
    </message>
    <message>
        <source>End session on reuse</source>
        <translation>Finalizar la sesión al reutilizar</translation>
    </message>
    <message>
        <source>A spent refresh token that comes back is a sign of theft: the whole session ends.</source>
        <translation>Un token de actualización gastado que vuelve es señal de robo: termina la sesión entera.</translation>
    </message>
    <message>
        <source>Reuse tolerance</source>
        <translation>Tolerancia de reutilización</translation>
    </message>
    <message>
        <source>A spent token that comes back within this time after the rotation is refused, but does not end the session.</source>
        <translation>Un token gastado que vuelve dentro de este tiempo tras la rotación se rechaza, pero no finaliza la sesión.</translation>
    </message>
    <message>
        <source>Revoke access tokens at once</source>
        <translation>Revocar tokens de acceso al instante</translation>
    </message>
    <message>
        <source>Access tokens of an ended session are refused at once instead of living until they expire.</source>
        <translation>Los tokens de acceso de una sesión finalizada se rechazan al instante en vez de valer hasta que caducan.</translation>
    </message>
    <message>
        <source>Adopt foreign refresh tokens</source>
        <translation>Adoptar tokens de actualización ajenos</translation>
    </message>
    <message>
        <source>A well signed refresh token that was issued elsewhere, such as by Django before a move, starts a session here.</source>
        <translation>Un token de actualización bien firmado y emitido en otro sitio, por ejemplo por Django antes de una mudanza, inicia aquí una sesión.</translation>
    </message>
    <message>
        <source>Bind tokens to the password</source>
        <translation>Ligar los tokens a la contraseña</translation>
    </message>
    <message>
        <source>Tokens carry a digest of the password hash and are refused after the password has changed.</source>
        <translation>Los tokens llevan un resumen del hash de la contraseña y se rechazan cuando la contraseña ha cambiado.</translation>
    </message>
    <message>
        <source>Refuse tokens of inactive users</source>
        <translation>Rechazar tokens de usuarios inactivos</translation>
    </message>
    <message>
        <source>Tokens stop working as soon as their user is disabled.</source>
        <translation>Los tokens dejan de servir en cuanto se desactiva a su usuario.</translation>
    </message>
    <message>
        <source>Record the last login</source>
        <translation>Registrar el último inicio de sesión</translation>
    </message>
    <message>
        <source>Every login writes its time beside the user.</source>
        <translation>Cada inicio de sesión anota su hora junto al usuario.</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>Emisor</translation>
    </message>
    <message>
        <source>Written into tokens as iss and then required of every token. Empty: neither.</source>
        <translation>Se escribe en los tokens como iss y luego se exige a cada token. Vacío: ninguna de las dos cosas.</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Audiencia</translation>
    </message>
    <message>
        <source>Written into tokens as aud and then required of every token. Empty: neither.</source>
        <translation>Se escribe en los tokens como aud y luego se exige a cada token. Vacío: ninguna de las dos cosas.</translation>
    </message>
    <message>
        <source>Refuse unexpected audiences</source>
        <translation>Rechazar audiencias inesperadas</translation>
    </message>
    <message>
        <source>A token that names an audience is refused while no audience is set here.</source>
        <translation>Un token que nombra una audiencia se rechaza mientras aquí no haya ninguna.</translation>
    </message>
    <message>
        <source>Authorization schemes</source>
        <translation>Esquemas de Authorization</translation>
    </message>
    <message>
        <source>Words accepted before the token in the header, upper and lower case told apart. Answers name the first one.</source>
        <translation>Palabras admitidas antes del token en la cabecera; se distinguen mayúsculas y minúsculas. Las respuestas nombran la primera.</translation>
    </message>
    <message>
        <source>Authorization header</source>
        <translation>Cabecera Authorization</translation>
    </message>
    <message>
        <source>Name of the HTTP header that carries the token.</source>
        <translation>Nombre de la cabecera HTTP que lleva el token.</translation>
    </message>
    <message>
        <source>Accept sliding tokens</source>
        <translation>Aceptar tokens deslizantes</translation>
    </message>
    <message>
        <source>Protected addresses take sliding tokens besides access tokens.</source>
        <translation>Las direcciones protegidas aceptan tokens deslizantes además de tokens de acceso.</translation>
    </message>
    <message>
        <source>User id claim</source>
        <translation>Claim del id de usuario</translation>
    </message>
    <message>
        <source>Claim that holds the id of the user.</source>
        <translation>Claim que contiene el id del usuario.</translation>
    </message>
    <message>
        <source>Token type claim</source>
        <translation>Claim del tipo de token</translation>
    </message>
    <message>
        <source>Claim that tells access, refresh and sliding tokens apart.</source>
        <translation>Claim que distingue los tokens de acceso, de actualización y deslizantes.</translation>
    </message>
    <message>
        <source>Token id claim</source>
        <translation>Claim del id del token</translation>
    </message>
    <message>
        <source>Claim that holds the id of the token.</source>
        <translation>Claim que contiene el id del token.</translation>
    </message>
    <message>
        <source>Sliding refresh end claim</source>
        <translation>Claim del fin del plazo deslizante</translation>
    </message>
    <message>
        <source>Claim of sliding tokens that holds the end of their refresh period.</source>
        <translation>Claim de los tokens deslizantes que contiene el fin de su plazo de actualización.</translation>
    </message>
    <message>
        <source>Password digest claim</source>
        <translation>Claim del resumen de la contraseña</translation>
    </message>
    <message>
        <source>Claim that holds the digest of the password hash while tokens are bound to the password.</source>
        <translation>Claim que contiene el resumen del hash de la contraseña mientras los tokens están ligados a ella.</translation>
    </message>
    <message>
        <source>Additional claims</source>
        <translation>Claims adicionales</translation>
    </message>
    <message>
        <source>Claims added at login. A text that starts with $ names a field of the user, such as $email; any other value is written as it stands. The member * with the value $claims adds the user&apos;s own claims. Where all of it is too long for a token, the longest are left out.</source>
        <translation>Claims que se añaden al iniciar sesión. Un texto que empieza por $ nombra un campo del usuario, como $email; cualquier otro valor se escribe tal cual. El miembro * con el valor $claims añade los claims propios del usuario. Si todo junto es demasiado largo para un token, se omiten los más largos.</translation>
    </message>
    <message>
        <source>Read claims anew on refresh</source>
        <translation>Releer los claims al actualizar</translation>
    </message>
    <message>
        <source>A refresh writes the user&apos;s present data into the new tokens instead of copying the old claims.</source>
        <translation>Una actualización escribe los datos actuales del usuario en los tokens nuevos en vez de copiar los claims antiguos.</translation>
    </message>
    <message>
        <source>Include session id</source>
        <translation>Incluir el id de sesión</translation>
    </message>
    <message>
        <source>Tokens carry the session id as sid, for services that keep their own list of ended sessions.</source>
        <translation>Los tokens llevan el id de sesión como sid, para servicios con su propia lista de sesiones finalizadas.</translation>
    </message>
    <message>
        <source>Include key id</source>
        <translation>Incluir el id de clave</translation>
    </message>
    <message>
        <source>The token header names the key it was signed with, which services need once keys rotate.</source>
        <translation>La cabecera del token nombra la clave con que se firmó, cosa que los servicios necesitan cuando las claves rotan.</translation>
    </message>
    <message>
        <source>Trim passwords at login</source>
        <translation>Recortar contraseñas al iniciar sesión</translation>
    </message>
    <message>
        <source>Blanks around a password are dropped at login, as Django REST framework does.</source>
        <translation>Los espacios alrededor de la contraseña se descartan al iniciar sesión, como hace Django REST framework.</translation>
    </message>
    <message>
        <source>Shortest password</source>
        <translation>Contraseña más corta</translation>
    </message>
    <message>
        <source>New passwords must have at least this many characters.</source>
        <translation>Las contraseñas nuevas deben tener al menos este número de caracteres.</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>caracteres</translation>
    </message>
    <message>
        <source>Redirect to the trailing slash</source>
        <translation>Redirigir a la barra final</translation>
    </message>
    <message>
        <source>A path without its trailing slash is answered with a redirect, as Django does, instead of being served.</source>
        <translation>Una ruta sin su barra final se responde con una redirección, como hace Django, en vez de servirse.</translation>
    </message>
    <message>
        <source>Allowed hosts</source>
        <translation>Hosts permitidos</translation>
    </message>
    <message>
        <source>Host names under which clients may call, besides the listening address and localhost.</source>
        <translation>Nombres de host con los que pueden llamar los clientes, además de la dirección de escucha y localhost.</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>Proxies de confianza</translation>
    </message>
    <message>
        <source>Addresses or subnets of reverse proxies whose word on the client&apos;s address is believed.</source>
        <translation>Direcciones o subredes de proxies inversos a los que se cree la dirección del cliente.</translation>
    </message>
    <message>
        <source>Keep ended sessions</source>
        <translation>Conservar sesiones finalizadas</translation>
    </message>
    <message>
        <source>Ended sessions are deleted after this time.</source>
        <translation>Las sesiones finalizadas se eliminan pasado este tiempo.</translation>
    </message>
    <message>
        <source>Keep events</source>
        <translation>Conservar eventos</translation>
    </message>
    <message>
        <source>Events are deleted after this time.</source>
        <translation>Los eventos se eliminan pasado este tiempo.</translation>
    </message>
    <message>
        <source>Slow down password guessing</source>
        <translation>Frenar los intentos de adivinar</translation>
    </message>
    <message>
        <source>Wrong passwords make an account, and the address they come from, wait before the next try.</source>
        <translation>Las contraseñas erróneas hacen esperar a la cuenta, y a la dirección de donde vienen, antes del siguiente intento.</translation>
    </message>
    <message>
        <source>Free tries per account</source>
        <translation>Intentos libres por cuenta</translation>
    </message>
    <message>
        <source>So many wrong passwords in a row cost nothing. After that the wait doubles with each one.</source>
        <translation>Este número de contraseñas erróneas seguidas no cuesta nada. Después la espera se duplica con cada una.</translation>
    </message>
    <message>
        <source>tries</source>
        <translation>intentos</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Espera más larga</translation>
    </message>
    <message>
        <source>The wait after wrong passwords grows no further than this.</source>
        <translation>La espera tras contraseñas erróneas no crece más que esto.</translation>
    </message>
    <message>
        <source>Lock the password after</source>
        <translation>Bloquear la contraseña tras</translation>
    </message>
    <message>
        <source>After so many wrong passwords in a row the account is locked until an administrator unlocks it. 0 never locks.</source>
        <translation>Tras este número de contraseñas erróneas seguidas la cuenta queda bloqueada hasta que un administrador la desbloquee. 0 no bloquea nunca.</translation>
    </message>
    <message>
        <source>Free tries per address</source>
        <translation>Intentos libres por dirección</translation>
    </message>
    <message>
        <source>So many wrong passwords may come from one address, or one IPv6 subnet /64, in a minute.</source>
        <translation>Este número de contraseñas erróneas puede venir de una dirección, o de una subred IPv6 /64, en un minuto.</translation>
    </message>
    <message>
        <source>Allowed web origins</source>
        <translation>Orígenes web permitidos</translation>
    </message>
    <message>
        <source>Web pages of these origins, such as https://app.example.com, may call this server from a browser. Empty: none.</source>
        <translation>Las páginas web de estos orígenes, como https://app.example.com, pueden llamar a este servidor desde un navegador. Vacío: ninguno.</translation>
    </message>
    <message>
        <source>Keep preflight answers</source>
        <translation>Conservar respuestas preflight</translation>
    </message>
    <message>
        <source>How long a browser may remember that an origin is allowed.</source>
        <translation>Cuánto tiempo puede recordar un navegador que un origen está permitido.</translation>
    </message>
    <message>
        <source>Readers of metrics</source>
        <translation>Lectores de métricas</translation>
    </message>
    <message>
        <source>Addresses or subnets that may read /metrics; this machine is 127.0.0.0/8 and ::1. Empty: nobody.</source>
        <translation>Direcciones o subredes que pueden leer /metrics; este equipo es 127.0.0.0/8 y ::1. Vacío: nadie.</translation>
    </message>
    <message>
        <source>Longest request line</source>
        <translation>Línea de petición más larga</translation>
    </message>
    <message>
        <source>A longer first line of a request is refused.</source>
        <translation>Una primera línea de petición más larga se rechaza.</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>Longest address</source>
        <translation>Dirección más larga</translation>
    </message>
    <message>
        <source>A longer path with its query is refused.</source>
        <translation>Una ruta más larga, con su consulta, se rechaza.</translation>
    </message>
    <message>
        <source>Largest request header</source>
        <translation>Cabecera de petición más grande</translation>
    </message>
    <message>
        <source>All header fields of a request together.</source>
        <translation>Todos los campos de cabecera de una petición juntos.</translation>
    </message>
    <message>
        <source>Most header fields</source>
        <translation>Máximo de campos de cabecera</translation>
    </message>
    <message>
        <source>A request with more header fields is refused.</source>
        <translation>Una petición con más campos de cabecera se rechaza.</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>campos</translation>
    </message>
    <message>
        <source>Largest request body</source>
        <translation>Cuerpo de petición más grande</translation>
    </message>
    <message>
        <source>A larger body is refused.</source>
        <translation>Un cuerpo más grande se rechaza.</translation>
    </message>
    <message>
        <source>Most connections</source>
        <translation>Máximo de conexiones</translation>
    </message>
    <message>
        <source>Beyond this, new clients wait until a connection is closed.</source>
        <translation>Por encima de esto, los clientes nuevos esperan a que se cierre una conexión.</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>conexiones</translation>
    </message>
    <message>
        <source>Most connections per address</source>
        <translation>Máximo de conexiones por dirección</translation>
    </message>
    <message>
        <source>Further connections of one client address are closed. This machine and trusted proxies are not counted.</source>
        <translation>Las demás conexiones de una dirección de cliente se cierran. Este equipo y los proxies de confianza no cuentan.</translation>
    </message>
    <message>
        <source>Most requests per connection</source>
        <translation>Máximo de peticiones por conexión</translation>
    </message>
    <message>
        <source>Then the connection is closed, so that clients spread over the worker threads anew.</source>
        <translation>Después se cierra la conexión, para que los clientes se repartan de nuevo entre los hilos de trabajo.</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>peticiones</translation>
    </message>
    <message>
        <source>Wait for the TLS handshake</source>
        <translation>Espera de la negociación TLS</translation>
    </message>
    <message>
        <source>A client that has not finished it by then is cut.</source>
        <translation>Un cliente que no la haya terminado para entonces se desconecta.</translation>
    </message>
    <message>
        <source>Wait for the request header</source>
        <translation>Espera de la cabecera de petición</translation>
    </message>
    <message>
        <source>A request whose header is not complete by then is refused.</source>
        <translation>Una petición cuya cabecera no esté completa para entonces se rechaza.</translation>
    </message>
    <message>
        <source>Wait for the request body</source>
        <translation>Espera del cuerpo de petición</translation>
    </message>
    <message>
        <source>A request whose body is not complete by then is refused.</source>
        <translation>Una petición cuyo cuerpo no esté completo para entonces se rechaza.</translation>
    </message>
    <message>
        <source>Wait for an answer</source>
        <translation>Espera de una respuesta</translation>
    </message>
    <message>
        <source>A request that could not be answered by then gets 503.</source>
        <translation>Una petición que no se haya podido responder para entonces recibe 503.</translation>
    </message>
    <message>
        <source>Wait for the client to read</source>
        <translation>Espera de la lectura del cliente</translation>
    </message>
    <message>
        <source>A client that has not taken its answer by then is cut.</source>
        <translation>Un cliente que no haya recogido su respuesta para entonces se desconecta.</translation>
    </message>
    <message>
        <source>Keep idle connections</source>
        <translation>Conservar conexiones inactivas</translation>
    </message>
    <message>
        <source>A connection without a request is closed after this time.</source>
        <translation>Una conexión sin peticiones se cierra pasado este tiempo.</translation>
    </message>
    <message>
        <source>Worker threads</source>
        <translation>Hilos de trabajo</translation>
    </message>
    <message>
        <source>Threads that serve requests. 0 starts one for each processor core.</source>
        <translation>Hilos que atienden peticiones. 0 inicia uno por cada núcleo del procesador.</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>hilos</translation>
    </message>
    <message>
        <source>Longest idle time</source>
        <translation>Inactividad más larga</translation>
    </message>
    <message>
        <source>A session that is not refreshed for this long ends. 0 sets no limit but the lifetime of the refresh token.</source>
        <translation>Una sesión que no se actualiza durante este tiempo termina. 0 no pone más límite que la duración del token de actualización.</translation>
    </message>
    <message>
        <source>Most sessions per user</source>
        <translation>Máximo de sesiones por usuario</translation>
    </message>
    <message>
        <source>A login beyond this many ends the oldest session of the user. 0 sets no limit.</source>
        <translation>Un inicio de sesión por encima de este número finaliza la sesión más antigua del usuario. 0 no pone límite.</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>sesiones</translation>
    </message>
    <message>
        <source>Keep deleted users</source>
        <translation>Conservar usuarios eliminados</translation>
    </message>
    <message>
        <source>Users stay in the bin, from where they can be restored, for this time.</source>
        <translation>Los usuarios permanecen este tiempo en la papelera, de donde se pueden restaurar.</translation>
    </message>
    <message>
        <source>Token introspection</source>
        <translation>Introspección de tokens</translation>
    </message>
    <message>
        <source>Services that are registered as clients may ask /oauth/introspect whether a token is still good.</source>
        <translation>Los servicios registrados como clientes pueden preguntar a /oauth/introspect si un token sigue siendo válido.</translation>
    </message>
    <message>
        <source>Users of the administration API</source>
        <translation>Usuarios de la API de administración</translation>
    </message>
    <message>
        <source>Addresses or subnets from which staff may use /api/admin; this machine is 127.0.0.0/8 and ::1. Empty: nobody.</source>
        <translation>Direcciones o subredes desde las que el personal puede usar /api/admin; este equipo es 127.0.0.0/8 y ::1. Vacío: nadie.</translation>
    </message>
    <message>
        <source>Lock the console after</source>
        <translation>Bloquear la consola tras</translation>
    </message>
    <message>
        <source>An administrator who has not touched the console for this long signs in again. 0 never locks it.</source>
        <translation>Un administrador que no ha tocado la consola durante este tiempo inicia sesión de nuevo. 0 no la bloquea nunca.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>valor predeterminado</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de datos</translation>
    </message>
    <message>
        <source>file</source>
        <translation>archivo</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>entorno</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>línea de órdenes</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>One secret signs and verifies, as simplejwt has it. Services that verify by themselves must be given the secret.</source>
        <translation>Un secreto firma y comprueba, como en simplejwt. Los servicios que comprueban por sí mismos deben recibir el secreto.</translation>
    </message>
    <message>
        <source>Ed25519. Services verify with the public key, fetched from this server. Small and fast.</source>
        <translation>Ed25519. Los servicios comprueban con la clave pública que ofrece este servidor. Pequeño y rápido.</translation>
    </message>
    <message>
        <source>ECDSA on P-256. The same, for libraries that do not know Ed25519.</source>
        <translation>ECDSA sobre P-256. Lo mismo, para bibliotecas que no conocen Ed25519.</translation>
    </message>
    <message>
        <source>RSA of 3,072 bits. Every library knows it; tokens are longer and logins slower.</source>
        <translation>RSA de 3072 bits. Todas las bibliotecas lo conocen; los tokens son más largos y los inicios de sesión más lentos.</translation>
    </message>
</context>
<context>
    <name>Tampering</name>
    <message>
        <source>Nothing changed, to compare with</source>
        <translation>Nada cambiado, para comparar</translation>
    </message>
    <message>
        <source>Claims is_superuser, the signature is the old one</source>
        <translation>Afirma is_superuser, la firma es la antigua</translation>
    </message>
    <message>
        <source>Lives a year longer, the signature is the old one</source>
        <translation>Vive un año más, la firma es la antigua</translation>
    </message>
    <message>
        <source>Without exp, the signature is the old one</source>
        <translation>Sin exp, la firma es la antigua</translation>
    </message>
    <message>
        <source>Says it is of the other type, access or refresh</source>
        <translation>Dice ser del otro tipo, access o refresh</translation>
    </message>
    <message>
        <source>Says exp twice, so that two readers may disagree</source>
        <translation>Dice exp dos veces, de modo que dos lectores pueden discrepar</translation>
    </message>
    <message>
        <source>Algorithm none, without a signature</source>
        <translation>Algoritmo none, sin firma</translation>
    </message>
    <message>
        <source>Algorithm nOnE, which a filter for none lets pass</source>
        <translation>Algoritmo nOnE, que un filtro para none deja pasar</translation>
    </message>
    <message>
        <source>Names another algorithm, the signature is the old one</source>
        <translation>Nombra otro algoritmo, la firma es la antigua</translation>
    </message>
    <message>
        <source>Demands an extension that the server does not know</source>
        <translation>Exige una extensión que el servidor no conoce</translation>
    </message>
    <message>
        <source>Without the signature</source>
        <translation>Sin la firma</translation>
    </message>
    <message>
        <source>Half of the signature</source>
        <translation>La mitad de la firma</translation>
    </message>
    <message>
        <source>One bit of the signature changed</source>
        <translation>Un bit de la firma cambiado</translation>
    </message>
    <message>
        <source>A signature of zeros, which broken elliptic-curve code accepts</source>
        <translation>Una firma de ceros, que acepta el código defectuoso de curvas elípticas</translation>
    </message>
    <message>
        <source>Base64 padding behind the signature</source>
        <translation>Relleno base64 tras la firma</translation>
    </message>
    <message>
        <source>The same signature spelled otherwise, past a list of revoked texts</source>
        <translation>La misma firma escrita de otro modo, para eludir una lista de textos revocados</translation>
    </message>
    <message>
        <source>A blank before the signature</source>
        <translation>Un espacio delante de la firma</translation>
    </message>
    <message>
        <source>A fourth part</source>
        <translation>Una cuarta parte</translation>
    </message>
    <message>
        <source>Signed with the attacker&apos;s own secret</source>
        <translation>Firmado con el secreto del propio atacante</translation>
    </message>
    <message>
        <source>Brings its own key in the header, and is signed by it</source>
        <translation>Trae su propia clave en la cabecera y está firmado con ella</translation>
    </message>
    <message>
        <source>The kid is the path of a file without content</source>
        <translation>El kid es la ruta de un archivo sin contenido</translation>
    </message>
    <message>
        <source>HS256 with the public key&apos;s text as the secret</source>
        <translation>HS256 con el texto de la clave pública como secreto</translation>
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
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>a moment ahead: &quot;in 5 d&quot;</extracomment>
        <translation>en %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>a moment ahead: &quot;in 5 d&quot;</extracomment>
        <translation>hace %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
</context>
<context>
    <name>TokenText</name>
    <message>
        <source>a curl command</source>
        <translation>una orden curl</translation>
    </message>
    <message>
        <source>an Authorization header</source>
        <translation>una cabecera Authorization</translation>
    </message>
    <message>
        <source>a cookie</source>
        <translation>una cookie</translation>
    </message>
    <message>
        <source>a JSON document</source>
        <translation>un documento JSON</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>una dirección</translation>
    </message>
    <message>
        <source>the word in front of the token</source>
        <translation>la palabra delante del token</translation>
    </message>
    <message>
        <source>text around the token</source>
        <translation>texto alrededor del token</translation>
    </message>
    <message>
        <source>quotes</source>
        <translation>comillas</translation>
    </message>
    <message>
        <source>white space or punctuation</source>
        <translation>espacios o puntuación</translation>
    </message>
    <message>
        <source>There is no token in this text.</source>
        <translation>No hay ningún token en este texto.</translation>
    </message>
    <message>
        <source>There is no token in this text: a token is one word of three parts with dots between.</source>
        <translation>No hay ningún token en este texto: un token es una sola palabra de tres partes separadas por puntos.</translation>
    </message>
    <message>
        <source>line breaks inside the token</source>
        <translation>saltos de línea dentro del token</translation>
    </message>
    <message>
        <source>blanks inside the token</source>
        <translation>espacios dentro del token</translation>
    </message>
    <message>
        <source>URL-encoding</source>
        <translation>codificación URL</translation>
    </message>
    <message>
        <source>invisible characters</source>
        <translation>caracteres invisibles</translation>
    </message>
    <message>
        <source>The text is longer than 1 MiB. Paste the token alone.</source>
        <translation>El texto supera 1 MiB. Pegar solo el token.</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Three base64url segments, header and payload strict JSON objects</source>
        <translation>Tres segmentos base64url, cabecera y carga son objetos JSON estrictos</translation>
    </message>
    <message>
        <source>Algorithm is the one of the key</source>
        <translation>El algoritmo es el de la clave</translation>
    </message>
    <message>
        <source>Key is known</source>
        <translation>La clave es conocida</translation>
    </message>
    <message>
        <source>Signature is genuine</source>
        <translation>La firma es auténtica</translation>
    </message>
    <message>
        <source>Issued at a moment that is not in the future</source>
        <translation>Emitido en un momento que no está en el futuro</translation>
    </message>
    <message>
        <source>Already valid</source>
        <translation>Ya es válido</translation>
    </message>
    <message>
        <source>Not expired</source>
        <translation>No ha caducado</translation>
    </message>
    <message>
        <source>Issuer is the configured one</source>
        <translation>El emisor es el configurado</translation>
    </message>
    <message>
        <source>Audience is the configured one</source>
        <translation>La audiencia es la configurada</translation>
    </message>
    <message>
        <source>Session lives and the token is not spent</source>
        <translation>La sesión vive y el token no está gastado</translation>
    </message>
    <message>
        <source>Has an expiry</source>
        <translation>Tiene caducidad</translation>
    </message>
    <message>
        <source>Has an id</source>
        <translation>Tiene id</translation>
    </message>
    <message>
        <source>Token type fits the endpoint</source>
        <translation>El tipo de token corresponde al punto de acceso</translation>
    </message>
    <message>
        <source>Names a user</source>
        <translation>Nombra a un usuario</translation>
    </message>
    <message>
        <source>User exists</source>
        <translation>El usuario existe</translation>
    </message>
    <message>
        <source>User is active</source>
        <translation>El usuario está activo</translation>
    </message>
    <message>
        <source>Password is unchanged since the login</source>
        <translation>La contraseña no ha cambiado desde el inicio de sesión</translation>
    </message>
    <message>
        <source>Refresh period is not over</source>
        <translation>El plazo de actualización no ha acabado</translation>
    </message>
    <message>
        <source>Session is known here</source>
        <translation>La sesión se conoce aquí</translation>
    </message>
    <message>
        <source>The token is longer than 8,192 bytes</source>
        <translation>El token supera los 8192 bytes</translation>
    </message>
    <message>
        <source>A JWT has exactly three segments</source>
        <translation>Un JWT tiene exactamente tres segmentos</translation>
    </message>
    <message>
        <source>A segment is not strict base64url</source>
        <translation>Un segmento no es base64url estricto</translation>
    </message>
    <message>
        <source>The header is not a strict JSON object</source>
        <translation>La cabecera no es un objeto JSON estricto</translation>
    </message>
    <message>
        <source>The payload is not a strict JSON object</source>
        <translation>La carga no es un objeto JSON estricto</translation>
    </message>
    <message>
        <source>The header demands an extension that is not supported</source>
        <translation>La cabecera exige una extensión que no se admite</translation>
    </message>
    <message>
        <source>A member of the header has the wrong type</source>
        <translation>Un miembro de la cabecera tiene un tipo incorrecto</translation>
    </message>
    <message>
        <source>The header names no algorithm</source>
        <translation>La cabecera no nombra ningún algoritmo</translation>
    </message>
    <message>
        <source>The algorithm is not the one of the key</source>
        <translation>El algoritmo no es el de la clave</translation>
    </message>
    <message>
        <source>No key fits</source>
        <translation>Ninguna clave sirve</translation>
    </message>
    <message>
        <source>The signature is wrong</source>
        <translation>La firma es incorrecta</translation>
    </message>
    <message>
        <source>iat is not a number</source>
        <translation>iat no es un número</translation>
    </message>
    <message>
        <source>Issued in the future</source>
        <translation>Emitido en el futuro</translation>
    </message>
    <message>
        <source>nbf is not a number</source>
        <translation>nbf no es un número</translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation>Aún no es válido</translation>
    </message>
    <message>
        <source>exp is not a usable number</source>
        <translation>exp no es un número utilizable</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Caducada</translation>
    </message>
    <message>
        <source>No issuer, though one is configured</source>
        <translation>Sin emisor, aunque hay uno configurado</translation>
    </message>
    <message>
        <source>Another issuer</source>
        <translation>Otro emisor</translation>
    </message>
    <message>
        <source>No audience, though one is configured</source>
        <translation>Sin audiencia, aunque hay una configurada</translation>
    </message>
    <message>
        <source>For another audience</source>
        <translation>Para otra audiencia</translation>
    </message>
    <message>
        <source>For some audience, though none is configured</source>
        <translation>Para alguna audiencia, aunque no hay ninguna configurada</translation>
    </message>
    <message>
        <source>The session has ended</source>
        <translation>La sesión ha terminado</translation>
    </message>
    <message>
        <source>The refresh token was used before</source>
        <translation>El token de actualización ya se había usado</translation>
    </message>
    <message>
        <source>The token was revoked</source>
        <translation>El token fue revocado</translation>
    </message>
    <message>
        <source>No exp claim</source>
        <translation>Sin claim exp</translation>
    </message>
    <message>
        <source>No jti claim</source>
        <translation>Sin claim jti</translation>
    </message>
    <message>
        <source>jti is not a text of 1 to 255 bytes</source>
        <translation>jti no es un texto de 1 a 255 bytes</translation>
    </message>
    <message>
        <source>No token type</source>
        <translation>Sin tipo de token</translation>
    </message>
    <message>
        <source>Wrong token type</source>
        <translation>Tipo de token incorrecto</translation>
    </message>
    <message>
        <source>No refresh_exp claim</source>
        <translation>Sin claim refresh_exp</translation>
    </message>
    <message>
        <source>The refresh period is over</source>
        <translation>El plazo de actualización ha acabado</translation>
    </message>
    <message>
        <source>Names no user</source>
        <translation>No nombra a ningún usuario</translation>
    </message>
    <message>
        <source>The user claim is not a user id</source>
        <translation>El claim de usuario no es un id de usuario</translation>
    </message>
    <message>
        <source>There is no such user</source>
        <translation>No existe tal usuario</translation>
    </message>
    <message>
        <source>The user is inactive</source>
        <translation>El usuario está inactivo</translation>
    </message>
    <message>
        <source>The password was changed</source>
        <translation>La contraseña ha cambiado</translation>
    </message>
    <message>
        <source>Well signed, but not issued by this server</source>
        <translation>Bien firmado, pero no emitido por este servidor</translation>
    </message>
    <message>
        <source>The database could not be asked</source>
        <translation>No se pudo consultar la base de datos</translation>
    </message>
</context>
<context>
    <name>VerdictSentence</name>
    <message>
        <source>Accepted: %1, expires in %2.</source>
        <translation>Aceptado: %1, caduca en %2.</translation>
    </message>
    <message>
        <source>Accepted: %1 without an expiry.</source>
        <translation>Aceptado: %1 sin caducidad.</translation>
    </message>
    <message>
        <source>Accepted: %1, expired but within the leeway of %2.</source>
        <translation>Aceptado: %1, caducado pero dentro de la tolerancia de %2.</translation>
    </message>
    <message>
        <source>Refused: %1.</source>
        <translation>Rechazado: %1.</translation>
    </message>
    <message>
        <source>Refused: %1 %2 ago, leeway %3.</source>
        <translation>Rechazado: %1 hace %2, tolerancia %3.</translation>
    </message>
    <message>
        <source>Refused: %1, in %2, leeway %3.</source>
        <translation>Rechazado: %1, dentro de %2, tolerancia %3.</translation>
    </message>
    <message>
        <source>Refused: %1, %2 ahead, leeway %3.</source>
        <translation>Rechazado: %1, adelantado %2, tolerancia %3.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, the keys are for %3.</source>
        <translation>Rechazado: %1; el token dice %2, las claves son para %3.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, and there is no key.</source>
        <translation>Rechazado: %1; el token dice %2, y no hay ninguna clave.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the key %2, which the token names.</source>
        <translation>Rechazado: %1; comprobado con la clave %2, que el token nombra.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the one key of this algorithm.</source>
        <translation>Rechazado: %1; comprobado con la única clave de este algoritmo.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with the one key of this algorithm, which is not %2.</source>
        <translation>Rechazado: %1; comprobado con la única clave de este algoritmo, que no es %2.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with all %2 keys of this algorithm.</source>
        <translation>Rechazado: %1; comprobado con las %2 claves de este algoritmo.</translation>
    </message>
    <message>
        <source>Refused: %1; checked with all %2 keys of this algorithm, none of which is %3.</source>
        <translation>Rechazado: %1; comprobado con las %2 claves de este algoritmo, ninguna de las cuales es %3.</translation>
    </message>
    <message>
        <source>Refused: %1; it is %2.</source>
        <translation>Rechazado: %1; es %2.</translation>
    </message>
    <message>
        <source>Refused: %1; crit is %2.</source>
        <translation>Rechazado: %1; crit es %2.</translation>
    </message>
    <message>
        <source>Refused: %1; refresh_exp is %2.</source>
        <translation>Rechazado: %1; refresh_exp es %2.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2.</source>
        <translation>Rechazado: %1; el token dice %2.</translation>
    </message>
    <message>
        <source>Refused: %1; the token says %2, this server wants %3.</source>
        <translation>Rechazado: %1; el token dice %2, este servidor quiere %3.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2.</source>
        <translation>Rechazado: %1; sesión %2.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2 ended %3: %4.</source>
        <translation>Rechazado: %1; la sesión %2 terminó %3: %4.</translation>
    </message>
    <message>
        <source>Refused: %1; session %2 ended %3: %4, by %5.</source>
        <translation>Rechazado: %1; la sesión %2 terminó %3: %4, por %5.</translation>
    </message>
    <message>
        <source>Refused: %1; it is number %2 of session %3, whose current one is %4.</source>
        <translation>Rechazado: %1; es el número %2 de la sesión %3, cuyo actual es el %4.</translation>
    </message>
    <message>
        <source>Refused: %1; user %2.</source>
        <translation>Rechazado: %1; usuario %2.</translation>
    </message>
    <message>
        <source>Refused: %1; user %2, %3.</source>
        <translation>Rechazado: %1; usuario %2, %3.</translation>
    </message>
    <message>
        <source>logged out</source>
        <translation>sesión cerrada</translation>
    </message>
    <message>
        <source>blacklisted by a client</source>
        <translation>bloqueada por un cliente</translation>
    </message>
    <message>
        <source>revoked by a client</source>
        <translation>revocada por un cliente</translation>
    </message>
    <message>
        <source>ended by the user</source>
        <translation>terminada por el usuario</translation>
    </message>
    <message>
        <source>ended by an administrator</source>
        <translation>terminada por la administración</translation>
    </message>
    <message>
        <source>everything issued earlier is refused</source>
        <translation>se rechaza todo lo emitido antes</translation>
    </message>
    <message>
        <source>too many sessions of the user</source>
        <translation>demasiadas sesiones del usuario</translation>
    </message>
    <message>
        <source>the password was changed</source>
        <translation>se cambió la contraseña</translation>
    </message>
    <message>
        <source>the user was disabled</source>
        <translation>se desactivó al usuario</translation>
    </message>
    <message>
        <source>the user was deleted</source>
        <translation>se eliminó al usuario</translation>
    </message>
    <message>
        <source>a spent refresh token was used again</source>
        <translation>se usó otra vez un token de actualización gastado</translation>
    </message>
    <message>
        <source>not used for longer than the idle limit</source>
        <translation>sin usar más tiempo que el límite de inactividad</translation>
    </message>
    <message>
        <source>as old as a session may become</source>
        <translation>tan antigua como puede llegar a ser una sesión</translation>
    </message>
    <message>
        <source>not refreshed in time</source>
        <translation>no renovada a tiempo</translation>
    </message>
    <message>
        <source>its key was retired</source>
        <translation>se retiró su clave</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>una importación</translation>
    </message>
    <message>
        <source>access token</source>
        <translation>token de acceso</translation>
    </message>
    <message>
        <source>refresh token</source>
        <translation>token de actualización</translation>
    </message>
    <message>
        <source>sliding token</source>
        <translation>token deslizante</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
</context>
<context>
    <name>tokendesk::cli::SingleInstance</name>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>No se puede crear la carpeta %1.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>No se puede escribir en la carpeta %1.</translation>
    </message>
    <message>
        <source>Another console works on %1.</source>
        <translation>Otra consola trabaja con %1.</translation>
    </message>
    <message>
        <source>Another console (%1, process %2) works on %3 and does not answer.</source>
        <translation>Otra consola (%1, proceso %2) trabaja con %3 y no responde.</translation>
    </message>
    <message>
        <source>The socket %1 cannot be made. %2</source>
        <translation>No se puede crear el socket %1. %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::AboutDialog</name>
    <message>
        <source>About Tokendesk</source>
        <translation>Acerca de Tokendesk</translation>
    </message>
    <message>
        <source>Tokendesk %1</source>
        <translation>Tokendesk %1</translation>
    </message>
    <message>
        <source>A JWT authentication server inside a desktop administration console.

Free software under the GNU General Public License, version 3 or later. It comes with no warranty, as far as the law allows.</source>
        <translation>Un servidor de autenticación JWT dentro de una consola de administración de escritorio.

Software libre bajo la Licencia Pública General GNU, versión 3 o posterior. Se ofrece sin garantía alguna, en la medida que lo permita la ley.</translation>
    </message>
    <message>
        <source>Copy Diagnostics</source>
        <translation>Copiar diagnóstico</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::AdministratorForm</name>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>&amp;Username</source>
        <translation>&amp;Nombre de usuario</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;Correo electrónico</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>C&amp;ontraseña</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Alerts</name>
    <message>
        <source>The server does not run</source>
        <translation>El servidor no está en marcha</translation>
    </message>
    <message>
        <source>Refresh token reused</source>
        <translation>Token de actualización reutilizado</translation>
    </message>
    <message>
        <source>A spent refresh token was presented from %1. Its session was ended.</source>
        <translation>Se presentó un token de actualización gastado desde %1. Su sesión se ha finalizado.</translation>
    </message>
    <message>
        <source>User locked</source>
        <translation>Usuario bloqueado</translation>
    </message>
    <message>
        <source>Wrong passwords from %1 locked a name.</source>
        <translation>Contraseñas erróneas desde %1 han bloqueado un nombre.</translation>
    </message>
    <message>
        <source>Wrong passwords from %1 locked the user %2.</source>
        <translation>Contraseñas erróneas desde %1 han bloqueado al usuario %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more before)</source>
        <comment>alert</comment>
        <translation>
            <numerusform>%1 (y %n más antes)</numerusform>
            <numerusform>%1 (y %n más antes)</numerusform>
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
        <translation>Copiar el código de error</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::CheckFacts</name>
    <message>
        <source>%1 parts, %2 characters</source>
        <extracomment>%1: number of parts, %2: number of characters</extracomment>
        <translation>%1 partes, %2 caracteres</translation>
    </message>
    <message>
        <source>No kid: every key of this algorithm is tried</source>
        <translation>Sin kid: se prueba cada clave de este algoritmo</translation>
    </message>
    <message>
        <source>%1, which is no key here</source>
        <translation>%1, que aquí no es ninguna clave</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, leeway %2</source>
        <translation>%1, margen %2</translation>
    </message>
    <message>
        <source>Session %1; the token is number %2 of it, the current one is %3</source>
        <translation>Sesión %1; el token es su número %2, el actual es %3</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sesión %1</translation>
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
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Hallazgo</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>superada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallida</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>no aplicable</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>no alcanzada</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ChipBar</name>
    <message>
        <source>Remove this filter</source>
        <translation>Quitar este filtro</translation>
    </message>
    <message>
        <source>Remove filter %1</source>
        <translation>Quitar el filtro %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimMappingControl</name>
    <message>
        <source>As &amp;JSON</source>
        <translation>Como &amp;JSON</translation>
    </message>
    <message>
        <source>Add &amp;Claim</source>
        <translation>Añadir &amp;claim</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Value from</source>
        <translation>Valor de</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constante</translation>
    </message>
    <message>
        <source>Tokens say nothing about users besides their id.</source>
        <translation>Los tokens no dicen nada de los usuarios salvo su identificador.</translation>
    </message>
    <message>
        <source>Add each of the &amp;user&apos;s own claims under its own name</source>
        <translation>Añadir cada claim propio del &amp;usuario con su nombre</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands there twice.</source>
        <translation>«%1» aparece dos veces.</translation>
    </message>
    <message numerus="yes">
        <source>%n claim(s) cannot be saved like this.</source>
        <translation>
            <numerusform>%n claim no se puede guardar así.</numerusform>
            <numerusform>%n claims no se pueden guardar así.</numerusform>
        </translation>
    </message>
    <message>
        <source>a JSON object of at most %1 bytes</source>
        <translation>un objeto JSON de %1 bytes como máximo</translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 de %2 bytes</translation>
    </message>
    <message>
        <source>A name stands there twice; in JSON one of the two would be lost.</source>
        <translation>Un nombre aparece dos veces; en JSON se perdería uno de los dos.</translation>
    </message>
    <message>
        <source>There is no table of this: %1</source>
        <translation>De esto no hay tabla: %1</translation>
    </message>
    <message>
        <source>Tokens need the name &quot;%1&quot; themselves.</source>
        <translation>Los tokens necesitan el nombre «%1» para sí.</translation>
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
        <translation>De dónde viene el valor</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nombre completo</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Apellidos</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Superuser</source>
        <translation>Superusuario</translation>
    </message>
    <message>
        <source>Names of the groups</source>
        <translation>Nombres de los grupos</translation>
    </message>
    <message>
        <source>The user&apos;s own claims</source>
        <translation>Claims propios del usuario</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constante</translation>
    </message>
    <message>
        <source>Text or JSON</source>
        <translation>Texto o JSON</translation>
    </message>
    <message>
        <source>Remove this claim</source>
        <translation>Quitar este claim</translation>
    </message>
    <message>
        <source>A number; in quotes it is a text.</source>
        <translation>Un número; entre comillas es un texto.</translation>
    </message>
    <message>
        <source>True or false; in quotes it is a text.</source>
        <translation>Verdadero o falso; entre comillas es un texto.</translation>
    </message>
    <message>
        <source>Nothing (null); in quotes it is a text.</source>
        <translation>Nada (null); entre comillas es un texto.</translation>
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
        <translation>Cabecera desconocida</translation>
    </message>
    <message>
        <source>Custom claim</source>
        <translation>Claim propio</translation>
    </message>
    <message>
        <source>%1. %2 looks like milliseconds; it must be seconds</source>
        <translation>%1. %2 parece estar en milisegundos; debe estar en segundos</translation>
    </message>
    <message>
        <source>%1
In the token: %2</source>
        <translation>%1
En el token: %2</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Cabecera</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>Claim</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ClaimsPreview</name>
    <message>
        <source>Custom claims</source>
        <translation>Claims propios</translation>
    </message>
    <message>
        <source>Claims as issued</source>
        <translation>Claims tal como se emiten</translation>
    </message>
    <message>
        <source>Copy the claims as issued</source>
        <translation>Copiar los claims tal como se emiten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>No token can be issued: %1</source>
        <translation>No se puede emitir ningún token: %1</translation>
    </message>
    <message numerus="yes">
        <source>A token of %n byte(s) as of now; jti and sid are samples.</source>
        <translation>
            <numerusform>Un token de %n byte en este momento; jti y sid son muestras.</numerusform>
            <numerusform>Un token de %n bytes en este momento; jti y sid son muestras.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Left out: %2.</source>
        <extracomment>%1: sentence about the size, %2: names of claims</extracomment>
        <translation>%1 Omitidos: %2.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ComparisonModel</name>
    <message>
        <source>(not there)</source>
        <translation>(no está)</translation>
    </message>
    <message>
        <source>same</source>
        <translation>igual</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>solo en el segundo</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>solo en el primero</translation>
    </message>
    <message>
        <source>different</source>
        <translation>distinto</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 más tarde</translation>
    </message>
    <message>
        <source>%1 earlier</source>
        <translation>%1 antes</translation>
    </message>
    <message>
        <source>In the header</source>
        <translation>En la cabecera</translation>
    </message>
    <message>
        <source>In the payload</source>
        <translation>En los datos</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Miembro</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Primer token</translation>
    </message>
    <message>
        <source>Second token</source>
        <translation>Segundo token</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ConsoleSession</name>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>El nombre o la contraseña no es correcto.</translation>
    </message>
    <message>
        <source>Too many wrong passwords. Try again in %1.</source>
        <extracomment>%1: &quot;4 min&quot;</extracomment>
        <translation>Demasiadas contraseñas erróneas. Vuelva a intentarlo en %1.</translation>
    </message>
    <message>
        <source>This user is disabled.</source>
        <translation>Este usuario está desactivado.</translation>
    </message>
    <message>
        <source>Only superusers may use the console, and this user is none.</source>
        <translation>Solo los superusuarios pueden usar la consola, y este usuario no lo es.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::DataTable</name>
    <message>
        <source>Copy Cell</source>
        <translation>Copiar celda</translation>
    </message>
    <message>
        <source>Copy Rows</source>
        <translation>Copiar filas</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>Ajustar a la ventana</translation>
    </message>
    <message>
        <source>Fit to Contents</source>
        <translation>Ajustar al contenido</translation>
    </message>
    <message>
        <source>Reset Columns</source>
        <translation>Restablecer columnas</translation>
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
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>%1, or 0 for no limit</source>
        <extracomment>Bounds of a duration: &quot;10 s to 365 d&quot;</extracomment>
        <translation>%1, o 0 para no poner límite</translation>
    </message>
    <message>
        <source>Not a duration. Write it like 15m, 7d, 1h30, 900 or PT15M.</source>
        <translation>No es una duración. Se escribe así: 15m, 7d, 1h30, 900 o PT15M.</translation>
    </message>
    <message>
        <source>= %1, but allowed is %2</source>
        <translation>= %1, pero se permite %2</translation>
    </message>
    <message>
        <source>= %1   (%2)</source>
        <translation>= %1   (%2)</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::EventList</name>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>The events could not be read: %1</source>
        <translation>No se pudieron leer los eventos: %1</translation>
    </message>
    <message>
        <source>No events are kept.</source>
        <translation>No se conservan eventos.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n evento</numerusform>
            <numerusform>%n eventos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n events</source>
        <translation>
            <numerusform>El evento más reciente (%n)</numerusform>
            <numerusform>Los %n eventos más recientes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ExportKeyDialog</name>
    <message>
        <source>The two differ.</source>
        <translation>Las dos no coinciden.</translation>
    </message>
    <message>
        <source>Export Private Key</source>
        <translation>Exportar clave privada</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase de paso</translation>
    </message>
    <message>
        <source>Whoever has the private key of %1 and the passphrase can issue tokens that this server accepts. The file is encrypted PEM, readable by you alone; the export is noted as an event.</source>
        <translation>Quien tenga la clave privada de %1 y la frase de paso puede emitir tokens que este servidor acepta. El archivo es PEM cifrado, legible solo por usted; la exportación queda anotada como evento.</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Frase de paso</translation>
    </message>
    <message>
        <source>&amp;Once more</source>
        <translation>&amp;Otra vez</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>PEM files (*.pem);;All files (*)</source>
        <translation>Archivos PEM (*.pem);;Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ForecastPanel</name>
    <message>
        <source>Also shorten the &amp;live sessions to the new lifetimes</source>
        <translation>Acortar también las sesiones activas a &amp;las nuevas duraciones</translation>
    </message>
    <message>
        <source>The effect on live sessions is not known.</source>
        <translation>No se conoce el efecto sobre las sesiones activas.</translation>
    </message>
    <message>
        <source>There is no live session to be affected.</source>
        <translation>No hay ninguna sesión activa que pueda verse afectada.</translation>
    </message>
    <message numerus="yes">
        <source>Effect on %Ln live session(s)</source>
        <translation>
            <numerusform>Efecto sobre %Ln sesión activa</numerusform>
            <numerusform>Efecto sobre %Ln sesiones activas</numerusform>
        </translation>
    </message>
    <message>
        <source>Their present tokens end as if the new lifetimes had been in force from the beginning. This cannot be undone.</source>
        <translation>Sus tokens actuales terminan como si las nuevas duraciones hubieran valido desde el principio. No se puede deshacer.</translation>
    </message>
    <message>
        <source>Not while spent refresh tokens stay good: each has an end of its own.</source>
        <translation>No mientras los tokens de refresco gastados sigan siendo válidos: cada uno tiene su propio final.</translation>
    </message>
    <message>
        <source>End now: %1</source>
        <translation>Terminan ahora: %1</translation>
    </message>
    <message>
        <source>End earlier: %1</source>
        <translation>Terminan antes: %1</translation>
    </message>
    <message>
        <source>End later: %1</source>
        <translation>Terminan después: %1</translation>
    </message>
    <message>
        <source>Unchanged: %1</source>
        <translation>Sin cambios: %1</translation>
    </message>
    <message>
        <source>▲ %1: everybody has to sign in again, because tokens that were issued before are refused.</source>
        <translation>▲ %1: todos tienen que volver a iniciar sesión, porque los tokens emitidos antes se rechazan.</translation>
    </message>
    <message numerus="yes">
        <source>• %Ln session(s) have an access token that outlives a new one, the last until %1.</source>
        <extracomment>%1: a time of day</extracomment>
        <translation>
            <numerusform>• %Ln sesión tiene un token de acceso que dura más que uno nuevo, hasta las %1.</numerusform>
            <numerusform>• %Ln sesiones tienen un token de acceso que dura más que uno nuevo, el último hasta las %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::GoToDialog</name>
    <message>
        <source>Go To</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Page, user, session or setting</source>
        <translation>Página, usuario, sesión o ajuste</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nada coincide con «%1».</translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter goes there, Esc closes</source>
        <translation>↑ ↓ eligen, Intro abre, Esc cierra</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::GoToModel</name>
    <message>
        <source>The database cannot be searched. %1</source>
        <translation>No se puede buscar en la base de datos. %1</translation>
    </message>
    <message>
        <source>Sessions of %1</source>
        <translation>Sesiones de %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>user name, program</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>session id, address</comment>
        <translation>%1 desde %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>algorithm, state</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
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
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Temas</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La ventana</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportDialog</name>
    <message>
        <source>Show rows that change &amp;nothing</source>
        <translation>Mostrar filas que no cambian &amp;nada</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Import Users from %1</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>Importar usuarios de %1</translation>
    </message>
    <message>
        <source>Found out</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Coma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Punto y coma</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulador</translation>
    </message>
    <message>
        <source>What becomes of each row</source>
        <translation>Qué pasa con cada fila</translation>
    </message>
    <message>
        <source>Rows imported</source>
        <translation>Filas importadas</translation>
    </message>
    <message>
        <source>&amp;Separator</source>
        <translation>&amp;Separador</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importación</translation>
    </message>
    <message>
        <source>Columns that are not read: %1.</source>
        <translation>Columnas que no se leen: %1.</translation>
    </message>
    <message>
        <source>This file cannot be imported.</source>
        <translation>Este archivo no se puede importar.</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 same, %4 refused</source>
        <translation>%1 nuevos, %2 cambiados, %3 iguales, %4 rechazados</translation>
    </message>
    <message numerus="yes">
        <source>Import %n User(s)</source>
        <translation>
            <numerusform>Importar %n usuario</numerusform>
            <numerusform>Importar %n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing %1</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>Importando %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportKeyDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>&amp;Sign with it from now on</source>
        <translation>Firmar con ella desde a&amp;hora</translation>
    </message>
    <message>
        <source>Take this &amp;weak secret all the same</source>
        <translation>Tomar igualmente este secreto &amp;débil</translation>
    </message>
    <message>
        <source>Import Key</source>
        <translation>Importar clave</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Paste a private PEM, a private JWK or an HMAC secret, or drop a file here.</source>
        <translation>Pegue un PEM privado, un JWK privado o un secreto HMAC, o suelte aquí un archivo.</translation>
    </message>
    <message>
        <source>&amp;Open File…</source>
        <translation>A&amp;brir archivo…</translation>
    </message>
    <message>
        <source>of an encrypted PEM only</source>
        <translation>solo de un PEM cifrado</translation>
    </message>
    <message>
        <source>The key tells</source>
        <translation>Lo dice la clave</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Frase de paso</translation>
    </message>
    <message>
        <source>&amp;Algorithm</source>
        <translation>&amp;Algoritmo</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.jwk *.json *.txt);;All files (*)</source>
        <translation>Claves (*.pem *.key *.jwk *.json *.txt);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 is no file.</source>
        <translation>%1 no es un archivo.</translation>
    </message>
    <message>
        <source>%1 is too long for a key.</source>
        <translation>%1 es demasiado largo para una clave.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>No se puede leer %1: %2</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n byte(s)</source>
        <translation>
            <numerusform>%1, %n byte</numerusform>
            <numerusform>%1, %n bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>It becomes a next key: it verifies now and signs when keys rotate.</source>
        <translation>Será una clave siguiente: verifica ya y firma cuando roten las claves.</translation>
    </message>
    <message>
        <source>Sign with an imported key</source>
        <translation>Firmar con una clave importada</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ImportModel</name>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Igual</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: name of a column, %2: reason why it is refused</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Changes or reason</source>
        <translation>Cambios o motivo</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorAnswers</name>
    <message>
        <source>Nothing to predict.</source>
        <translation>Nada que predecir.</translation>
    </message>
    <message>
        <source>%1 → %2 %3</source>
        <translation>%1 → %2 %3</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>aceptado</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorCompare</name>
    <message>
        <source>Only &amp;differences</source>
        <translation>Solo &amp;diferencias</translation>
    </message>
    <message>
        <source>S&amp;econd token, to compare with the one above</source>
        <translation>S&amp;egundo token, para comparar con el de arriba</translation>
    </message>
    <message>
        <source>Second token</source>
        <translation>Segundo token</translation>
    </message>
    <message>
        <source>Paste Second</source>
        <translation>Pegar segundo</translation>
    </message>
    <message>
        <source>Both tokens, member by member</source>
        <translation>Ambos tokens, miembro a miembro</translation>
    </message>
    <message>
        <source>Paste the token before and after a refresh, or of two users.</source>
        <translation>Pegar el token de antes y de después de una renovación, o los de dos usuarios.</translation>
    </message>
    <message>
        <source>Both are the same token.</source>
        <translation>Ambos son el mismo token.</translation>
    </message>
    <message>
        <source>Only the signatures differ.</source>
        <translation>Solo difieren las firmas.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n diferencia</numerusform>
            <numerusform>%n diferencias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorFacts</name>
    <message>
        <source>%1, by %2</source>
        <translation>%1, por %2</translation>
    </message>
    <message>
        <source>Ended %1 (%2): %3</source>
        <translation>Finalizada %1 (%2): %3</translation>
    </message>
    <message>
        <source>Lives at this moment. Ended later, %1 (%2): %3</source>
        <translation>Vive en este momento. Terminó después, %1 (%2): %3</translation>
    </message>
    <message>
        <source>Over since %1 (%2): %3</source>
        <translation>Acabada desde %1 (%2): %3</translation>
    </message>
    <message>
        <source>Lives until %1 (%2), however often it is refreshed</source>
        <translation>Vive hasta %1 (%2), por mucho que se renueve</translation>
    </message>
    <message>
        <source>Lives until %1 (%2), unless it is refreshed before</source>
        <translation>Vive hasta %1 (%2), si no se renueva antes</translation>
    </message>
    <message>
        <source>Session %1, generation %2</source>
        <translation>Sesión %1, generación %2</translation>
    </message>
    <message>
        <source>Started %1 (%2)</source>
        <translation>Inicio: %1 (%2)</translation>
    </message>
    <message>
        <source>Last refreshed %1 (%2)</source>
        <translation>Última actualización: %1 (%2)</translation>
    </message>
    <message>
        <source>Lives as long as its tokens</source>
        <translation>Vive tanto como sus tokens</translation>
    </message>
    <message>
        <source>active</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>personal</translation>
    </message>
    <message>
        <source>superuser</source>
        <translation>superusuario</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>eliminado</translation>
    </message>
    <message>
        <source>User %1 (id %2): %3</source>
        <translation>Usuario %1 (id %2): %3</translation>
    </message>
    <message>
        <source>Show Session</source>
        <translation>Mostrar sesión</translation>
    </message>
    <message>
        <source>Show Key</source>
        <translation>Mostrar clave</translation>
    </message>
    <message>
        <source>Show User</source>
        <translation>Mostrar usuario</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Finalizar sesión</translation>
    </message>
    <message>
        <source>End now? (%1 s)</source>
        <translation>¿Finalizar ahora? (%1 s)</translation>
    </message>
    <message>
        <source>No session of this server belongs to the token, or the signature is not genuine, so that it was not looked up.</source>
        <translation>Ninguna sesión de este servidor corresponde al token, o la firma no es auténtica y por eso no se buscó.</translation>
    </message>
    <message>
        <source>Out of date in the token: %1.</source>
        <translation>Desactualizado en el token: %1.</translation>
    </message>
    <message>
        <source>%1 is %2, now %3</source>
        <translation>%1 es %2, ahora %3</translation>
    </message>
    <message>
        <source>Token, the signature left out:</source>
        <translation>Token, sin la firma:</translation>
    </message>
    <message>
        <source>Header:</source>
        <translation>Cabecera:</translation>
    </message>
    <message>
        <source>Payload:</source>
        <translation>Datos:</translation>
    </message>
    <message>
        <source>Checks:</source>
        <translation>Comprobaciones:</translation>
    </message>
    <message>
        <source>Answers now:</source>
        <translation>Respuestas ahora:</translation>
    </message>
    <message>
        <source>Remarks:</source>
        <translation>Observaciones:</translation>
    </message>
    <message>
        <source>As of %1.</source>
        <translation>A fecha de %1.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorPage</name>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>Aún no hay nada que inspeccionar</translation>
    </message>
    <message>
        <source>Paste an access or refresh token, an Authorization header, a curl command or the answer of a login. It is not stored anywhere.</source>
        <translation>Pegar un token de acceso o de actualización, una cabecera Authorization, una orden curl o la respuesta de un inicio de sesión. No se guarda en ningún sitio.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation>Quitado: %1.</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acceso</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Token de actualización</translation>
    </message>
    <message>
        <source>Sliding token</source>
        <translation>Token deslizante</translation>
    </message>
    <message>
        <source>ID token</source>
        <translation>Token de identidad</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 de %3)</translation>
    </message>
    <message>
        <source>The key is encrypted: type its passphrase to verify with it.</source>
        <translation>La clave está cifrada: escriba su contraseña para comprobar con ella.</translation>
    </message>
    <message>
        <source>This key cannot be used: %1</source>
        <translation>Esta clave no se puede usar: %1</translation>
    </message>
    <message>
        <source>The token could not be judged.</source>
        <translation>No se pudo juzgar el token.</translation>
    </message>
    <message>
        <source>Cannot inspect the token.</source>
        <translation>No se puede inspeccionar el token.</translation>
    </message>
    <message>
        <source>Not judged by that key. What is shown below is judged by the server&apos;s keys.</source>
        <translation>No juzgado con esa clave. Lo de abajo está juzgado con las claves del servidor.</translation>
    </message>
    <message>
        <source>Cannot end the session.</source>
        <translation>No se puede terminar la sesión.</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Observaciones</translation>
    </message>
    <message>
        <source>Remarks (%1)</source>
        <translation>Observaciones (%1)</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Aceptado</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Attention: the secret is shorter than its hash, so it can be guessed.</source>
        <translation>Atención: el secreto es más corto que su hash, así que se puede adivinar.</translation>
    </message>
    <message>
        <source>Could not be decoded. %1.</source>
        <translation>No se pudo decodificar. %1.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Vacío.</translation>
    </message>
    <message>
        <source>No strict JSON object: %1</source>
        <translation>No es un objeto JSON estricto: %1</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>&amp;Paste a token, an Authorization header or a curl command</source>
        <translation>&amp;Pegar un token, una cabecera Authorization o una orden curl</translation>
    </message>
    <message>
        <source>Replace the text by what is on the clipboard</source>
        <translation>Sustituir el texto por el contenido del portapapeles</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Forget the text and the secret</source>
        <translation>Olvidar el texto y el secreto</translation>
    </message>
    <message>
        <source>Which of the tokens found</source>
        <translation>Cuál de los tokens encontrados</translation>
    </message>
    <message>
        <source>Code of the reason</source>
        <translation>Código del motivo</translation>
    </message>
    <message>
        <source>Copy a report without the signature</source>
        <translation>Copiar un informe sin la firma</translation>
    </message>
    <message>
        <source>Copy the header as JSON</source>
        <translation>Copiar la cabecera como JSON</translation>
    </message>
    <message>
        <source>Copy the payload as JSON</source>
        <translation>Copiar la carga como JSON</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Cabecera</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Carga</translation>
    </message>
    <message>
        <source>Checks in their order</source>
        <translation>Comprobaciones en su orden</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Controles</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>What verify, refresh and profile would answer to this token</source>
        <translation>Qué responderían verify, refresh y profile a este token</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Session and user of the token</source>
        <translation>Sesión y usuario del token</translation>
    </message>
    <message>
        <source>What is unwise about this token, accepted or not</source>
        <translation>Lo que es imprudente en este token, aceptado o no</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Edit and Sign</source>
        <translation>Editar y firmar</translation>
    </message>
    <message>
        <source>Tampering Lab</source>
        <translation>Laboratorio de manipulación</translation>
    </message>
    <message>
        <source>Copy As</source>
        <translation>Copiar como</translation>
    </message>
    <message>
        <source>&amp;JSON Without the Signature</source>
        <translation>&amp;JSON sin la firma</translation>
    </message>
    <message>
        <source>&amp;Markdown Without the Signature</source>
        <translation>&amp;Markdown sin la firma</translation>
    </message>
    <message>
        <source>Markdown, &amp;Redacted</source>
        <translation>Markdown, &amp;censurado</translation>
    </message>
    <message>
        <source>The &amp;Token Itself</source>
        <translation>El &amp;token mismo</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorRemarks</name>
    <message>
        <source>Nothing about this token is unwise.</source>
        <translation>Nada en este token es imprudente.</translation>
    </message>
    <message>
        <source>Serious</source>
        <translation>Grave</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Consejo</translation>
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
        <translation>no es un objeto JSON</translation>
    </message>
    <message>
        <source>%1 at byte %2</source>
        <translation>%1 en el byte %2</translation>
    </message>
    <message>
        <source>S&amp;ign</source>
        <translation>F&amp;irmar</translation>
    </message>
    <message>
        <source>Header as JSON</source>
        <translation>Cabecera como JSON</translation>
    </message>
    <message>
        <source>Payload as JSON</source>
        <translation>Datos como JSON</translation>
    </message>
    <message>
        <source>Start Again</source>
        <translation>Empezar de nuevo</translation>
    </message>
    <message>
        <source>Take header and payload of the token over once more</source>
        <translation>Tomar otra vez la cabecera y los datos del token</translation>
    </message>
    <message>
        <source>Times From Now</source>
        <translation>Tiempos desde ahora</translation>
    </message>
    <message>
        <source>Issued now, expires in %1</source>
        <translation>Emitido ahora, caduca en %1</translation>
    </message>
    <message>
        <source>&amp;Header</source>
        <translation>&amp;Cabecera</translation>
    </message>
    <message>
        <source>&amp;Payload</source>
        <translation>&amp;Datos</translation>
    </message>
    <message>
        <source>The edited token</source>
        <translation>El token editado</translation>
    </message>
    <message>
        <source>Copy the edited token</source>
        <translation>Copiar el token editado</translation>
    </message>
    <message>
        <source>Inspect It</source>
        <translation>Inspeccionarlo</translation>
    </message>
    <message>
        <source>With the server&apos;s key the header is the server&apos;s</source>
        <translation>Con la clave del servidor la cabecera es la del servidor</translation>
    </message>
    <message>
        <source>Write a header and a payload, and sign them.</source>
        <translation>Escribir una cabecera y unos datos, y firmarlos.</translation>
    </message>
    <message>
        <source>Nothing is changed: the signature is the original one.</source>
        <translation>No hay cambios: la firma es la original.</translation>
    </message>
    <message>
        <source>The header is not strict JSON: %1.</source>
        <translation>La cabecera no es JSON estricto: %1.</translation>
    </message>
    <message>
        <source>The payload is not strict JSON: %1.</source>
        <translation>Los datos no son JSON estricto: %1.</translation>
    </message>
    <message>
        <source>Changed: the signature does not fit any more. Sign the copy.</source>
        <translation>Cambiado: la firma ya no encaja. Firmar la copia.</translation>
    </message>
    <message>
        <source>Sign with the server&apos;s key</source>
        <translation>Firmar con la clave del servidor</translation>
    </message>
    <message>
        <source>Not signed. %1</source>
        <translation>Sin firmar. %1</translation>
    </message>
    <message>
        <source>Signed with the server&apos;s key %1. The audit log has an event of it.</source>
        <translation>Firmado con la clave %1 del servidor. El registro de auditoría tiene un evento de ello.</translation>
    </message>
    <message>
        <source>Signed with your own key.</source>
        <translation>Firmado con la clave propia.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::InspectorTampering</name>
    <message>
        <source>Inspect This One</source>
        <translation>Inspeccionar este</translation>
    </message>
    <message>
        <source>Copy the changed token</source>
        <translation>Copiar el token cambiado</translation>
    </message>
    <message>
        <source>Changed tokens and what became of them</source>
        <translation>Tokens cambiados y qué fue de ellos</translation>
    </message>
    <message>
        <source>Only what has the form of a token can be tampered with.</source>
        <translation>Solo se puede manipular lo que tiene forma de token.</translation>
    </message>
    <message numerus="yes">
        <source>%n changed token(s) accepted. Whoever knows the key, or guesses it, can forge tokens.</source>
        <translation>
            <numerusform>%n token cambiado aceptado. Quien conozca o adivine la clave puede falsificar tokens.</numerusform>
            <numerusform>%n tokens cambiados aceptados. Quien conozca o adivine la clave puede falsificar tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) tried, none accepted.</source>
        <translation>
            <numerusform>%n cambio probado, no aceptado.</numerusform>
            <numerusform>%n cambios probados, ninguno aceptado.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::IntegrateView</name>
    <message>
        <source>Copy the text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Text to copy</source>
        <translation>Texto para copiar</translation>
    </message>
    <message>
        <source>Servi&amp;ce</source>
        <translation>Servi&amp;cio</translation>
    </message>
    <message>
        <source>No key signs at present; the text lacks its algorithm.</source>
        <translation>Ninguna clave firma en este momento; al texto le falta su algoritmo.</translation>
    </message>
    <message>
        <source>Tokens are signed with %1, so each service needs the secret itself, and could issue tokens with it. A key of ES256 or EdDSA needs no secret: services fetch the public key.</source>
        <translation>Los tokens se firman con %1, así que cada servicio necesita el secreto mismo y podría emitir tokens con él. Una clave de ES256 o EdDSA no necesita secreto: los servicios obtienen la clave pública.</translation>
    </message>
    <message>
        <source>Filled in with the address, the names and the algorithm (%1) that are in force now.</source>
        <translation>Rellenado con la dirección, los nombres y el algoritmo (%1) que están en vigor ahora.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeyPane</name>
    <message>
        <source>Destroyed when the key was retired</source>
        <translation>Destruida al retirar la clave</translation>
    </message>
    <message>
        <source>In the database, encrypted with AES-256-GCM. What opens it lies outside.</source>
        <translation>En la base de datos, cifrada con AES-256-GCM. Lo que la abre está fuera.</translation>
    </message>
    <message>
        <source>Select a key to see the details.</source>
        <translation>Seleccione una clave para ver los detalles.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Events of All Keys</source>
        <translation>Eventos de todas las claves</translation>
    </message>
    <message>
        <source>Key id</source>
        <translation>ID de la clave</translation>
    </message>
    <message>
        <source>Copy the key id</source>
        <translation>Copiar el ID de la clave</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algoritmo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Signs from</source>
        <translation>Firma desde</translation>
    </message>
    <message>
        <source>Signs until</source>
        <translation>Firma hasta</translation>
    </message>
    <message>
        <source>Verifies until</source>
        <translation>Verifica hasta</translation>
    </message>
    <message>
        <source>Live sessions</source>
        <translation>Sesiones vivas</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Copy the thumbprint</source>
        <translation>Copiar la huella</translation>
    </message>
    <message>
        <source>Private part</source>
        <translation>Parte privada</translation>
    </message>
    <message>
        <source>Copy &amp;PEM</source>
        <translation>Copiar &amp;PEM</translation>
    </message>
    <message>
        <source>Copy &amp;JWK</source>
        <translation>Copiar &amp;JWK</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: a date and time, %2: how long until then or since</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, imported</source>
        <translation>%1, importada</translation>
    </message>
    <message>
        <source>Thumbprint of the key as JWK (RFC 7638): %1</source>
        <translation>Huella de la clave como JWK (RFC 7638): %1</translation>
    </message>
    <message>
        <source>The key is retired: only its history is kept.</source>
        <translation>La clave está retirada: solo se guarda su historia.</translation>
    </message>
    <message>
        <source>A secret has no public part, and it cannot be exported.</source>
        <translation>Un secreto no tiene parte pública y no se puede exportar.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeyTimeline</name>
    <message>
        <source>Time line of keys</source>
        <translation>Línea de tiempo de las claves</translation>
    </message>
    <message>
        <source>%1, %2, %3.</source>
        <extracomment>%1: a key, %2: its algorithm, %3: its state</extracomment>
        <translation>%1, %2, %3.</translation>
    </message>
    <message>
        <source>It has no date to sign from.</source>
        <translation>No tiene fecha para empezar a firmar.</translation>
    </message>
    <message>
        <source>It has never signed.</source>
        <translation>No ha firmado nunca.</translation>
    </message>
    <message>
        <source>Signs from %1 until %2.</source>
        <extracomment>%1, %2: dates</extracomment>
        <translation>Firma desde %1 hasta %2.</translation>
    </message>
    <message>
        <source>Signs from %1, with no end set.</source>
        <translation>Firma desde %1, sin final fijado.</translation>
    </message>
    <message>
        <source>Verifies until %1.</source>
        <translation>Verifica hasta %1.</translation>
    </message>
    <message>
        <source>%1 Key %2 of %3.</source>
        <extracomment>%1: a sentence about a key, %2 and %3: numbers</extracomment>
        <translation>%1 Clave %2 de %3.</translation>
    </message>
    <message>
        <source>No keys.</source>
        <translation>No hay claves.</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>signs</source>
        <translation>firma</translation>
    </message>
    <message>
        <source>verifies</source>
        <translation>verifica</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>espera</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeysModel</name>
    <message>
        <source>(being generated)</source>
        <translation>(generándose)</translation>
    </message>
    <message>
        <source>Generating…</source>
        <translation>Generándose…</translation>
    </message>
    <message>
        <source>%1, weak</source>
        <extracomment>%1: state of a key</extracomment>
        <translation>%1, débil</translation>
    </message>
    <message>
        <source>Signs from %1</source>
        <translation>Firma desde %1</translation>
    </message>
    <message>
        <source>There are more; counting stopped.</source>
        <translation>Hay más; se dejó de contar.</translation>
    </message>
    <message>
        <source>Key id</source>
        <translation>ID de la clave</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>Algoritmo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Signs until</source>
        <translation>Firma hasta</translation>
    </message>
    <message>
        <source>Verifies until</source>
        <translation>Verifica hasta</translation>
    </message>
    <message>
        <source>Live sessions whose current tokens it has signed</source>
        <translation>Sesiones vivas cuyos tokens actuales ha firmado</translation>
    </message>
    <message>
        <source>Live sessions</source>
        <translation>Sesiones vivas</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Claves</translation>
    </message>
    <message>
        <source>The keys could not be brought up to date.</source>
        <translation>No se pudieron actualizar las claves.</translation>
    </message>
    <message>
        <source>New Key…</source>
        <translation>Clave nueva…</translation>
    </message>
    <message>
        <source>Import Key…</source>
        <translation>Importar clave…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+I</source>
        <translation>Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Rotate Now…</source>
        <translation>Rotar ahora…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Sign With This Key Now…</source>
        <translation>Firmar ahora con esta clave…</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Programar…</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>Take the Date Back</source>
        <translation>Quitar la fecha</translation>
    </message>
    <message>
        <source>Save Public…</source>
        <translation>Guardar pública…</translation>
    </message>
    <message>
        <source>Export Private…</source>
        <translation>Exportar privada…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>Retire…</source>
        <translation>Retirar…</translation>
    </message>
    <message>
        <source>Show Details</source>
        <translation>Mostrar detalles</translation>
    </message>
    <message>
        <source>Show &amp;retired</source>
        <translation>Mostrar &amp;retiradas</translation>
    </message>
    <message>
        <source>JWK Set:</source>
        <translation>JWK Set:</translation>
    </message>
    <message>
        <source>Copy the address of the JWK Set</source>
        <translation>Copiar la dirección del JWK Set</translation>
    </message>
    <message>
        <source>The keys could not be loaded</source>
        <translation>No se pudieron cargar las claves</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>No key is in force</source>
        <translation>No hay ninguna clave en vigor</translation>
    </message>
    <message>
        <source>Without a key that signs nobody can log in.</source>
        <translation>Sin una clave que firme nadie puede iniciar sesión.</translation>
    </message>
    <message>
        <source>There is no key %1 here.</source>
        <translation>Aquí no hay ninguna clave %1.</translation>
    </message>
    <message>
        <source>Change the Date…</source>
        <translation>Cambiar la fecha…</translation>
    </message>
    <message>
        <source>The server is stopped: nothing answers there until it is started.</source>
        <translation>El servidor está detenido: nada responde ahí hasta que se inicie.</translation>
    </message>
    <message>
        <source>The set is empty: the keys are secrets, which are never published. Services need an asymmetric key, or a copy of the secret.</source>
        <translation>El conjunto está vacío: las claves son secretos, que nunca se publican. Los servicios necesitan una clave asimétrica o una copia del secreto.</translation>
    </message>
    <message>
        <source>The keys cannot be read.</source>
        <translation>No se pueden leer las claves.</translation>
    </message>
    <message>
        <source>Sign with a new key</source>
        <translation>Firmar con una clave nueva</translation>
    </message>
    <message>
        <source>Generating a key for %1</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>Generando una clave para %1</translation>
    </message>
    <message>
        <source>No key was generated.</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>No se generó ninguna clave.</translation>
    </message>
    <message>
        <source>Key %1 signs from now on.</source>
        <extracomment>%1: a key</extracomment>
        <translation>La clave %1 firma desde ahora.</translation>
    </message>
    <message>
        <source>Key %1 was generated and waits to sign.</source>
        <extracomment>%1: a key</extracomment>
        <translation>La clave %1 se generó y espera para firmar.</translation>
    </message>
    <message>
        <source>Key %1 was imported and signs from now on.</source>
        <translation>La clave %1 se importó y firma desde ahora.</translation>
    </message>
    <message>
        <source>Key %1 was imported and waits to sign.</source>
        <translation>La clave %1 se importó y espera para firmar.</translation>
    </message>
    <message>
        <source>Sign with a new key from now on?</source>
        <translation>¿Firmar desde ahora con una clave nueva?</translation>
    </message>
    <message>
        <source>Sign with %1 from now on?</source>
        <extracomment>%1: a key</extracomment>
        <translation>¿Firmar desde ahora con %1?</translation>
    </message>
    <message>
        <source>Rotate Now</source>
        <translation>Rotar ahora</translation>
    </message>
    <message>
        <source>Rotating keys</source>
        <translation>Rotando claves</translation>
    </message>
    <message>
        <source>The keys were not rotated.</source>
        <translation>No se rotaron las claves.</translation>
    </message>
    <message>
        <source>Schedule a rotation</source>
        <translation>Programar una rotación</translation>
    </message>
    <message>
        <source>Scheduling a rotation</source>
        <translation>Programando una rotación</translation>
    </message>
    <message>
        <source>The rotation was not scheduled.</source>
        <translation>No se programó la rotación.</translation>
    </message>
    <message>
        <source>Key %1 signs from %2 on.</source>
        <extracomment>%1: a key, %2: a date and time</extracomment>
        <translation>La clave %1 firma desde %2.</translation>
    </message>
    <message>
        <source>Taking the date back</source>
        <translation>Quitando la fecha</translation>
    </message>
    <message>
        <source>The date was not taken back.</source>
        <translation>No se quitó la fecha.</translation>
    </message>
    <message>
        <source>Key %1 waits until it is told to sign.</source>
        <translation>La clave %1 espera hasta que se le mande firmar.</translation>
    </message>
    <message>
        <source>The key was not retired.</source>
        <translation>No se retiró la clave.</translation>
    </message>
    <message>
        <source>Retire key %1?</source>
        <translation>¿Retirar la clave %1?</translation>
    </message>
    <message>
        <source>Retire Key</source>
        <translation>Retirar clave</translation>
    </message>
    <message numerus="yes">
        <source>Retire and End %Ln Session(s)</source>
        <translation>
            <numerusform>Retirar y terminar %Ln sesión</numerusform>
            <numerusform>Retirar y terminar %Ln sesiones</numerusform>
        </translation>
    </message>
    <message>
        <source>Retiring a key</source>
        <translation>Retirando una clave</translation>
    </message>
    <message>
        <source>Key %1 is retired.</source>
        <translation>La clave %1 está retirada.</translation>
    </message>
    <message>
        <source>Nothing was copied.</source>
        <translation>No se copió nada.</translation>
    </message>
    <message>
        <source>The public key was copied as PEM.</source>
        <translation>La clave pública se copió como PEM.</translation>
    </message>
    <message>
        <source>The public key was copied as JWK.</source>
        <translation>La clave pública se copió como JWK.</translation>
    </message>
    <message>
        <source>Save Public Key</source>
        <translation>Guardar clave pública</translation>
    </message>
    <message>
        <source>PEM files (*.pem);;JWK files (*.json *.jwk)</source>
        <translation>Archivos PEM (*.pem);;Archivos JWK (*.json *.jwk)</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>No se escribió %1.</translation>
    </message>
    <message>
        <source>The public key was saved as %1.</source>
        <translation>La clave pública se guardó como %1.</translation>
    </message>
    <message>
        <source>Export a private key</source>
        <translation>Exportar una clave privada</translation>
    </message>
    <message>
        <source>The private key was exported, encrypted, to %1.</source>
        <translation>La clave privada se exportó, cifrada, a %1.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::LifetimeBars</name>
    <message>
        <source>Lifetimes on one time axis</source>
        <translation>Duraciones en un mismo eje de tiempo</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Token de acceso</translation>
    </message>
    <message>
        <source>Sliding token</source>
        <translation>Token deslizante</translation>
    </message>
    <message>
        <source>Sliding refresh period</source>
        <translation>Plazo de actualización deslizante</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Token de actualización</translation>
    </message>
    <message>
        <source>Session maximum</source>
        <translation>Máximo de la sesión</translation>
    </message>
    <message>
        <source>%1: no limit</source>
        <translation>%1: sin límite</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lifetimes, shortest tokens first. %1.</source>
        <extracomment>%1 is a list such as &quot;Access token: 15 min, Refresh token: 7 d&quot;</extracomment>
        <translation>Duraciones, primero los tokens más cortos. %1.</translation>
    </message>
    <message>
        <source>, </source>
        <extracomment>%1 is a list such as &quot;Access token: 15 min, Refresh token: 7 d&quot;</extracomment>
        <translation>, </translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
    <message>
        <source>Session maximum is shorter than the refresh token: a session ends after %1, whatever the refresh token says.</source>
        <translation>El máximo de la sesión es menor que el token de actualización: la sesión termina tras %1, diga lo que diga ese token.</translation>
    </message>
    <message>
        <source>The access token lives as long as the refresh token: there is nothing left to refresh.</source>
        <translation>El token de acceso dura tanto como el de actualización: no queda nada que actualizar.</translation>
    </message>
    <message>
        <source>Session maximum is shorter than the access token: access tokens outlive their session.</source>
        <translation>El máximo de la sesión es menor que el token de acceso: los tokens de acceso sobreviven a su sesión.</translation>
    </message>
    <message>
        <source>The sliding refresh period is over before the sliding token expires: it is never refreshed.</source>
        <translation>El plazo de actualización deslizante acaba antes de que caduque el token deslizante: nunca se actualiza.</translation>
    </message>
    <message>
        <source>Refresh tokens are not rotated: a stolen one works unnoticed for %1.</source>
        <translation>Los tokens de actualización no rotan: uno robado sirve sin que se note durante %1.</translation>
    </message>
    <message>
        <source>A stolen access token works at most %1, and no longer than its session.</source>
        <translation>Un token de acceso robado sirve como mucho %1, y no más que su sesión.</translation>
    </message>
    <message>
        <source>A stolen access token works at most %1, even if its session is ended.</source>
        <translation>Un token de acceso robado sirve como mucho %1, aunque se finalice su sesión.</translation>
    </message>
    <message>
        <source>A user who works for 8 hours refreshes about once.</source>
        <translation>Quien trabaja 8 horas actualiza aproximadamente una vez.</translation>
    </message>
    <message>
        <source>A user who works for 8 hours refreshes about %1 times.</source>
        <translation>Quien trabaja 8 horas actualiza aproximadamente %1 veces.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ListPage</name>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Show Details</source>
        <translation>Mostrar detalles</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+X</source>
        <translation>Ctrl+Shift+X</translation>
    </message>
    <message>
        <source>The list could not be brought up to date.</source>
        <translation>No se pudo actualizar la lista.</translation>
    </message>
    <message>
        <source>The list could not be loaded</source>
        <translation>No se pudo cargar la lista</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nada coincide con «%1»</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message>
        <source>All %1 that match are selected.</source>
        <translation>Están seleccionadas todas las coincidencias (%1).</translation>
    </message>
    <message>
        <source>Clear Selection</source>
        <translation>Quitar selección</translation>
    </message>
    <message numerus="yes">
        <source>All %n rows that are loaded are selected.</source>
        <translation>
            <numerusform>Está seleccionada %n fila cargada.</numerusform>
            <numerusform>Están seleccionadas las %n filas cargadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select All %1 That Match</source>
        <translation>Seleccionar todas las coincidencias (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n rows are listed. Search, or sort the other way round, to see others.</source>
        <translation>
            <numerusform>Solo se muestra la primera %n fila. Busque u ordene al revés para ver otras.</numerusform>
            <numerusform>Solo se muestran las primeras %n filas. Busque u ordene al revés para ver otras.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copying %n rows</source>
        <translation>
            <numerusform>Copiando %n fila</numerusform>
            <numerusform>Copiando %n filas</numerusform>
        </translation>
    </message>
    <message>
        <source>Export %1</source>
        <extracomment>%1: title of the page, such as &quot;Users&quot;</extracomment>
        <translation>Exportar %1</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>Archivos CSV (*.csv);;Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>Exportando %1</translation>
    </message>
    <message>
        <source>%1 was not written.</source>
        <translation>%1 no se ha escrito.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were exported to %1.</source>
        <translation>
            <numerusform>%n fila se exportó a %1.</numerusform>
            <numerusform>%n filas se exportaron a %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::LockPage</name>
    <message>
        <source>Sign In</source>
        <translation>Iniciar sesión</translation>
    </message>
    <message>
        <source>▲ Caps Lock is on</source>
        <translation>▲ Bloq Mayús está activado</translation>
    </message>
    <message>
        <source>&amp;Sign In</source>
        <translation>&amp;Iniciar sesión</translation>
    </message>
    <message>
        <source>&amp;Username</source>
        <translation>&amp;Nombre de usuario</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Contraseña</translation>
    </message>
    <message>
        <source>The server goes on running meanwhile.

Forgotten the password, or locked out? Whoever may read the data directory can set a new one in a terminal:</source>
        <translation>Entretanto el servidor sigue en marcha.

¿Ha olvidado la contraseña o está bloqueado? Quien puede leer el directorio de datos puede poner una nueva en un terminal:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar la orden</translation>
    </message>
    <message>
        <source>Reading the Database…</source>
        <translation>Leyendo la base de datos…</translation>
    </message>
    <message>
        <source>The Console Is Locked</source>
        <translation>La consola está bloqueada</translation>
    </message>
    <message>
        <source>Administrators sign in with the name and password of a superuser.</source>
        <translation>Los administradores inician sesión con el nombre y la contraseña de un superusuario.</translation>
    </message>
    <message>
        <source>Nobody has touched it for %1.</source>
        <extracomment>%1: &quot;15 min&quot;</extracomment>
        <translation>Nadie la ha tocado desde hace %1.</translation>
    </message>
    <message>
        <source>The account of the administrator was changed. Sign in again.</source>
        <translation>Se ha cambiado la cuenta del administrador. Inicie sesión de nuevo.</translation>
    </message>
    <message>
        <source>What was open stays as it is until an administrator signs in.</source>
        <translation>Lo que estaba abierto queda como está hasta que un administrador inicie sesión.</translation>
    </message>
    <message>
        <source>Cannot Read the Database</source>
        <translation>No se puede leer la base de datos</translation>
    </message>
    <message>
        <source>Looking at the password…</source>
        <translation>Comprobando la contraseña…</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOMBRE</translation>
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
            <numerusform>%n cosa que mirar</numerusform>
            <numerusform>%n cosas que mirar</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot read the database. %1</source>
        <translation>No se puede leer la base de datos. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>There is no administrator yet, so nobody can manage users from outside.</source>
        <translation>Aún no hay administrador, así que nadie puede gestionar usuarios desde fuera.</translation>
    </message>
    <message>
        <source>Create Administrator…</source>
        <translation>Crear administrador…</translation>
    </message>
    <message>
        <source>Administrator %1 is created and can log in.</source>
        <translation>El administrador %1 se ha creado y puede iniciar sesión.</translation>
    </message>
    <message numerus="yes">
        <source>%n new warning(s)</source>
        <translation>
            <numerusform>%n aviso nuevo</numerusform>
            <numerusform>%n avisos nuevos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>title, sentence</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Ask Before &amp;Closing</source>
        <translation>&amp;Preguntar antes de cerrar</translation>
    </message>
    <message>
        <source>Show in the &amp;Tray</source>
        <translation>Mostrar en la &amp;bandeja</translation>
    </message>
    <message>
        <source>Discard unsaved changes?</source>
        <translation>¿Descartar los cambios sin guardar?</translation>
    </message>
    <message>
        <source>What was edited and not saved will be lost.</source>
        <translation>Lo que se editó y no se guardó se perderá.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n running task(s) and quit?</source>
        <translation>
            <numerusform>¿Cancelar %n tarea en curso y salir?</numerusform>
            <numerusform>¿Cancelar %n tareas en curso y salir?</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel and Quit</source>
        <translation>Cancelar y salir</translation>
    </message>
    <message>
        <source>Stop the server and quit?</source>
        <translation>¿Detener el servidor y salir?</translation>
    </message>
    <message>
        <source>Clients of %1 cannot log in or refresh until it is started again.</source>
        <translation>Los clientes de %1 no podrán iniciar sesión ni actualizar hasta que se inicie de nuevo.</translation>
    </message>
    <message>
        <source>Stop and Quit</source>
        <translation>Detener y salir</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>No volver a preguntar</translation>
    </message>
    <message>
        <source>Keep Running in the Tray</source>
        <translation>Seguir en la bandeja</translation>
    </message>
    <message>
        <source>Stopping the server…</source>
        <translation>Deteniendo el servidor…</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Buscar</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>Act&amp;ualizar</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Ayuda</translation>
    </message>
    <message>
        <source>&amp;About Tokendesk</source>
        <translation>&amp;Acerca de Tokendesk</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>A&amp;justes</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>I&amp;r a…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>A&amp;trás</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>A&amp;delante</translation>
    </message>
    <message>
        <source>&amp;Lock Now</source>
        <translation>&amp;Bloquear ahora</translation>
    </message>
    <message>
        <source>Sign &amp;Out</source>
        <translation>&amp;Cerrar sesión</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>Atajos de tec&amp;lado</translation>
    </message>
    <message>
        <source>Clear or Close Message</source>
        <translation>Borrar o cerrar el mensaje</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>Aparie&amp;ncia</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Servidor</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>Time copied as UTC</source>
        <translation>Hora copiada como UTC</translation>
    </message>
    <message>
        <source>Database path copied</source>
        <translation>Ruta de la base de datos copiada</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::MappingPreview</name>
    <message>
        <source>Username</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Additional claims of this user</source>
        <translation>Claims adicionales de este usuario</translation>
    </message>
    <message>
        <source>Preview for &amp;user</source>
        <translation>Vista previa para el &amp;usuario</translation>
    </message>
    <message>
        <source>As it is in force; the form cannot be saved like this.</source>
        <translation>Como está en vigor; el formulario no se puede guardar así.</translation>
    </message>
    <message>
        <source>As the form has it; nothing is saved yet.</source>
        <translation>Tal como está en el formulario; aún no se ha guardado nada.</translation>
    </message>
    <message>
        <source>Left out, because tokens need these names: %1.</source>
        <translation>Se omiten porque los tokens necesitan estos nombres: %1.</translation>
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
        <translation>A&amp;hora</translation>
    </message>
    <message>
        <source>A&amp;t</source>
        <translation>A &amp;las</translation>
    </message>
    <message>
        <source>Judge the token as of now</source>
        <translation>Juzgar el token en este momento</translation>
    </message>
    <message>
        <source>Judge the token as of another moment</source>
        <translation>Juzgar el token en otro momento</translation>
    </message>
    <message>
        <source>Moment, local time</source>
        <translation>Momento, hora local</translation>
    </message>
    <message>
        <source>Moment between issue and expiry</source>
        <translation>Momento entre la emisión y la caducidad</translation>
    </message>
    <message>
        <source>Judge as of</source>
        <translation>Juzgar en</translation>
    </message>
    <message>
        <source>issued %1, expires %2</source>
        <translation>de %1 a %2</translation>
    </message>
    <message>
        <source>no life span to slide over</source>
        <translation>sin vida útil que recorrer</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::NewKeyDialog</name>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Longitud</translation>
    </message>
    <message>
        <source>&amp;Next key: it verifies now and signs when keys rotate</source>
        <translation>Clave &amp;siguiente: verifica ya y firma cuando roten las claves</translation>
    </message>
    <message>
        <source>&amp;Sign with it from now on</source>
        <translation>Firmar con ella desde a&amp;hora</translation>
    </message>
    <message>
        <source>New Key</source>
        <translation>Clave nueva</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <extracomment>length of an RSA key</extracomment>
        <translation>%1 bits</translation>
    </message>
    <message>
        <source>&amp;Algorithm</source>
        <translation>&amp;Algoritmo</translation>
    </message>
    <message>
        <source>Generate Key</source>
        <translation>Generar clave</translation>
    </message>
    <message>
        <source>Services that fetch the public keys now and then know it before it signs.</source>
        <translation>Los servicios que traen las claves públicas de vez en cuando la conocen antes de que firme.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::NewUserDialog</name>
    <message>
        <source>New User</source>
        <translation>Usuario nuevo</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Contra&amp;seña</translation>
    </message>
    <message>
        <source>Create User</source>
        <translation>Crear usuario</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Page</name>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PageBar</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
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
        <translation>Contraer</translation>
    </message>
    <message>
        <source>Show the page titles</source>
        <translation>Mostrar los títulos de las páginas</translation>
    </message>
    <message>
        <source>Show only the icons</source>
        <translation>Mostrar solo los iconos</translation>
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
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>shown rows of all rows: &quot;12 of 4,310&quot;</extracomment>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordDialog</name>
    <message>
        <source>Set Password</source>
        <translation>Fijar contraseña</translation>
    </message>
    <message numerus="yes">
        <source>&amp;End the sessions of this user (%n)</source>
        <translation>
            <numerusform>&amp;Finalizar la sesión de este usuario (%n)</numerusform>
            <numerusform>&amp;Finalizar las sesiones de este usuario (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;End the sessions of this user</source>
        <translation>&amp;Finalizar las sesiones de este usuario</translation>
    </message>
    <message>
        <source>New password of %1</source>
        <translation>Contraseña nueva de %1</translation>
    </message>
    <message>
        <source>Copy it now: it is not kept and will not be shown again.</source>
        <translation>Conviene copiarla ahora: no se guarda ni se volverá a mostrar.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordField</name>
    <message>
        <source>Copy the password</source>
        <translation>Copiar la contraseña</translation>
    </message>
    <message>
        <source>Use this weak password all the same</source>
        <translation>Usar igualmente esta contraseña débil</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Generar</translation>
    </message>
    <message>
        <source>Make up a random password</source>
        <translation>Inventar una contraseña aleatoria</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Ocultar la contraseña</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar la contraseña</translation>
    </message>
    <message numerus="yes">
        <source>At least %n characters</source>
        <translation>
            <numerusform>Al menos %n carácter</numerusform>
            <numerusform>Al menos %n caracteres</numerusform>
        </translation>
    </message>
    <message>
        <source>Password strength: %1</source>
        <translation>Seguridad de la contraseña: %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::PasswordProof</name>
    <message numerus="yes">
        <source>Your last sign-in is more than %n minute(s) ago. &amp;Password of %1:</source>
        <translation>
            <numerusform>Su último inicio de sesión fue hace más de %n minuto. &amp;Contraseña de %1:</numerusform>
            <numerusform>Su último inicio de sesión fue hace más de %n minutos. &amp;Contraseña de %1:</numerusform>
        </translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Contraseña de %1</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Falta la contraseña.</translation>
    </message>
    <message>
        <source>Looking at the password…</source>
        <translation>Comprobando la contraseña…</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::RefreshChain</name>
    <message>
        <source>Refresh chain</source>
        <translation>Cadena de actualizaciones</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Inicio de sesión</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Última actualización</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>active</source>
        <translation>activo</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message numerus="yes">
        <source>%n refresh(es)</source>
        <translation>
            <numerusform>%n actualización</numerusform>
            <numerusform>%n actualizaciones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ScheduleDialog</name>
    <message>
        <source>Schedule a Rotation</source>
        <translation>Programar una rotación</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: a key, %2: its algorithm</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>A new key (%1)</source>
        <extracomment>%1: an algorithm</extracomment>
        <translation>Una clave nueva (%1)</translation>
    </message>
    <message>
        <source>In the time zone of this machine</source>
        <translation>En la zona horaria de esta máquina</translation>
    </message>
    <message>
        <source>From then on this key signs; the one before it goes on verifying what it has signed. Services that keep a copy of the public keys need this one by then. A server or daemon must be running at that time.</source>
        <translation>Desde entonces firma esta clave; la anterior sigue verificando lo que firmó. Los servicios que guardan una copia de las claves públicas la necesitan para entonces. En ese momento debe haber un servidor o daemon en marcha.</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Clave</translation>
    </message>
    <message>
        <source>&amp;Signs from</source>
        <translation>&amp;Firma desde</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Programar</translation>
    </message>
    <message>
        <source>This is past. To sign with a key now, use Rotate Now.</source>
        <translation>Eso ya pasó. Para firmar ahora con una clave, use Rotar ahora.</translation>
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
        <translation>&amp;Iniciar servidor</translation>
    </message>
    <message>
        <source>S&amp;top Server</source>
        <translation>&amp;Detener servidor</translation>
    </message>
    <message>
        <source>&amp;Restart Server</source>
        <translation>&amp;Reiniciar servidor</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>&amp;Copy Address</source>
        <translation>&amp;Copiar dirección</translation>
    </message>
    <message>
        <source>&amp;Open in Browser</source>
        <translation>&amp;Abrir en el navegador</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Iniciar el servidor</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Detener el servidor</translation>
    </message>
    <message>
        <source>The server is stopped. Data can be edited; clients cannot sign in.</source>
        <translation>El servidor está detenido. Los datos se pueden editar; los clientes no pueden iniciar sesión.</translation>
    </message>
    <message>
        <source>Cannot start the server. %1</source>
        <translation>No se puede iniciar el servidor. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionPane</name>
    <message>
        <source>Select a session to see the details.</source>
        <translation>Seleccionar una sesión para ver los detalles.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesión</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Copy the session id</source>
        <translation>Copiar el id de la sesión</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>Agente de usuario</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Última actualización</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Ends at the latest</source>
        <translation>Fin como máximo</translation>
    </message>
    <message>
        <source>Refreshes</source>
        <translation>Actualizaciones</translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation>Clave de firma</translation>
    </message>
    <message>
        <source>Change This Setting</source>
        <translation>Cambiar este ajuste</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Finalizar sesión</translation>
    </message>
    <message>
        <source>End now? (%1 s)</source>
        <translation>¿Finalizar ahora? (%1 s)</translation>
    </message>
    <message>
        <source>(purged user)</source>
        <translation>(usuario purgado)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(desconocida)</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionsModel</name>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Caducada</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>Sesión cerrada</translation>
    </message>
    <message>
        <source>Blacklisted</source>
        <translation>En la lista negra</translation>
    </message>
    <message>
        <source>Token revoked</source>
        <translation>Token revocado</translation>
    </message>
    <message>
        <source>Ended by the user</source>
        <translation>Finalizada por el usuario</translation>
    </message>
    <message>
        <source>Issued too early</source>
        <translation>Emitida demasiado pronto</translation>
    </message>
    <message>
        <source>Too many sessions</source>
        <translation>Demasiadas sesiones</translation>
    </message>
    <message>
        <source>Ended by an administrator</source>
        <translation>Finalizada por un administrador</translation>
    </message>
    <message>
        <source>Ended by %1</source>
        <translation>Finalizada por %1</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Contraseña cambiada</translation>
    </message>
    <message>
        <source>User disabled</source>
        <translation>Usuario desactivado</translation>
    </message>
    <message>
        <source>User deleted</source>
        <translation>Usuario eliminado</translation>
    </message>
    <message>
        <source>Refresh reused</source>
        <translation>Token de actualización reutilizado</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Inactividad</translation>
    </message>
    <message>
        <source>Maximum age</source>
        <translation>Edad máxima</translation>
    </message>
    <message>
        <source>Key retired</source>
        <translation>Clave retirada</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importación</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>el servidor</translation>
    </message>
    <message>
        <source>(purged user)</source>
        <translation>(usuario purgado)</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>finalizada</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Last refresh</source>
        <translation>Última actualización</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Caduca</translation>
    </message>
    <message>
        <source>Refreshes</source>
        <translation>Actualizaciones</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Finalizada</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Finalizada por</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SessionsPage</name>
    <message>
        <source>Search sessions</source>
        <translation>Buscar sesiones</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Todas las sesiones</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Finalizadas</translation>
    </message>
    <message>
        <source>End Session</source>
        <translation>Finalizar sesión</translation>
    </message>
    <message>
        <source>End Selected…</source>
        <translation>Finalizar seleccionadas…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>End All of the User…</source>
        <translation>Finalizar todas las del usuario…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>There is no user “%1”.</source>
        <translation>No existe el usuario «%1».</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Aún no hay sesiones</translation>
    </message>
    <message>
        <source>A session appears here as soon as somebody signs in.</source>
        <translation>Aquí aparece una sesión en cuanto alguien inicia sesión.</translation>
    </message>
    <message>
        <source>No session has ended</source>
        <translation>No ha finalizado ninguna sesión</translation>
    </message>
    <message>
        <source>Sessions that ended stay here for 30 days, with the reason.</source>
        <translation>Las sesiones finalizadas permanecen aquí 30 días, con el motivo.</translation>
    </message>
    <message numerus="yes">
        <source>%n sessions selected</source>
        <translation>
            <numerusform>%n sesión seleccionada</numerusform>
            <numerusform>%n sesiones seleccionadas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 sessions selected</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 sesiones seleccionadas</translation>
    </message>
    <message>
        <source>Those of them that are active can be ended.</source>
        <translation>De ellas se pueden finalizar las que están activas.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them active</source>
        <translation>
            <numerusform>%n de ellas activa</numerusform>
            <numerusform>%n de ellas activas</numerusform>
        </translation>
    </message>
    <message>
        <source>End All That Match…</source>
        <translation>Finalizar todas las coincidencias…</translation>
    </message>
    <message>
        <source>End Selected (%1)…</source>
        <translation>Finalizar seleccionadas (%1)…</translation>
    </message>
    <message>
        <source>End All of %1 (%2)…</source>
        <translation>Finalizar todas las de %1 (%2)…</translation>
    </message>
    <message>
        <source>They must sign in again. Access ends now.</source>
        <translation>Habrá que iniciar sesión de nuevo. El acceso termina ahora.</translation>
    </message>
    <message>
        <source>They must sign in again. Access tokens already issued stay valid for up to %1.</source>
        <translation>Habrá que iniciar sesión de nuevo. Los tokens de acceso ya emitidos siguen siendo válidos hasta %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n sesión</numerusform>
            <numerusform>%n sesiones</numerusform>
        </translation>
    </message>
    <message>
        <source>End %1 of %2?</source>
        <extracomment>%1: &quot;3 sessions&quot;, %2: &quot;2 users&quot;</extracomment>
        <translation>¿Finalizar %1 de %2?</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <extracomment>%1: &quot;3 sessions&quot;, %2: &quot;2 users&quot;</extracomment>
        <translation>
            <numerusform>%n usuario</numerusform>
            <numerusform>%n usuarios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>Finalizar %n sesión</numerusform>
            <numerusform>Finalizar %n sesiones</numerusform>
        </translation>
    </message>
    <message>
        <source>No session was ended.</source>
        <translation>No se finalizó ninguna sesión.</translation>
    </message>
    <message>
        <source>more than %1 sessions</source>
        <extracomment>%1: a number</extracomment>
        <translation>más de %1 sesiones</translation>
    </message>
    <message>
        <source>End %1?</source>
        <translation>¿Finalizar %1?</translation>
    </message>
    <message>
        <source>End %1</source>
        <translation>Finalizar %1</translation>
    </message>
    <message>
        <source>everybody</source>
        <extracomment>a word to be typed before something is done to all users</extracomment>
        <translation>todos</translation>
    </message>
    <message>
        <source>Ending %1</source>
        <translation>Finalizando %1</translation>
    </message>
    <message>
        <source>The other sessions live on.</source>
        <translation>Las demás sesiones siguen activas.</translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>¿Finalizar %n sesión de %1?</numerusform>
            <numerusform>¿Finalizar %n sesiones de %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n sesión finalizada.</numerusform>
            <numerusform>%n sesiones finalizadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The session had ended already.</source>
        <translation>La sesión ya había terminado.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingControl</name>
    <message>
        <source>on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1 a %2 %3</translation>
    </message>
    <message>
        <source>%1, or 0 for no limit</source>
        <translation>%1, o 0 para no poner límite</translation>
    </message>
    <message>
        <source>%1 to %2 characters</source>
        <translation>%1 a %2 caracteres</translation>
    </message>
    <message>
        <source>up to %1 characters</source>
        <translation>hasta %1 caracteres</translation>
    </message>
    <message>
        <source>One per line, or separated by commas</source>
        <translation>Uno por línea, o separados por comas</translation>
    </message>
    <message>
        <source>%1 to %2 entries</source>
        <translation>%1 a %2 entradas</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vacío</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingEditor</name>
    <message>
        <source>● modified</source>
        <translation>● modificado</translation>
    </message>
    <message>
        <source>Key: %1
Environment: %2
Command line: tokendeskd settings set %1 …</source>
        <translation>Clave: %1
Entorno: %2
Línea de órdenes: tokendeskd settings set %1 …</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Volver al valor predeterminado</translation>
    </message>
    <message>
        <source>Back to the default of %1</source>
        <translation>Volver al valor predeterminado de %1</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Changed elsewhere from %1 to %2. Your value stays here until you apply or revert it.</source>
        <translation>Cambiado en otro sitio de %1 a %2. El valor propio permanece aquí hasta aplicarlo o revertirlo.</translation>
    </message>
    <message>
        <source>Default: %1</source>
        <translation>Predeterminado: %1</translation>
    </message>
    <message>
        <source>back to the default when applied</source>
        <translation>al aplicar vuelve al valor predeterminado</translation>
    </message>
    <message>
        <source>source: %1</source>
        <translation>origen: %1</translation>
    </message>
    <message>
        <source>takes effect after a restart</source>
        <translation>surte efecto tras reiniciar</translation>
    </message>
    <message>
        <source>Locked: set by %1 in the environment. Remove it there and restart to change the value here.</source>
        <translation>Bloqueado: fijado por %1 en el entorno. Para cambiar el valor aquí hay que quitarlo allí y reiniciar.</translation>
    </message>
    <message>
        <source>Locked: set in the configuration file. Remove it there and restart to change the value here.</source>
        <translation>Bloqueado: fijado en el archivo de configuración. Para cambiar el valor aquí hay que quitarlo allí y reiniciar.</translation>
    </message>
    <message>
        <source>Locked: set on the command line. Start without it to change the value here.</source>
        <translation>Bloqueado: fijado en la línea de órdenes. Para cambiar el valor aquí hay que iniciar sin él.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::SettingsHistory</name>
    <message>
        <source>default</source>
        <translation>valor predeterminado</translation>
    </message>
    <message>
        <source>&amp;Undo This</source>
        <translation>&amp;Deshacer esto</translation>
    </message>
    <message>
        <source>Versions of the settings</source>
        <translation>Versiones de los ajustes</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardada</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Cambios</translation>
    </message>
    <message>
        <source>Gives the settings this version changed their earlier values</source>
        <translation>Devuelve a los ajustes que cambió esta versión sus valores anteriores</translation>
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
        <translation>Aquí ya es así.</translation>
    </message>
    <message>
        <source>Not taken: keys are imported as keys.</source>
        <translation>No se toma: las claves se importan como claves.</translation>
    </message>
    <message>
        <source>Not taken: it names something that exists in Django alone.</source>
        <translation>No se toma: nombra algo que solo existe en Django.</translation>
    </message>
    <message>
        <source>Not taken: this claim cannot be switched off here.</source>
        <translation>No se toma: este claim no se puede desactivar aquí.</translation>
    </message>
    <message>
        <source>Not taken: only the running program knows this value.</source>
        <translation>No se toma: este valor solo lo conoce el programa en marcha.</translation>
    </message>
    <message>
        <source>Not taken: the value does not fit (%1).</source>
        <translation>No se toma: el valor no encaja (%1).</translation>
    </message>
    <message>
        <source>Not taken: simplejwt itself refuses this name.</source>
        <translation>No se toma: el propio simplejwt rechaza este nombre.</translation>
    </message>
    <message>
        <source>Not taken: simplejwt does not know this name. %1 is meant?</source>
        <translation>No se toma: simplejwt no conoce este nombre. ¿Se refiere a %1?</translation>
    </message>
    <message>
        <source>Also what simplejwt does where the text says &amp;nothing</source>
        <translation>También lo que hace simplejwt donde el texto &amp;no dice nada</translation>
    </message>
    <message>
        <source>&amp;Take into the Form</source>
        <translation>&amp;Llevar al formulario</translation>
    </message>
    <message>
        <source>Import Settings</source>
        <translation>Importar ajustes</translation>
    </message>
    <message>
        <source>Settings to import</source>
        <translation>Ajustes que se importan</translation>
    </message>
    <message>
        <source>Paste SIMPLE_JWT = {…} of a Django settings file, or the JSON that Export has written.</source>
        <translation>Pegue SIMPLE_JWT = {…} de un archivo de ajustes de Django, o el JSON que escribió Exportar.</translation>
    </message>
    <message>
        <source>So that this server behaves as the Django project did</source>
        <translation>Para que este servidor se comporte como lo hacía el proyecto de Django</translation>
    </message>
    <message>
        <source>What becomes of each entry</source>
        <translation>Qué pasa con cada entrada</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Pasa a ser</translation>
    </message>
    <message>
        <source>&amp;Open File…</source>
        <translation>&amp;Abrir archivo…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Settings (*.json *.py);;All files (*)</source>
        <translation>Ajustes (*.json *.py);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>No se puede leer el archivo: %1</translation>
    </message>
    <message>
        <source>The file is longer than any settings are.</source>
        <translation>El archivo es más largo de lo que pueden ser unos ajustes.</translation>
    </message>
    <message>
        <source>%1 change, %2 not taken</source>
        <translation>Cambian: %1, no se toman: %2</translation>
    </message>
    <message>
        <source>default</source>
        <translation>predeterminado</translation>
    </message>
    <message>
        <source>Not taken: %1 is locked by what the program was started with.</source>
        <translation>No se toma: %1 está bloqueado por lo indicado al arrancar el programa.</translation>
    </message>
    <message>
        <source>%1: stays %2</source>
        <translation>%1: sigue %2</translation>
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
        <translation>No se pueden leer los ajustes.</translation>
    </message>
    <message>
        <source>Cannot read the earlier versions.</source>
        <translation>No se pueden leer las versiones anteriores.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Modified %1</source>
        <translation>Modificado: %1</translation>
    </message>
    <message>
        <source>Restart needed %1</source>
        <translation>Requieren reinicio: %1</translation>
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
        <translation>Ningún ajuste coincide con «%1».</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Lifetimes</source>
        <translation>Duraciones</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Contraseñas</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Conservación</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Grupos de ajustes</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versiones</translation>
    </message>
    <message>
        <source>Integrate</source>
        <translation>Integrar</translation>
    </message>
    <message>
        <source>Search settings (Ctrl+F)</source>
        <translation>Buscar ajustes (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Buscar ajustes</translation>
    </message>
    <message>
        <source>Show what is not saved yet, and nothing else</source>
        <translation>Mostrar solo lo que aún no está guardado</translation>
    </message>
    <message>
        <source>&amp;Import and Export</source>
        <translation>&amp;Importar y exportar</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importar…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportar…</translation>
    </message>
    <message>
        <source>Try for &amp;10 Minutes</source>
        <translation>Probar &amp;10 minutos</translation>
    </message>
    <message>
        <source>Put the changes in force; they go back by themselves unless you keep them</source>
        <translation>Poner los cambios en vigor; vuelven atrás por sí solos si no los conserva</translation>
    </message>
    <message>
        <source>&amp;Revert</source>
        <translation>&amp;Revertir</translation>
    </message>
    <message>
        <source>Give up all changes that are not saved</source>
        <translation>Abandonar todos los cambios sin guardar</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Aplicar</translation>
    </message>
    <message>
        <source>Save the changes; they are in force with the next request</source>
        <translation>Guardar los cambios; valen desde la próxima petición</translation>
    </message>
    <message>
        <source>Nothing was saved. One setting needs attention; see beside it.</source>
        <translation>No se guardó nada. Un ajuste necesita atención; véase junto a él.</translation>
    </message>
    <message>
        <source>Nothing was saved. %1 settings need attention; see beside them.</source>
        <translation>No se guardó nada. %1 ajustes necesitan atención; véase junto a ellos.</translation>
    </message>
    <message>
        <source>Change the behaviour to %1?</source>
        <translation>¿Cambiar el comportamiento a %1?</translation>
    </message>
    <message>
        <source>No other setting changes with it.</source>
        <translation>Ningún otro ajuste cambia con él.</translation>
    </message>
    <message>
        <source>These settings have no value of their own and change with it:

%1</source>
        <translation>Estos ajustes no tienen valor propio y cambian con él:

%1</translation>
    </message>
    <message>
        <source>Change Behaviour</source>
        <translation>Cambiar comportamiento</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>No se guardó nada.</translation>
    </message>
    <message>
        <source>Cannot undo the change.</source>
        <translation>No se puede deshacer el cambio.</translation>
    </message>
    <message>
        <source>The trial cannot be ended.</source>
        <translation>No se puede terminar la prueba.</translation>
    </message>
    <message>
        <source>Export Settings</source>
        <translation>Exportar ajustes</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>Archivos JSON (*.json);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>What differs from the defaults was written to %1.</source>
        <translation>Lo que difiere de los valores predeterminados se ha escrito en %1.</translation>
    </message>
    <message>
        <source>Nothing was exported to %1: %2</source>
        <translation>No se ha exportado nada a %1: %2</translation>
    </message>
    <message>
        <source>In force since %1 (version %2); first token with it seen at %3.</source>
        <extracomment>%1, %3: times of day, %2: a number</extracomment>
        <translation>En vigor desde las %1 (versión %2); primer token con ella visto a las %3.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2); no token was issued with it yet.</source>
        <translation>En vigor desde las %1 (versión %2); aún no se ha emitido ningún token con ella.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2). Live sessions: %3 ended, %4 shortened.</source>
        <extracomment>%1: a time of day; the rest are numbers</extracomment>
        <translation>En vigor desde las %1 (versión %2). Sesiones activas: %3 terminadas, %4 acortadas.</translation>
    </message>
    <message>
        <source>In force since %1 (version %2).</source>
        <translation>En vigor desde %1 (versión %2).</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
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
        <translation>C&amp;onfigurar</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
    <message>
        <source>✓ http://127.0.0.1:%1 is free</source>
        <translation>✓ http://127.0.0.1:%1 está libre</translation>
    </message>
    <message>
        <source>▲ Port %1 is used by %2.</source>
        <translation>▲ El puerto %1 lo usa %2.</translation>
    </message>
    <message>
        <source>Creating the administrator…</source>
        <translation>Creando el administrador…</translation>
    </message>
    <message>
        <source>Generating a key for %1…</source>
        <translation>Generando una clave para %1…</translation>
    </message>
    <message>
        <source>Moving the server to port %1…</source>
        <translation>Cambiando el servidor al puerto %1…</translation>
    </message>
    <message>
        <source>Set Up Tokendesk</source>
        <translation>Configurar Tokendesk</translation>
    </message>
    <message>
        <source>1 Welcome</source>
        <translation>1 Bienvenida</translation>
    </message>
    <message>
        <source>2 Administrator</source>
        <translation>2 Administrador</translation>
    </message>
    <message>
        <source>3 Signing key</source>
        <translation>3 Clave de firma</translation>
    </message>
    <message>
        <source>4 Address</source>
        <translation>4 Dirección</translation>
    </message>
    <message>
        <source>5 Summary</source>
        <translation>5 Resumen</translation>
    </message>
    <message>
        <source>Who is the first administrator?</source>
        <translation>¿Quién es el primer administrador?</translation>
    </message>
    <message>
        <source>This user may sign in to the console and manage all others.</source>
        <translation>Este usuario puede iniciar sesión en la consola y gestionar a todos los demás.</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Más tarde</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>A&amp;trás</translation>
    </message>
    <message>
        <source>Welcome to Tokendesk</source>
        <translation>Bienvenido a Tokendesk</translation>
    </message>
    <message>
        <source>This database is empty. A few answers make it a server that people can log in to. Everything can be changed later.</source>
        <translation>Esta base de datos está vacía. Unas pocas respuestas la convierten en un servidor donde iniciar sesión. Todo se puede cambiar después.</translation>
    </message>
    <message>
        <source>Data is kept in one SQLite file, which needs nothing installed.</source>
        <translation>Los datos se guardan en un archivo SQLite, que no requiere instalar nada.</translation>
    </message>
    <message>
        <source>SQLite is the only storage so far; PostgreSQL is not supported yet. To keep the data elsewhere, quit and start with --data-dir.</source>
        <translation>Por ahora SQLite es el único almacenamiento; PostgreSQL aún no se admite. Para guardar los datos en otro sitio, salir e iniciar con --data-dir.</translation>
    </message>
    <message>
        <source>Use &amp;Demo Data Instead</source>
        <translation>Usar &amp;datos de demostración</translation>
    </message>
    <message>
        <source>Starts anew on scratch data with the users admin, alice and bob; this database stays as it is</source>
        <translation>Empieza de nuevo con datos de prueba y los usuarios admin, alice y bob; esta base de datos queda como está</translation>
    </message>
    <message>
        <source>Data is kept in one SQLite file, which needs nothing installed:
%1</source>
        <translation>Los datos se guardan en un archivo SQLite, que no requiere instalar nada:
%1</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;Sistema</translation>
    </message>
    <message>
        <source>Li&amp;ght</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>Osc&amp;uro</translation>
    </message>
    <message>
        <source>What signs the tokens?</source>
        <translation>¿Qué firma los tokens?</translation>
    </message>
    <message>
        <source>The key is made on this computer and stored encrypted. It can be replaced at any time; the old one goes on verifying until the last token it signed has expired.</source>
        <translation>La clave se crea en este equipo y se guarda cifrada. Se puede sustituir en cualquier momento; la antigua sigue comprobando hasta que caduca el último token que firmó.</translation>
    </message>
    <message>
        <source>Where does the server listen?</source>
        <translation>¿Dónde escucha el servidor?</translation>
    </message>
    <message>
        <source>On this computer alone, at 127.0.0.1. To serve others, put a proxy with TLS in front, or start the server with a certificate of its own.</source>
        <translation>Solo en este equipo, en 127.0.0.1. Para atender a otros, poner delante un proxy con TLS o iniciar el servidor con un certificado propio.</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Puerto</translation>
    </message>
    <message>
        <source>Next &amp;Free Port</source>
        <translation>Siguiente puerto &amp;libre</translation>
    </message>
    <message>
        <source>it is fixed by the program</source>
        <translation>lo fija el programa</translation>
    </message>
    <message>
        <source>The port cannot be chosen here: %1.</source>
        <translation>El puerto no se puede elegir aquí: %1.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>“Set Up” does what these lines would do; they work as well without a window.</source>
        <translation>«Configurar» hace lo que harían estas líneas; también funcionan sin ventana.</translation>
    </message>
    <message>
        <source>Equivalent commands</source>
        <translation>Órdenes equivalentes</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>Copiar las órdenes</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Search by action or keys</source>
        <translation>Buscar por acción o teclas</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Buscar atajos</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>En todas partes</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Página %1</translation>
    </message>
    <message numerus="yes">
        <source>%n shortcut(s)</source>
        <translation>
            <numerusform>%n atajo</numerusform>
            <numerusform>%n atajos</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nada coincide con «%1».</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::StatusBar</name>
    <message>
        <source>Times are shown in the zone %1. Click to copy the time as UTC.</source>
        <translation>Las horas se muestran en la zona %1. Un clic copia la hora como UTC.</translation>
    </message>
    <message>
        <source>Requests answered in the last minute. Click for the server menu.</source>
        <translation>Peticiones respondidas en el último minuto. Un clic abre el menú del servidor.</translation>
    </message>
    <message>
        <source>A secret is on the clipboard. Click to clear it now.</source>
        <translation>Hay un secreto en el portapapeles. Un clic lo borra ahora.</translation>
    </message>
    <message>
        <source>The figures have not arrived yet.</source>
        <translation>Las cifras aún no han llegado.</translation>
    </message>
    <message>
        <source>Signed in: %1</source>
        <translation>Sesión iniciada: %1</translation>
    </message>
    <message>
        <source>Signed in as %1. Click to lock the console or to sign out.</source>
        <translation>Sesión iniciada como %1. Un clic permite bloquear la consola o cerrar la sesión.</translation>
    </message>
    <message>
        <source>Start, stop or restart the server</source>
        <translation>Iniciar, detener o reiniciar el servidor</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Servidor: %1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Dirección: %1</translation>
    </message>
    <message>
        <source>The address clients use</source>
        <translation>La dirección que usan los clientes</translation>
    </message>
    <message>
        <source>The address the server listens on when it is started</source>
        <translation>La dirección en la que el servidor escucha cuando se inicia</translation>
    </message>
    <message>
        <source>Sessions: %1</source>
        <translation>Sesiones: %1</translation>
    </message>
    <message>
        <source>Sessions that can be refreshed now. Click to see them.</source>
        <translation>Sesiones que se pueden actualizar ahora. Un clic las muestra.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind of database, size</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1. Click to copy the path.</source>
        <translation>%1. Un clic copia la ruta.</translation>
    </message>
    <message>
        <source>Policy preset simplejwt: answers exactly as simplejwt does.</source>
        <translation>Directiva simplejwt: responde exactamente como simplejwt.</translation>
    </message>
    <message>
        <source>Policy preset recommended: sessions end at once, spent refresh tokens raise the alarm.</source>
        <translation>Directiva recomendada: las sesiones terminan al instante, los tokens de actualización gastados dan la alarma.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sin clave</translation>
    </message>
    <message>
        <source>No key signs: nobody can log in. Click to see the keys.</source>
        <translation>Ninguna clave firma: nadie puede iniciar sesión. Un clic muestra las claves.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>key, how long it still signs</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Key %1 signs until %2. Click to see the keys.</source>
        <translation>La clave %1 firma hasta %2. Un clic muestra las claves.</translation>
    </message>
    <message>
        <source>Key %1 signs. Click to see the keys.</source>
        <translation>La clave %1 firma. Un clic muestra las claves.</translation>
    </message>
    <message>
        <source>%1 req/min</source>
        <translation>%1 pet./min</translation>
    </message>
    <message numerus="yes">
        <source>Clipboard cleared in %n s</source>
        <translation>
            <numerusform>El portapapeles se borra en %n s</numerusform>
            <numerusform>El portapapeles se borra en %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TamperModel</name>
    <message>
        <source>accepted</source>
        <translation>aceptado</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Qué se cambió</translation>
    </message>
    <message>
        <source>Refused because</source>
        <translation>Rechazado porque</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskIndicator</name>
    <message>
        <source>Show what is running</source>
        <translation>Mostrar lo que está en curso</translation>
    </message>
    <message>
        <source>Running tasks</source>
        <translation>Tareas en curso</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n tarea</numerusform>
            <numerusform>%n tareas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelling…</source>
        <translation>%1: cancelando…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>task, count</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>En curso: %1</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Cancelar %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskList</name>
    <message>
        <source>%1 of %2</source>
        <comment>progress</comment>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TaskRow</name>
    <message>
        <source>Progress of %1</source>
        <translation>Progreso de %1</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Cancelando…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Cancelar %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TokenView</name>
    <message>
        <source>Token, header line or curl command</source>
        <translation>Token, línea de cabecera u orden curl</translation>
    </message>
    <message>
        <source>eyJhbGciOi…</source>
        <translation>eyJhbGciOi…</translation>
    </message>
    <message>
        <source>header</source>
        <translation>cabecera</translation>
    </message>
    <message>
        <source>payload</source>
        <translation>carga</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>firma</translation>
    </message>
    <message>
        <source>■ %1: %2 characters</source>
        <extracomment>%1: header, payload or signature; %2: a number</extracomment>
        <translation>■ %1: %2 caracteres</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::Tray</name>
    <message>
        <source>&amp;Open Tokendesk</source>
        <translation>&amp;Abrir Tokendesk</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Server: %1, %2</source>
        <comment>state, address</comment>
        <translation>Servidor: %1, %2</translation>
    </message>
    <message>
        <source>Tokendesk. %1</source>
        <translation>Tokendesk. %1</translation>
    </message>
    <message numerus="yes">
        <source>Tokendesk. %1. %n new warning(s)</source>
        <translation>
            <numerusform>Tokendesk. %1. %n aviso nuevo</numerusform>
            <numerusform>Tokendesk. %1. %n avisos nuevos</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Warnings (%1)</source>
        <translation>A&amp;visos (%1)</translation>
    </message>
    <message>
        <source>&amp;Warnings</source>
        <translation>A&amp;visos</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time, what happened</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Sign in at the console to see more.</source>
        <translation>Inicie sesión en la consola para ver más.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::TrialBar</name>
    <message>
        <source>&amp;Keep It</source>
        <translation>&amp;Conservar</translation>
    </message>
    <message>
        <source>Take It &amp;Back</source>
        <translation>&amp;Volver atrás</translation>
    </message>
    <message>
        <source>The settings stay as they are now</source>
        <translation>Los ajustes se quedan como están ahora</translation>
    </message>
    <message>
        <source>The settings go back at once to what they were before</source>
        <translation>Los ajustes vuelven de inmediato a lo que eran antes</translation>
    </message>
    <message>
        <source>Version %1 is going back…</source>
        <translation>La versión %1 vuelve atrás…</translation>
    </message>
    <message>
        <source>▲ Version %1 is being tried. It goes back by itself at %2, in %3, even if this window is closed.</source>
        <extracomment>%1: a number, %2: a time of day, %3: a length of time such as &quot;9 min&quot;</extracomment>
        <translation>▲ Se está probando la versión %1. Vuelve atrás por sí sola a las %2 (en %3), aunque esta ventana esté cerrada.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserForm</name>
    <message>
        <source>&amp;User name</source>
        <translation>Nombre de &amp;usuario</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>C&amp;orreo electrónico</translation>
    </message>
    <message>
        <source>&amp;First name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>&amp;Last name</source>
        <translation>A&amp;pellidos</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>Custom claims, a JSON object</source>
        <translation>Claims propios, un objeto JSON</translation>
    </message>
    <message>
        <source>&amp;Custom claims</source>
        <translation>Claims p&amp;ropios</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Grupo nuevo</translation>
    </message>
    <message>
        <source>Name of a new group</source>
        <translation>Nombre de un grupo nuevo</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Add the group</source>
        <translation>Añadir el grupo</translation>
    </message>
    <message>
        <source>&amp;Active</source>
        <translation>&amp;Activo</translation>
    </message>
    <message>
        <source>&amp;Staff</source>
        <translation>P&amp;ersonal</translation>
    </message>
    <message>
        <source>Su&amp;peruser</source>
        <translation>Superusuar&amp;io</translation>
    </message>
    <message>
        <source>None. They would go into each token of this user.</source>
        <translation>Ninguno. Irían en cada token de este usuario.</translation>
    </message>
    <message numerus="yes">
        <source>Valid JSON, %n byte(s)</source>
        <translation>
            <numerusform>JSON válido, %n byte</numerusform>
            <numerusform>JSON válido, %n bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a JSON object yet.</source>
        <translation>Esto aún no es un objeto JSON.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UserPane</name>
    <message>
        <source>%1 in a row, locked %2</source>
        <extracomment>%1: number of wrong passwords; %2: such as &quot;3 h ago&quot;</extracomment>
        <translation>%1 seguidas, bloqueado %2</translation>
    </message>
    <message>
        <source>%1 in a row, next try in %2</source>
        <extracomment>%1: number of wrong passwords; %2: a span such as &quot;20 s&quot;</extracomment>
        <translation>%1 seguidas, próximo intento en %2</translation>
    </message>
    <message>
        <source>Select a user to see the details.</source>
        <translation>Seleccionar un usuario para ver los detalles.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Claims</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>Sessions of the user</source>
        <translation>Sesiones del usuario</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nombre de usuario</translation>
    </message>
    <message>
        <source>Copy the user name</source>
        <translation>Copiar el nombre de usuario</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>Copy the e-mail address</source>
        <translation>Copiar el correo electrónico</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Copiar el id</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Permisos</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Último inicio de sesión</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <translation>Contraseñas erróneas</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Deleted %1</source>
        <translation>Eliminado %1</translation>
    </message>
    <message>
        <source>superuser</source>
        <translation>superusuario</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>personal</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>none: cannot sign in</source>
        <translation>ninguna: no puede iniciar sesión</translation>
    </message>
    <message>
        <source>set %1, %2</source>
        <translation>fijada %1, %2</translation>
    </message>
    <message numerus="yes">
        <source>Show %n active session(s)</source>
        <translation>
            <numerusform>Mostrar %n sesión activa</numerusform>
            <numerusform>Mostrar %n sesiones activas</numerusform>
        </translation>
    </message>
    <message>
        <source>Edit %1 *</source>
        <extracomment>%1: a user name; the mark says that there are unsaved changes</extracomment>
        <translation>Editar %1 *</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <extracomment>%1: a user name; the mark says that there are unsaved changes</extracomment>
        <translation>Editar %1</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UsersModel</name>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo electrónico</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Último inicio de sesión</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::UsersPage</name>
    <message>
        <source>Search users</source>
        <translation>Buscar usuarios</translation>
    </message>
    <message>
        <source>All users</source>
        <translation>Todos los usuarios</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>Papelera</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Usuarios</translation>
    </message>
    <message>
        <source>The user could not be saved.</source>
        <translation>No se pudo guardar el usuario.</translation>
    </message>
    <message>
        <source>New User…</source>
        <translation>Usuario nuevo…</translation>
    </message>
    <message>
        <source>Import Users…</source>
        <translation>Importar usuarios…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+I</source>
        <translation>Ctrl+Shift+I</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Ctrl+U</source>
        <translation>Ctrl+U</translation>
    </message>
    <message>
        <source>Set Password…</source>
        <translation>Fijar contraseña…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>End All Sessions…</source>
        <translation>Finalizar todas las sesiones…</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>The user could not be found.</source>
        <translation>No se encontró el usuario.</translation>
    </message>
    <message>
        <source>The bin is empty</source>
        <translation>La papelera está vacía</translation>
    </message>
    <message>
        <source>Deleted users stay here for 30 days and can be restored.</source>
        <translation>Los usuarios eliminados permanecen aquí 30 días y se pueden restaurar.</translation>
    </message>
    <message>
        <source>No users yet</source>
        <translation>Aún no hay usuarios</translation>
    </message>
    <message>
        <source>Nobody can sign in so far.</source>
        <translation>Por ahora nadie puede iniciar sesión.</translation>
    </message>
    <message>
        <source>Create the First User</source>
        <translation>Crear el primer usuario</translation>
    </message>
    <message>
        <source>User “%1” was created.</source>
        <translation>El usuario «%1» se ha creado.</translation>
    </message>
    <message>
        <source>Import Users</source>
        <translation>Importar usuarios</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>Archivos CSV (*.csv *.tsv *.txt);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>No se puede leer %1.</translation>
    </message>
    <message>
        <source>Imported: %1 created, %2 changed, %3 refused, %4 sessions ended.</source>
        <translation>Importados: %1 creados, %2 cambiados, %3 rechazados, %4 sesiones finalizadas.</translation>
    </message>
    <message>
        <source>Stopped before the end. %1</source>
        <extracomment>%1: what was done until then, a sentence</extracomment>
        <translation>Detenido antes del final. %1</translation>
    </message>
    <message>
        <source>Undo the import?</source>
        <translation>¿Deshacer la importación?</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>Deshaciendo la importación</translation>
    </message>
    <message>
        <source>The import could not be undone.</source>
        <translation>No se pudo deshacer la importación.</translation>
    </message>
    <message>
        <source>Import undone: %1 moved to the bin, %2 changed back, %3 left as they are.</source>
        <translation>Importación deshecha: %1 movidos a la papelera, %2 devueltos, %3 sin tocar.</translation>
    </message>
    <message>
        <source>User “%1” was saved.</source>
        <translation>El usuario «%1» se ha guardado.</translation>
    </message>
    <message>
        <source>The change could not be undone.</source>
        <translation>No se pudo deshacer el cambio.</translation>
    </message>
    <message>
        <source>User “%1” has a new password.</source>
        <translation>El usuario «%1» tiene una contraseña nueva.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n usuario</numerusform>
            <numerusform>%n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 users</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 usuarios</translation>
    </message>
    <message>
        <source>%1 users selected</source>
        <extracomment>%1: &quot;10,000+&quot;</extracomment>
        <translation>%1 usuarios seleccionados</translation>
    </message>
    <message numerus="yes">
        <source>%n users selected</source>
        <translation>
            <numerusform>%n usuario seleccionado</numerusform>
            <numerusform>%n usuarios seleccionados</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable %1 Users</source>
        <translation>Desactivar %1 usuarios</translation>
    </message>
    <message>
        <source>Enable %1 Users</source>
        <translation>Activar %1 usuarios</translation>
    </message>
    <message numerus="yes">
        <source>Disable %n Users</source>
        <translation>
            <numerusform>Desactivar %n usuario</numerusform>
            <numerusform>Desactivar %n usuarios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n Users</source>
        <translation>
            <numerusform>Activar %n usuario</numerusform>
            <numerusform>Activar %n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Activar</translation>
    </message>
    <message>
        <source>Unlock All That Are Locked</source>
        <translation>Desbloquear todos los bloqueados</translation>
    </message>
    <message numerus="yes">
        <source>Unlock %n Users</source>
        <translation>
            <numerusform>Desbloquear %n usuario</numerusform>
            <numerusform>Desbloquear %n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>End All Sessions (%1)…</source>
        <translation>Finalizar todas las sesiones (%1)…</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n Users</source>
        <translation>
            <numerusform>Eliminar %n usuario</numerusform>
            <numerusform>Eliminar %n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete %1 Users</source>
        <translation>Eliminar %1 usuarios</translation>
    </message>
    <message numerus="yes">
        <source>Restore %n Users</source>
        <translation>
            <numerusform>Restaurar %n usuario</numerusform>
            <numerusform>Restaurar %n usuarios</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore %1 Users</source>
        <translation>Restaurar %1 usuarios</translation>
    </message>
    <message>
        <source>everybody</source>
        <extracomment>a word to be typed before something is done to all users</extracomment>
        <translation>todos</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) were left as they are.</source>
        <translation>
            <numerusform>%n usuario quedó como está.</numerusform>
            <numerusform>%n usuarios quedaron como están.</numerusform>
        </translation>
    </message>
    <message>
        <source>The other users were left as they are.</source>
        <translation>Los demás usuarios quedaron como están.</translation>
    </message>
    <message>
        <source>Enable %1?</source>
        <translation>¿Activar %1?</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>¿Desactivar %1?</translation>
    </message>
    <message>
        <source>They can sign in again.</source>
        <translation>Pueden volver a iniciar sesión.</translation>
    </message>
    <message>
        <source>They can no longer sign in, and all of their sessions end. Undo brings back the users, not the sessions.</source>
        <translation>Ya no podrán iniciar sesión y finalizan todas sus sesiones. Deshacer recupera a los usuarios, no las sesiones.</translation>
    </message>
    <message>
        <source>Enable %1</source>
        <extracomment>on a button; %1: &quot;3 users&quot;</extracomment>
        <translation>Activar %1</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <extracomment>on a button; %1: &quot;3 users&quot;</extracomment>
        <translation>Desactivar %1</translation>
    </message>
    <message>
        <source>Enabling %1</source>
        <translation>Activando %1</translation>
    </message>
    <message>
        <source>Disabling %1</source>
        <translation>Desactivando %1</translation>
    </message>
    <message>
        <source>User “%1” could not be enabled.</source>
        <translation>No se pudo activar al usuario «%1».</translation>
    </message>
    <message>
        <source>User “%1” could not be disabled.</source>
        <translation>No se pudo desactivar al usuario «%1».</translation>
    </message>
    <message>
        <source>Nobody was enabled.</source>
        <translation>No se activó a nadie.</translation>
    </message>
    <message>
        <source>Nobody was disabled.</source>
        <translation>No se desactivó a nadie.</translation>
    </message>
    <message>
        <source>User “%1” was enabled.</source>
        <translation>El usuario «%1» se ha activado.</translation>
    </message>
    <message>
        <source>User “%1” was disabled.</source>
        <translation>El usuario «%1» se ha desactivado.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were enabled.</source>
        <translation>
            <numerusform>%n usuario activado.</numerusform>
            <numerusform>%n usuarios activados.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users were disabled.</source>
        <translation>
            <numerusform>%n usuario desactivado.</numerusform>
            <numerusform>%n usuarios desactivados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Unlocking users</source>
        <translation>Desbloqueando usuarios</translation>
    </message>
    <message>
        <source>Nobody was unlocked.</source>
        <translation>No se desbloqueó a nadie.</translation>
    </message>
    <message>
        <source>User “%1” was unlocked.</source>
        <translation>El usuario «%1» se ha desbloqueado.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were unlocked.</source>
        <translation>
            <numerusform>%n usuario desbloqueado.</numerusform>
            <numerusform>%n usuarios desbloqueados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleting %1</source>
        <translation>Eliminando %1</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>No se eliminó nada.</translation>
    </message>
    <message>
        <source>User “%1” was moved to the bin.</source>
        <translation>El usuario «%1» se ha movido a la papelera.</translation>
    </message>
    <message numerus="yes">
        <source>%n users were moved to the bin.</source>
        <translation>
            <numerusform>%n usuario movido a la papelera.</numerusform>
            <numerusform>%n usuarios movidos a la papelera.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the user %1?</source>
        <translation>¿Eliminar el usuario %1?</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>¿Eliminar %1?</translation>
    </message>
    <message>
        <source>They go to the bin, where they can be restored for 30 days. All of their sessions end, and stay ended if you restore them.</source>
        <translation>Van a la papelera, de donde se pueden restaurar durante 30 días. Terminan todas sus sesiones, y no vuelven al restaurarlos.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>Eliminar %1</translation>
    </message>
    <message>
        <source>Restore %1?</source>
        <translation>¿Restaurar %1?</translation>
    </message>
    <message>
        <source>They can sign in again. Their sessions stay ended.</source>
        <translation>Pueden volver a iniciar sesión. Sus sesiones siguen finalizadas.</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Restaurar %1</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>Restaurando %1</translation>
    </message>
    <message>
        <source>Nothing was restored.</source>
        <translation>No se restauró nada.</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) restored. Their sessions stay ended.</source>
        <translation>
            <numerusform>%n usuario restaurado. Sus sesiones siguen finalizadas.</numerusform>
            <numerusform>%n usuarios restaurados. Sus sesiones siguen finalizadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ending sessions of %1</source>
        <translation>Finalizando sesiones de %1</translation>
    </message>
    <message>
        <source>No session was ended.</source>
        <translation>No se finalizó ninguna sesión.</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) of “%1” ended.</source>
        <translation>
            <numerusform>%n sesión de «%1» finalizada.</numerusform>
            <numerusform>%n sesiones de «%1» finalizadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n sesión finalizada.</numerusform>
            <numerusform>%n sesiones finalizadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>End all sessions of %1?</source>
        <translation>¿Finalizar todas las sesiones de %1?</translation>
    </message>
    <message>
        <source>End All Sessions</source>
        <translation>Finalizar todas las sesiones</translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s) of %1?</source>
        <translation>
            <numerusform>¿Finalizar %n sesión de %1?</numerusform>
            <numerusform>¿Finalizar %n sesiones de %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n Session(s)</source>
        <translation>
            <numerusform>Finalizar %n sesión</numerusform>
            <numerusform>Finalizar %n sesiones</numerusform>
        </translation>
    </message>
    <message>
        <source>The user must sign in again on each device.</source>
        <translation>El usuario debe iniciar sesión de nuevo en cada dispositivo.</translation>
    </message>
    <message>
        <source>They must sign in again on each device.</source>
        <translation>Deben volver a iniciar sesión en cada dispositivo.</translation>
    </message>
</context>
<context>
    <name>tokendesk::ui::VerifyKeyBox</name>
    <message>
        <source>server &amp;keys</source>
        <translation>&amp;claves del servidor</translation>
    </message>
    <message>
        <source>server key</source>
        <translation>clave del servidor</translation>
    </message>
    <message>
        <source>own &amp;secret or key</source>
        <translation>&amp;secreto o clave propios</translation>
    </message>
    <message>
        <source>own secret or key</source>
        <translation>secreto o clave propios</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Archivo…</translation>
    </message>
    <message>
        <source>Open the Key</source>
        <translation>Abrir la clave</translation>
    </message>
    <message>
        <source>Secret or key to verify with</source>
        <translation>Secreto o clave para verificar</translation>
    </message>
    <message>
        <source>Secret or private key to sign with</source>
        <translation>Secreto o clave privada para firmar</translation>
    </message>
    <message>
        <source>HMAC secret, PEM, JWK or JWK Set</source>
        <translation>Secreto HMAC, PEM, JWK o JWK Set</translation>
    </message>
    <message>
        <source>HMAC secret, private PEM or JWK</source>
        <translation>Secreto HMAC, PEM o JWK privados</translation>
    </message>
    <message>
        <source>Read the key from a file, which may also be dropped here</source>
        <translation>Leer la clave de un archivo, que también puede soltarse aquí</translation>
    </message>
    <message>
        <source>Try the passphrase</source>
        <translation>Probar la contraseña</translation>
    </message>
    <message>
        <source>Verify with</source>
        <translation>Comprobar con</translation>
    </message>
    <message>
        <source>Sign with</source>
        <translation>Firmar con</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Contraseña de la clave</translation>
    </message>
    <message>
        <source>Key From a File</source>
        <translation>Clave de un archivo</translation>
    </message>
    <message>
        <source>Keys (*.pem *.key *.pub *.jwk *.jwks *.json *.txt);;All files (*)</source>
        <translation>Claves (*.pem *.key *.pub *.jwk *.jwks *.json *.txt);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 no es un archivo.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 no se puede leer: %2</translation>
    </message>
    <message>
        <source>%1 is longer than any key is.</source>
        <translation>%1 es más largo que cualquier clave.</translation>
    </message>
    <message>
        <source>%1 is not text. A key in DER can be converted with &quot;openssl pkey -inform DER&quot;.</source>
        <translation>%1 no es texto. Una clave en DER se convierte con &quot;openssl pkey -inform DER&quot;.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
    <message>
        <source>The text is longer than any key is.</source>
        <translation>El texto es más largo que cualquier clave.</translation>
    </message>
    <message>
        <source>encrypted PEM</source>
        <translation>PEM cifrado</translation>
    </message>
    <message>
        <source>PEM</source>
        <translation>PEM</translation>
    </message>
    <message>
        <source>JWK Set</source>
        <translation>JWK Set</translation>
    </message>
    <message>
        <source>JWK</source>
        <translation>JWK</translation>
    </message>
    <message>
        <source>HMAC secret</source>
        <translation>Secreto HMAC</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Ocultar la clave</translation>
    </message>
    <message>
        <source>Show the key for 30 seconds</source>
        <translation>Mostrar la clave 30 segundos</translation>
    </message>
</context>
</TS>
