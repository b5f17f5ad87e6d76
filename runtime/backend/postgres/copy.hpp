// SPDX-License-Identifier: MIT
// COPY ... FROM STDIN: the fastest way for many rows, without answers for each.
#pragma once
#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "backend/postgres/handles.hpp"

namespace orp::backend::postgres {

/// What every COPY in binary form begins with.
inline constexpr std::string_view copy_signature{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};

/// Runs the COPY ... FROM STDIN statement `sql` on `data`. Returns the server's answer: success or
/// failure, or nothing when it was cut off.
ResultHandle copy_in(PGconn* connection, const std::string& sql, std::string_view data);

}  // namespace orp::backend::postgres
