// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: token verification; what must hold is in tokenoracles.h.
#include "tests/fuzz/tokenoracles.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArrayView input(data, static_cast<qsizetype>(size));
    if (const auto *breach = tokendesk::test::tokenBreach(input)) {
        std::fputs(breach, stderr);
        std::abort();
    }
    return 0;
}
