// SPDX-License-Identifier: MIT
// A query of the program, from the statement to the objects: options -> joins -> execute -> hydrate
// -> what is loaded by further queries. Its rows come all at once, or in parts.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/row_filler.hpp"
#include "engine/streamed_cursor.hpp"
#include "orpiment/engine/detail/row_buffer.hpp"
#include "session/load/joined_reader.hpp"
#include "session/load/load_context.hpp"
#include "sql/node_memory.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

/// What is made of a statement, before it runs.
class QueryPlan {
 public:
  /// Throws UsageError for an option that begins at none of the elements.
  QueryPlan(LoadContext load_context, const sql::NodeRef& query);

  LoadContext context;
  std::size_t element_count;         // that the program asked for
  LoadTrees trees;                   // of those
  std::optional<JoinedPlan> joined;  // of a SELECT
  sql::NodeRef statement;            // with what is joined, behind those elements
  std::optional<Renewed> renewed;    // by populate_existing, or by an upsert
  sql::BoundStatement bound;

  const sql::CompiledStatement& compiled() const { return bound.compiled(); }
  Renewed* renewed_objects() { return renewed ? &*renewed : nullptr; }
  /// For further queries: an upsert changes no rows but those that it returns.
  Renewed* renewed_below() { return renewed && !renewed->keeps_changes ? &*renewed : nullptr; }
  /// What the elements of a row are called. `cursor`: of the result.
  std::vector<std::string> names(const backend::Cursor& cursor) const;
};

/// Some rows of a query that follow each other, as the program sees them, and their objects.
class QueryPart {
 public:
  /// Appends to `rows`; objects that are new become peers. `expected`: how many rows there are, if
  /// that is known, else 0. All outlive this.
  QueryPart(QueryPlan& plan, detail::RowBuffer& rows, std::size_t expected);
  QueryPart(const QueryPart&) = delete;
  QueryPart& operator=(const QueryPart&) = delete;

  /// All that `cursor` still has.
  void take_rows(backend::Cursor& cursor);
  void take_row(backend::Cursor& cursor) {
    if (is_of_objects_alone_)
      rows_.append_object(readers_[0].hydrator->hydrate(cursor));
    else if (has_objects_)
      take_elements(cursor);
    else
      filler_.take_row(cursor);
  }
  /// All rows were there: loads what comes along by further queries.
  void finish();

 private:
  // What one element of the result becomes.
  struct Reader {
    const EntityInfo* info;  // of an object
    std::optional<Hydrator> hydrator;
  };

  // Whom an element has brought, where they have to be known: distinct, in order.
  struct Kept {
    std::vector<Entity*> objects;
    std::unordered_set<const Entity*> known;
    const Entity* last = nullptr;

    // False: it was there already.
    bool add(Entity* object) {
      const bool is_first = object != last && known.insert(object).second;
      last = object;
      if (is_first) objects.push_back(object);
      return is_first;
    }
  };

  void prepare(std::size_t element, std::size_t expected);
  bool eager_below() const;
  void take_elements(backend::Cursor& cursor);

  QueryPlan& plan_;
  detail::RowBuffer& rows_;
  RowFiller filler_;
  std::optional<JoinedReader> joined_reader_;
  std::vector<Reader, sql::NodeAllocator<Reader>> readers_;
  std::vector<Kept> kept_;    // of each element, or none
  std::vector<Entity*> row_;  // unless the query is for one object a row, and nothing is kept
  bool has_objects_ = false;
  bool repeats_rows_ = false;
  bool is_of_objects_alone_ = false;
};

/// Runs `statement` and appends its rows, whose type `rows` knows, and names its elements. Throws
/// what executing throws, and DataError for a value that does not fit its C++ type.
void run_query(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows);

/// A query whose rows are read in parts.
class StreamedQuery {
 public:
  /// Runs `statement`, and names the elements of `rows`. Throws UsageError for what cannot be
  /// streamed.
  StreamedQuery(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows,
                std::size_t rows_at_once);

  /// Appends up to `count` rows more to `rows`, with all that comes along.
  void read(detail::RowBuffer& rows, std::size_t count);
  bool is_over() const { return cursor_.is_over(); }
  /// Its rows have objects.
  bool has_objects() const;
  /// Those objects that it has read anew; nullptr: it does not.
  Renewed* renewed() { return plan_.renewed_objects(); }

 private:
  QueryPlan plan_;
  StreamedCursor cursor_;
};

}  // namespace orp
