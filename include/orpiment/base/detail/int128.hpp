// SPDX-License-Identifier: MIT
#pragma once

namespace orp::detail {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

}  // namespace orp::detail
