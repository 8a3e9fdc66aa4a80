// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: tables as text; what must hold is in csvoracle.h.
#include "tests/fuzz/csvoracle.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArrayView input(data, static_cast<qsizetype>(size));
    if (const char *breach = tokendesk::test::csvBreach(input)) {
        std::fputs(breach, stderr);
        std::abort();
    }
    return 0;
}
