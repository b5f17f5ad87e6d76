// SPDX-License-Identifier: MIT
#include "orpiment/engine/detail/copy_ends.hpp"

#include <istream>
#include <ostream>

#include "orpiment/base/error.hpp"

namespace orp::detail {

namespace {

constexpr std::size_t piece_of_file = 64 * 1024;

}  // namespace

void OstreamSink::take(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (out_) return;
  throw UsageError({.code = "ORP-1283",
                    .message = "the stream to which rows are copied takes no more",
                    .hint = "roll back; look what is wrong with the file"});
}

bool IstreamSource::next(std::string_view& bytes) {
  bytes_.resize(piece_of_file);
  in_.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
  bytes = {bytes_.data(), static_cast<std::size_t>(in_.gcount())};
  if (!bytes.empty()) return true;
  if (in_.eof()) return false;
  throw UsageError({.code = "ORP-1283",
                    .message = "the stream from which rows are copied cannot be read",
                    .hint = "roll back; look what is wrong with the file"});
}

}  // namespace orp::detail
