// SPDX-License-Identifier: MIT
// What the server calls its own types, for messages.
#pragma once
#include <string>

#include "backend/postgres/oids.hpp"

namespace orp::backend::postgres {

/// "boolean", "inet", "integer[]"; of a type that the server does not bring along, its number.
std::string server_type_name(Oid type);

}  // namespace orp::backend::postgres
