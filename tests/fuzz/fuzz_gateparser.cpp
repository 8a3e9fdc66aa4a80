// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: no input crashes the request parser, and no split of it changes what it yields.
// The first four bytes choose the split.
#include "tests/fuzz/gateparser_yield.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArrayView all(data, static_cast<qsizetype>(size));
    if (all.size() < 4)
        return 0;
    const QByteArrayView input = all.sliced(4);
    const QByteArray whole = tokendesk::test::gateYield(input, {});
    if (tokendesk::test::gateYield(input, all.first(4)) != whole)
        std::abort();
    if (tokendesk::test::gateYield(input, QByteArrayView("\x01", 1)) != whole)
        std::abort();
    return 0;
}
