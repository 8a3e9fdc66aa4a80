// SPDX-License-Identifier: GPL-3.0-or-later
// What a byte sequence yields, for the fuzz target and the replay of its corpus.
#pragma once

#include "server/http/gateparser.h"

#include <algorithm>

namespace tokendesk::test {

/// One input of the fuzz target: the first four bytes say how the rest is split and, by the lowest
/// bit of the first, whether the limits are so tight that a short input meets them.
struct GateCase
{
    static constexpr qsizetype kPrefix = 4;

    explicit GateCase(QByteArrayView all)
        : pieces(all.first(std::min(all.size(), kPrefix))), input(all.sliced(pieces.size()))
    {
        if (pieces.isEmpty() || (pieces.front() & 1) == 0)
            return;
        limits.requestLine = 64;
        limits.target = 24;
        limits.headerSection = 128;
        limits.fields = 4;
        limits.body = 32;
        limits.chunkExtension = 8;
        limits.trailers = 32;
    }

    http::GateLimits limits;
    QByteArrayView pieces;
    QByteArrayView input;
};

/// Whether \a request is what every reader would understand alike, and within \a limits.
inline bool isCanonical(const http::ApiRequest &request, const http::GateLimits &limits)
{
    const auto clean = [](const QByteArray &text) {
        return std::none_of(text.begin(), text.end(),
                            [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    };
    const auto sameLength = [](const http::Header &field) {
        return field.first.compare("Content-Length", Qt::CaseInsensitive) == 0;
    };
    qsizetype section = 0;
    for (const auto &[name, value] : request.headers) {
        section += name.size() + value.size() + 3;
        if (name.isEmpty() || !clean(name) || !clean(value)
            || name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0) {
            return false;
        }
    }
    const auto lengths = std::count_if(request.headers.begin(), request.headers.end(), sameLength);
    return !request.method.isEmpty() && clean(request.method) && clean(request.path)
           && clean(request.query) && (request.path.startsWith('/') || request.path == "*")
           && !request.path.startsWith("//") && request.path.size() <= limits.target
           && request.body.size() <= limits.body && section <= limits.headerSection
           && qsizetype(request.headers.size()) <= limits.fields && lengths <= 1;
}

/// Everything that \a input yields when it is fed in pieces: sizes cycle through \a pieces, one
/// byte each, 0 counting as 256. Two splits of the same input must yield the same. A request that
/// is not canonical leaves a "!".
inline QByteArray gateYield(const http::GateLimits &limits, QByteArrayView input,
                            QByteArrayView pieces)
{
    using http::GateParser;
    GateParser parser(limits);
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
            if (!isCanonical(request, limits))
                return QByteArrayLiteral("!") + out;
            out += request.method + '|' + request.path + '|' + request.query + '|' + request.body;
            for (const http::Header &field : request.headers)
                out += '|' + field.first + '=' + field.second;
        }
    }
    return out + '#' + QByteArray::number(int(parser.state())) + ' '
           + QByteArray::number(parser.fault().status);
}

} // namespace tokendesk::test
