// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: password hashes; what must hold is in hashoracle.h.
#include "tests/fuzz/hashoracle.h"

#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArrayView input(data, static_cast<qsizetype>(size));
    if (const auto *breach = tokendesk::test::hashBreach(input)) {
        std::fputs(breach, stderr);
        std::abort();
    }
    return 0;
}
