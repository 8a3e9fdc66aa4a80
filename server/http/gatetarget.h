// SPDX-License-Identifier: GPL-3.0-or-later
// Values: the request target and the Host field, read strictly (RFC 9112 section 3.2, RFC 3986).
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace tokendesk::http {

/// A request target taken apart.
struct GateTarget
{
    QByteArray path; ///< percent-decoded once, starts with '/'; "*" of OPTIONS stays "*"
    QByteArray query; ///< as sent
    QByteArray authority; ///< of the absolute form, else empty
};

/// Reads \a text; false if it is not a target that we serve: authority form, "//" at the start,
/// invalid escapes, encoded NUL, slash, backslash or control characters, dot segments plain or
/// encoded.
[[nodiscard]] bool parseTarget(QByteArrayView text, bool optionsMethod, GateTarget &target);

/// Whether \a text is host[:port] with a non-empty host and without user information.
[[nodiscard]] bool isAuthority(QByteArrayView text);

/// The host of a valid authority: lower case, without port, brackets and a final dot.
[[nodiscard]] QByteArray hostOf(QByteArrayView authority);

/// Whether \a text is a token of RFC 9110 section 5.6.2: not empty, token characters only.
[[nodiscard]] bool isToken(QByteArrayView text);

/// Whether \a text has no control character except HTAB (RFC 9110 section 5.5, obs-text allowed).
[[nodiscard]] bool isFieldValue(QByteArrayView text);

/// \a text without spaces and tabs at its ends.
[[nodiscard]] QByteArrayView trimOws(QByteArrayView text);

/// Compares without case; ASCII only.
[[nodiscard]] bool equalsNoCase(QByteArrayView a, QByteArrayView b);

} // namespace tokendesk::http
