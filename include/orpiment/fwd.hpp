// SPDX-License-Identifier: MIT
// The classes that programs name in signatures, declared: for headers that pass them on by
// reference or pointer and leave the definitions to their sources. Generated models have a fwd.hpp
// of their own entities.
#pragma once
#include "orpiment/base/fwd.hpp"

namespace orp {

// The engine
class Connection;
class DynamicResult;
class DynamicRow;
class DynamicValue;
class Engine;
class Observation;
class Observer;
class Savepoint;
class Transaction;
class Url;
struct EngineOptions;
struct PoolStatus;
struct RetryOptions;
struct StatementEvent;
struct StreamOptions;
template <class... Ts>
class Rows;
template <class... Ts>
class Stream;

// Statements
class Executable;
class Ordering;
class Text;
class TextStatement;
template <class E>
class Aliased;
template <class E>
class Delete;
template <class E>
class DeleteDraft;
template <class E>
class FromStatement;
template <class E>
class Insert;
template <class E>
class Update;
template <class E>
class UpdateDraft;
struct LoadOption;
template <class... Ts>
class Compound;
template <class... Ts>
class Derived;
template <class... Ts>
class OptionalDerived;
template <class... Ts>
class Query;
template <class... Ts>
class Select;
template <class T>
class Aggregate;
template <class T>
class Expr;
using Predicate = Expr<bool>;
template <class E, class T>
struct Column;

// Objects and their session
class Entity;
class FlushPlan;
class NoAutoflush;
class Session;
class SessionFactory;
class SessionTransaction;
struct BulkOptions;
struct BulkProgress;
struct FlushStep;
struct Metadata;
struct SessionOptions;
template <class T>
class Many;
template <class T>
class Scalars;

}  // namespace orp
