// SPDX-License-Identifier: MIT
// The values of a message, gathered in the form that libpq sends.
#pragma once
#include <libpq-fe.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backend/postgres/wire.hpp"
#include "orpiment/backend/link.hpp"

namespace orp::backend::postgres {

/// What the values of one message may take together. The protocol's limit is a gigabyte; what is
/// around the values stays below the rest.
inline constexpr std::size_t message_limit = 0x3fff'ffff - (std::size_t{1} << 20);

/// The parameters of one execution in the arrays that libpq takes. Keeps its memory from one
/// statement to the next.
class Parameters {
 public:
  explicit Parameters(std::size_t limit = message_limit) : limit_(limit) {}

  void clear();

  /// Throws ValueFault, also when all of them take more than the limit. Texts and bytes are not
  /// copied: the value must outlive the execution.
  void add(const BoundValue& parameter);
  void add_null(Oid type);
  /// `content` must outlive the execution.
  void add_text(std::string_view content, Oid type);
  void add_int64(std::int64_t value);
  /// An array whose elements the caller appends to the writer, each behind its int32 length (-1 for
  /// NULL), before end_array().
  ByteWriter& begin_array(Oid array_type, Oid element_type, std::size_t size);
  void end_array();

  // To be called after the last one was added; valid until clear().
  int count() const { return static_cast<int>(types_.size()); }
  const std::vector<Oid>& types() const { return types_; }
  const char* const* values();
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  static constexpr std::size_t not_in_buffer = static_cast<std::size_t>(-1);

  void add_external(std::string_view content, Oid type, bool is_binary);
  void add_written(std::size_t from, Oid type);
  void add_keys(const KeyList& keys);
  int counted(std::size_t size);

  std::size_t limit_;
  std::size_t size_ = 0;  // of all values
  ByteWriter buffer_;
  std::string text_;
  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<std::size_t> offsets_;  // in buffer_, which moves while it grows
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::size_t array_begin_ = 0;
  Oid array_type_ = 0;
};

}  // namespace orp::backend::postgres
