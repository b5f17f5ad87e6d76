// SPDX-License-Identifier: MIT
#include "differential/queries.hpp"

#include <functional>
#include <orpiment/sql/functions.hpp>
#include <utility>

namespace differential {

namespace {

namespace func = orp::func;

template <class T>
Both<T> labelled(const Both<T>& of, const char* name) {
  return {of.typed.label(name), of.sql};
}

Columns labelled(const Columns& of) {
  return {labelled(of.number, "number"), labelled(of.label, "label"), labelled(of.flag, "flag"),
          labelled(of.price, "price"),   labelled(of.day, "day"),     labelled(of.weight, "weight"),
          labelled(of.at, "at"),         labelled(of.code, "code")};
}

Select select_of(const Columns& of) {
  return orp::select(of.number.typed, of.label.typed, of.flag.typed, of.price.typed, of.day.typed,
                     of.weight.typed, of.at.typed, of.code.typed);
}

Sql list_of(const Columns& of) {
  return of.number.sql + " AS number, " + of.label.sql + " AS label, " + of.flag.sql +
         " AS flag, " + of.price.sql + " AS price, " + of.day.sql + " AS day, " + of.weight.sql +
         " AS weight, " + of.at.sql + " AS at, " + of.code.sql + " AS code";
}

template <class Statement>
Statement in_order(const Statement& of, const Columns& by, std::int64_t limit) {
  return of
      .order_by(by.number.typed.asc().nulls_first(), by.label.typed.asc().nulls_first(),
                by.flag.typed.asc().nulls_first(), by.price.typed.asc().nulls_first(),
                by.day.typed.asc().nulls_first(), by.weight.typed.asc().nulls_first(),
                by.at.typed.asc().nulls_first(), by.code.typed.asc().nulls_first())
      .limit(limit);
}

Sql order_by_all() {
  std::string text = " ORDER BY ";
  for (int i = 1; i <= 8; ++i) text += (i == 1 ? "" : ", ") + std::to_string(i) + " NULLS FIRST";
  return text;
}

template <class T>
Both<T> least(const Both<T>& of) {
  return {func::min(of.typed), "min(" + of.sql + ")"};
}
template <class T>
Both<T> greatest(const Both<T>& of) {
  return {func::max(of.typed), "max(" + of.sql + ")"};
}

}  // namespace

/// What stands in a FROM.
struct Queries::Source {
  Columns columns;
  Sql sql;
  std::function<Select(const Select&)> begin;
  std::function<Select(const Select&, bool, const orp::Predicate&)> join;
};

Queries::Queries(Choices& choices) : choices_(choices), expressions_(choices) {
  expressions_.set_subqueries([this](unsigned depth) { return subquery_condition(depth); },
                              [this](unsigned depth) { return subquery_value(depth); });
}

std::string Queries::next_name(const char* prefix) { return prefix + std::to_string(++last_name_); }

Query Queries::statement() {
  Query made = query(2);
  Sql with;
  for (std::size_t i = 0; i < ctes_.size(); ++i) with = with + (i == 0 ? "WITH " : ", ") + ctes_[i];
  if (!ctes_.empty()) made.sql = with + " " + made.sql;
  return made;
}

std::pair<Select, Flag> Queries::condition() {
  const Source rows = table();
  expressions_.enter(rows.columns);
  return {select_of(rows.columns), expressions_.flag(3)};
}

Query Queries::query(unsigned depth) {
  std::vector<Columns> scope;  // rows of a FROM see nothing around them
  expressions_.swap_scope(scope);
  Query made = choices_.chance(20) ? compound(depth) : single(depth);
  if (choices_.chance(25)) made = ordered(std::move(made));
  expressions_.swap_scope(scope);
  return made;
}

Query Queries::ordered(Query query) {
  const auto limit = static_cast<std::int64_t>(choices_.below(6));
  const Columns& by = query.columns;
  if (auto* const select = std::get_if<Select>(&query.typed))
    query.typed = in_order(*select, by, limit);
  else
    query.typed = in_order(std::get<Compound>(query.typed), by, limit);
  query.sql = query.sql + order_by_all() + " LIMIT " + std::to_string(limit);
  return query;
}

Query Queries::compound(unsigned depth) {
  const Query first = single(depth);
  const Query second = single(depth);
  const Select& a = std::get<Select>(first.typed);
  const Select& b = std::get<Select>(second.typed);
  const auto made = [&](const char* operation, const Compound& typed) {
    return Query{typed, first.sql + " " + operation + " " + second.sql, first.columns};
  };
  switch (choices_.below(4)) {
    case 0:
      return made("UNION ALL", a.union_all(b));
    case 1:
      return made("UNION", a.union_(b));
    case 2:
      return made("INTERSECT", a.intersect(b));
    default:
      return made("EXCEPT", a.except(b));
  }
}

Query Queries::single(unsigned depth) {
  std::vector<Source> sources{source(depth)};
  expressions_.enter(sources.front().columns);
  std::vector<std::function<Select(const Select&)>> joins{sources.front().begin};
  Sql from = " FROM " + sources.front().sql;
  for (unsigned more = choices_.below(3); more > 0; --more) {
    Source next = source(depth);
    const Number near = expressions_.source().number;
    const Number& far = next.columns.number;
    const bool is_left = choices_.chance(50);
    expressions_.enter(next.columns);
    Flag on{near.typed == far.typed, "(" + near.sql + " = " + far.sql + ")"};
    if (choices_.chance(30)) {
      const Flag also = expressions_.flag(1);
      on = {on.typed && also.typed, "(" + on.sql + " AND " + also.sql + ")"};
    }
    from = from + (is_left ? " LEFT JOIN " : " JOIN ") + next.sql + " ON " + on.sql;
    joins.push_back([join = next.join, is_left, on = on.typed](const Select& select) {
      return join(select, is_left, on);
    });
    sources.push_back(std::move(next));
  }

  const unsigned form = choices_.below(6);  // plain, distinct, ranked or grouped
  const bool is_grouped = form == 4;
  const Columns keys = expressions_.source();
  const Columns columns = labelled(is_grouped  ? grouped(keys)
                                   : form == 5 ? ranked(depth)
                                               : plain(depth));
  Select typed = select_of(columns);
  for (const auto& join : joins) typed = join(typed);
  Sql sql = (form == 3 ? "SELECT DISTINCT " : "SELECT ") + list_of(columns) + from;
  if (form == 3) typed = typed.distinct();
  if (choices_.chance(50)) {
    const Flag where = expressions_.flag(depth + 1);
    typed = typed.where(where.typed);
    sql = sql + " WHERE " + where.sql;
  }
  if (is_grouped) {
    typed = typed.group_by(keys.number.typed, keys.label.typed);
    sql = sql + " GROUP BY " + keys.number.sql + ", " + keys.label.sql;
    if (choices_.chance(30)) {
      typed = typed.having(func::count() > 1);
      sql = sql + " HAVING count(*) > 1";
    }
  }
  for (std::size_t i = 0; i < sources.size(); ++i) expressions_.leave();
  return {typed, sql, columns};
}

Columns Queries::plain(unsigned depth) {
  return {expressions_.number(depth), expressions_.label(depth), expressions_.flag(depth),
          expressions_.price(depth),  expressions_.day(depth),   expressions_.weight(depth),
          expressions_.at(depth),     expressions_.code(depth)};
}

Columns Queries::grouped(const Columns& keys) {
  const Number argument = expressions_.source().number;
  const auto number = [&]() -> Number {
    switch (choices_.below(5)) {
      case 0:
        return keys.number;
      case 1:
        return {func::count(), "count(*)"};
      case 2:
        return {func::sum(argument.typed),
                Sql("sum(", "sum(") + argument.sql + Sql(")", ")::bigint")};
      case 3:
        return {func::count(orp::distinct(argument.typed)), "count(DISTINCT " + argument.sql + ")"};
      default:
        return greatest(argument);
    }
  }();
  const Price price = expressions_.source().price;
  const Weight weight = expressions_.source().weight;
  return {
      number,
      choices_.chance(50) ? least(expressions_.source().label) : keys.label,
      {func::count(argument.typed) > 1, "(count(" + argument.sql + ") > 1)"},
      choices_.chance(50) ? least(price) : Price{func::sum(price.typed), "sum(" + price.sql + ")"},
      greatest(expressions_.source().day),
      {func::sum(weight.typed), "sum(" + weight.sql + ")"},
      least(expressions_.source().at),
      {orp::literal(std::optional<orp::Uuid>()), Sql("NULL", "NULL::uuid")}};
}

Columns Queries::ranked(unsigned depth) {
  Columns columns = plain(depth);
  const Label by = expressions_.label(0);
  const Number order = expressions_.number(0);
  const auto partition = orp::partition_by(by.typed);
  const auto ordering = orp::order_by(order.typed.asc().nulls_first());
  const Sql window = " OVER (PARTITION BY " + by.sql + " ORDER BY " + order.sql + " NULLS FIRST)";
  switch (choices_.below(4)) {
    case 0:
      columns.number = {func::rank().over(partition, ordering), "rank()" + window};
      break;
    case 1:
      columns.number = {func::dense_rank().over(partition, ordering), "dense_rank()" + window};
      break;
    case 2:
      columns.number = {func::count(order.typed).over(partition),
                        "count(" + order.sql + ") OVER (PARTITION BY " + by.sql + ")"};
      break;
    default:
      columns.number = {
          func::sum(order.typed).over(partition, ordering),
          Sql("sum(", "sum(") + order.sql + Sql(")", ")") + window + Sql("", "::bigint")};
      break;
  }
  const Price price = expressions_.source().price;
  columns.price = {func::sum(price.typed).over(partition, ordering),
                   "sum(" + price.sql + ")" + window};
  return columns;
}

Queries::Source Queries::source(unsigned depth) {
  if (depth == 0 || choices_.below(3) < 2) return table();
  return derived(depth - 1);
}

Queries::Source Queries::table() {
  const std::string name = next_name("s");
  const auto alias = orp::aliased<Thing>(name);
  const auto column = [&name](const char* of) { return Sql(name + "." + of); };
  return {{{alias[Thing::c.number], column("number")},
           {alias[Thing::c.label], column("label")},
           {alias[Thing::c.flag], column("flag")},
           {alias[Thing::c.price], column("price")},
           {alias[Thing::c.day], column("day")},
           {alias[Thing::c.weight], column("weight")},
           {alias[Thing::c.at], column("at")},
           {alias[Thing::c.code], column("code")}},
          "things AS " + Sql(name),
          [alias](const Select& select) { return select.select_from(alias); },
          [alias](const Select& select, bool is_left, const orp::Predicate& on) {
            return is_left ? select.outerjoin(alias, on) : select.join(alias, on);
          }};
}

Queries::Source Queries::derived(unsigned depth) {
  const Query inner = query(depth);
  const bool is_cte = choices_.chance(40);
  const std::string name = next_name(is_cte ? "c" : "s");
  const Rows rows =
      std::visit([&](const auto& typed) { return is_cte ? typed.cte(name) : typed.subquery(name); },
                 inner.typed);
  if (is_cte) ctes_.push_back(Sql(name) + " AS (" + inner.sql + ")");
  return of_rows(rows, inner.columns, name, is_cte ? Sql(name) : "(" + inner.sql + ") AS " + name);
}

Queries::Source Queries::of_rows(const Rows& rows, const Columns& origins, const std::string& name,
                                 Sql sql) {
  const auto column = [&name](const char* of) { return Sql(name + "." + of); };
  return {{{rows[origins.number.typed], column("number")},
           {rows[origins.label.typed], column("label")},
           {rows[origins.flag.typed], column("flag")},
           {rows[origins.price.typed], column("price")},
           {rows[origins.day.typed], column("day")},
           {rows[origins.weight.typed], column("weight")},
           {rows[origins.at.typed], column("at")},
           {rows[origins.code.typed], column("code")}},
          std::move(sql),
          [rows](const Select& select) { return select.select_from(rows); },
          [rows](const Select& select, bool is_left, const orp::Predicate& on) {
            return is_left ? select.outerjoin(rows, on) : select.join(rows, on);
          }};
}

Flag Queries::subquery_condition(unsigned depth) {
  const Source inner = table();
  const Number asked = expressions_.number(0);
  expressions_.enter(inner.columns);
  const Flag where = expressions_.flag(depth);
  expressions_.leave();
  const auto select = orp::select(inner.columns.number.typed).where(where.typed);
  const Sql sql =
      "(SELECT " + inner.columns.number.sql + " FROM " + inner.sql + " WHERE " + where.sql + ")";
  switch (choices_.below(3)) {
    case 0:
      return {orp::exists(select), "EXISTS " + sql};
    case 1:
      return {asked.typed.in_(select), "(" + asked.sql + " IN " + sql + ")"};
    default:
      return {asked.typed.not_in(select), "(" + asked.sql + " NOT IN " + sql + ")"};
  }
}

Number Queries::subquery_value(unsigned depth) {
  const Source inner = table();
  expressions_.enter(inner.columns);
  const Flag where = expressions_.flag(depth);
  expressions_.leave();
  const auto select = orp::select(func::max(inner.columns.number.typed)).where(where.typed);
  return {select.scalar_subquery(), "(SELECT max(" + inner.columns.number.sql + ") FROM " +
                                        inner.sql + " WHERE " + where.sql + ")"};
}

}  // namespace differential
