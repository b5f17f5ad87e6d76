// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

namespace orp::detail {

/// Throws MultipleResultsFound for more rows than one.
void check_at_most_one(std::size_t row_count);
/// The same, and NoResultFound for none.
void check_one(std::size_t row_count);
/// Throws UsageError for partitions of no rows.
void check_partition_size(std::size_t size);

}  // namespace orp::detail
