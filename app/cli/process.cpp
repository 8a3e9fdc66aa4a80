// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/process.h"

#include <QtGlobal>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace tokendesk::cli {

void keepMemoryPrivate()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#if defined(__SANITIZE_ADDRESS__)
    // The search for leaks at the end of a sanitized process attaches to it.
#else
    if (!qEnvironmentVariableIsSet("TOKENDESK_DEBUGGABLE"))
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace tokendesk::cli
