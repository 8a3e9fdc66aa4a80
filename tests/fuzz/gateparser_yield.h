// SPDX-License-Identifier: GPL-3.0-or-later
// What a byte sequence yields, for the fuzz target and the replay of its corpus.
#pragma once

#include "server/http/gateparser.h"

namespace tokendesk::test {

/// Everything that \a input yields when it is fed in pieces: sizes cycle through \a pieces, one
/// byte each, 0 counting as 256. Two splits of the same input must yield the same.
inline QByteArray gateYield(QByteArrayView input, QByteArrayView pieces)
{
    using http::GateParser;
    GateParser parser{http::GateLimits()};
    QByteArray out;
    qsizetype turn = 0;
    while (!input.isEmpty() && parser.state() != GateParser::State::Failed) {
        qsizetype piece = input.size();
        if (!pieces.isEmpty()) {
            const auto wanted = static_cast<unsigned char>(pieces[turn++ % pieces.size()]);
            piece = std::min<qsizetype>(piece, wanted == 0 ? 256 : wanted);
        }
        QByteArrayView rest = input.first(piece);
        input = input.sliced(piece);
        while (!rest.isEmpty() && parser.state() != GateParser::State::Failed) {
            rest = rest.sliced(parser.feed(rest));
            if (parser.state() != GateParser::State::Complete)
                continue;
            out += QByteArray::number(parser.keepAlive()) + parser.authority() + '|';
            const http::ApiRequest request = parser.take();
            out += request.method + '|' + request.path + '|' + request.query + '|' + request.body;
            for (const http::Header &field : request.headers)
                out += '|' + field.first + '=' + field.second;
        }
    }
    return out + '#' + QByteArray::number(int(parser.state())) + ' '
           + QByteArray::number(parser.fault().status);
}

} // namespace tokendesk::test
