// SPDX-License-Identifier: MIT
// What an error's text is put together from. Its parts may repeat values, of users or of whoever
// wrote the database, and it goes into logs: so each part is one line, and whatever else it has of
// control characters is escaped (append_printable). A statement alone keeps the lines that the
// program gave it, further right than any part begins.
#include "orpiment/base/error.hpp"

#include <atomic>
#include <utility>

#include "orpiment/base/detail/text.hpp"

namespace orp {

namespace {

std::string printable(std::string_view text) {
  std::string result;
  detail::append_printable(result, text);
  return result;
}

/// Lines that are printable each; the story within the story stands further right.
std::string indented(std::string_view text) {
  std::string result;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos;) {
    detail::append_printable(result, text.substr(0, end));
    result += "\n  ";
    text.remove_prefix(end + 1);
  }
  detail::append_printable(result, text);
  return result;
}

/// Requires: `content` is printable.
void append_lines(std::string& text, std::string_view label, std::string_view content) {
  if (content.empty()) return;
  text += "\n  ";
  text += label;
  text += ": ";
  text += content;
}

void append_line(std::string& text, std::string_view label, std::string_view content) {
  append_lines(text, label, printable(content));
}

/// "User (42), table users, columns email", as far as known.
std::string describe_object(const ErrorDetails& details) {
  std::string object = details.entity;
  const auto append = [&object](std::string_view separator, std::string_view label,
                                const std::string& part) {
    if (part.empty()) return;
    if (!object.empty()) object += separator;
    object += label;
    object += part;
  };
  append(" ", "", details.key);
  append(", ", "table ", details.table);
  append(", ", "columns ", detail::join(details.columns));
  return object;
}

std::string describe_call_site(const ErrorDetails& details) {
  if (details.file == nullptr) return {};
  return std::string(details.file) + ':' + std::to_string(details.line);
}

std::string describe_cause(const std::exception_ptr& cause) {
  if (!cause) return {};
  try {
    std::rethrow_exception(cause);
  } catch (const Error& error) {
    return indented(error.what());
  } catch (const std::exception& error) {
    return printable(error.what());
  } catch (...) {
    return "an exception of unknown type";
  }
}

std::string full_text(const ErrorDetails& details, std::string_view notes) {
  std::string text = printable(details.message);
  if (!details.code.empty()) text += " (" + details.code + ")";
  append_line(text, "object", describe_object(details));
  append_line(text, "constraint", details.constraint);
  append_line(text, "hint", details.hint);
  append_lines(text, "sql", indented(indented(details.sql)));
  append_line(text, "parameters", details.parameters);
  append_line(text, "state", details.state);
  append_line(text, "called from", describe_call_site(details));
  append_lines(text, "cause", describe_cause(details.cause));
  while (!notes.empty()) {
    const std::size_t end = notes.find('\n');
    append_line(text, "note", notes.substr(0, end));
    notes.remove_prefix(end + 1);
  }
  return text;
}

template <class Part>
void fill_in(Part& known, Part& more) {
  if (known.empty()) known = std::move(more);
}

ErrorDetails as_retryable(ErrorDetails details) {
  details.may_retry = true;
  return details;
}

ErrorDetails as_in_doubt(ErrorDetails details) {
  details.may_retry = false;
  details.lost_connection = true;
  return details;
}

}  // namespace

struct Error::Block {
  explicit Block(ErrorDetails&& from) : details(std::move(from)), text(full_text(details, notes)) {}
  Block(const Block& other) : details(other.details), notes(other.notes), text(other.text) {}
  Block& operator=(const Block&) = delete;

  void rewrite() { text = full_text(details, notes); }

  std::atomic<std::size_t> owners = 1;
  ErrorDetails details;
  std::string notes;  // each ends with a line feed
  std::string text;   // what()
};

Error::Error(ErrorDetails details) : block_(new Block(std::move(details))) {}

Error::Error(const Error& other) noexcept : std::exception(other), block_(other.block_) {
  block_->owners.fetch_add(1, std::memory_order_relaxed);
}

Error& Error::operator=(const Error& other) noexcept {
  Error copy(other);
  std::swap(block_, copy.block_);
  return *this;
}

