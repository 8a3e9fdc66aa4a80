// SPDX-License-Identifier: GPL-3.0-or-later
// Value: text as somebody sent it.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace tokendesk {

/// As QString::fromUtf8(), which takes U+FEFF at the beginning for a mark of the encoding and drops
/// it: a password that begins with it would be the one without. Source: SECURITY R60.
[[nodiscard]] inline QString textFromUtf8(QByteArrayView utf8)
{
    constexpr QByteArrayView kMark = "\xef\xbb\xbf";
    qsizetype marks = 0;
    while (utf8.startsWith(kMark)) {
        utf8 = utf8.sliced(kMark.size());
        ++marks;
    }
    return marks == 0 ? QString::fromUtf8(utf8)
                      : QString(QString(marks, QChar(0xfeff)) + QString::fromUtf8(utf8));
}

} // namespace tokendesk
