// SPDX-License-Identifier: MIT
// Streams of values alone, which need no session.
#pragma once
#include <memory>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/detail/stream_rows.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

/// Runs `statement` on `link`, in its transaction, and names the columns of `rows`, which are to be
/// filled. Throws what executing throws, and UsageError for a statement that cannot be streamed.
std::unique_ptr<detail::StreamSource> open_stream(backend::Link& link,
                                                  sql::StatementCache& statements,
                                                  const sql::NodeRef& statement,
                                                  detail::StreamRows& rows);

}  // namespace orp
