// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: no input crashes the request parser, no split of it changes what it yields, and
// every request it yields is canonical and within the limits.
#include "tests/fuzz/gateparser_yield.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const tokendesk::test::GateCase one(QByteArrayView(data, static_cast<qsizetype>(size)));
    const QByteArray whole = tokendesk::test::gateYield(one.limits, one.input, {});
    if (whole.startsWith('!'))
        std::abort();
    if (tokendesk::test::gateYield(one.limits, one.input, one.pieces) != whole)
        std::abort();
    if (tokendesk::test::gateYield(one.limits, one.input, QByteArrayView("\x01", 1)) != whole)
        std::abort();
    return 0;
}
