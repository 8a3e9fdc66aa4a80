// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bulkjob.h"

namespace tokendesk::ui {

bool BulkJobBase::isOfRow(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StoreUnavailable:
    case ErrorCode::Internal:
    case ErrorCode::Busy:
    case ErrorCode::Timeout:
    case ErrorCode::Cancelled:
        return false;
    default:
        return true;
    }
}

} // namespace tokendesk::ui