Error::~Error() { release(block_); }

void Error::release(Block* block) noexcept {
  if (block->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete block;
}

const char* Error::what() const noexcept { return block_->text.c_str(); }
const std::string& Error::code() const noexcept { return block_->details.code; }
const std::string& Error::message() const noexcept { return block_->details.message; }
const std::string& Error::sql() const noexcept { return block_->details.sql; }
const std::string& Error::parameters() const noexcept { return block_->details.parameters; }
const std::string& Error::sqlstate() const noexcept { return block_->details.state; }
const std::string& Error::constraint() const noexcept { return block_->details.constraint; }
const std::string& Error::table() const noexcept { return block_->details.table; }
const std::vector<std::string>& Error::columns() const noexcept { return block_->details.columns; }
const std::string& Error::entity() const noexcept { return block_->details.entity; }
const std::string& Error::key() const noexcept { return block_->details.key; }
const std::string& Error::hint() const noexcept { return block_->details.hint; }
const char* Error::file() const noexcept { return block_->details.file; }
int Error::line() const noexcept { return block_->details.line; }
const std::exception_ptr& Error::cause() const noexcept { return block_->details.cause; }
bool Error::may_retry() const noexcept { return block_->details.may_retry; }
bool Error::lost_connection() const noexcept { return block_->details.lost_connection; }

Error::Block& Error::own_block() {
  if (block_->owners.load(std::memory_order_acquire) != 1) {
    Block* copy = new Block(*block_);
    release(block_);
    block_ = copy;
  }
  return *block_;
}

Error& Error::with_note(std::string_view note) {
  Block& block = own_block();
  detail::append_printable(block.notes, note);
  block.notes += '\n';
  block.rewrite();
  return *this;
}

Error& Error::with_details(ErrorDetails more) {
  Block& block = own_block();
  ErrorDetails& known = block.details;
  fill_in(known.sql, more.sql);
  fill_in(known.parameters, more.parameters);
  fill_in(known.state, more.state);
  fill_in(known.constraint, more.constraint);
  fill_in(known.table, more.table);
  fill_in(known.columns, more.columns);
  fill_in(known.entity, more.entity);
  fill_in(known.key, more.key);
  fill_in(known.hint, more.hint);
  if (known.file == nullptr) {
    known.file = more.file;
    known.line = more.line;
  }
  if (!known.cause) known.cause = std::move(more.cause);
  block.rewrite();
  return *this;
}

Error& Error::redact_parameters() {
  Block& block = own_block();
  if (!block.details.parameters.empty()) block.details.parameters = "(hidden)";
  block.rewrite();
  return *this;
}

std::string_view to_string(ConstraintKind kind) noexcept {
  switch (kind) {
    case ConstraintKind::unique:
      return "unique";
    case ConstraintKind::foreign_key:
      return "foreign key";
    case ConstraintKind::not_null:
      return "not null";
    case ConstraintKind::check:
      return "check";
    case ConstraintKind::exclusion:
      return "exclusion";
  }
  return "unknown";
}

IntegrityError::IntegrityError(ConstraintKind kind, ErrorDetails details)
    : SqlError(std::move(details)), kind_(kind) {}
ConflictError::ConflictError(ErrorDetails details) : SqlError(as_retryable(std::move(details))) {}
InDoubtError::InDoubtError(ErrorDetails details)
    : ConnectionError(as_in_doubt(std::move(details))) {}

void Error::raise() const { throw *this; }
void UsageError::raise() const { throw *this; }
void DataError::raise() const { throw *this; }
void SqlError::raise() const { throw *this; }
void IntegrityError::raise() const { throw *this; }
void ConflictError::raise() const { throw *this; }
void OperationalError::raise() const { throw *this; }
void StaleDataError::raise() const { throw *this; }
void ConnectionError::raise() const { throw *this; }
void PoolTimeoutError::raise() const { throw *this; }
void InDoubtError::raise() const { throw *this; }
void NoResultFound::raise() const { throw *this; }
void MultipleResultsFound::raise() const { throw *this; }
void MigrationError::raise() const { throw *this; }

}  // namespace orp
