// SPDX-License-Identifier: MIT
#include "meta/client_value.hpp"

#include "meta/stored_as.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp {

namespace {

template <class T>
void assign(void* value, const T& made) {
  *static_cast<T*>(value) = made;
}

void set_moment(TypeTag tag, const TimestampTz& now, void* value) {
  switch (tag) {
    case TypeTag::timestamptz:
      return assign(value, now);
    case TypeTag::timestamp:
      return assign(value, now.utc());
    case TypeTag::date:
      return assign(value, now.utc().date());
    case TypeTag::time:
      return assign(value, now.utc().time());
    default:
      return;
  }
}

// As precise as the column.
TimestampTz rounded_down(const TimestampTz& point, StoredAs how) {
  const std::int64_t unit = resolution(how);
  const std::int64_t beyond = (point.microseconds() % unit + unit) % unit;
  return TimestampTz::from_microseconds(point.microseconds() - beyond);
}

}  // namespace

const TimestampTz& ClientValueMaker::now() {
  if (!now_) now_ = TimestampTz::now();
  return *now_;
}

void ClientValueMaker::make(ClientDefault what, const ColumnType& type, void* field) {
  void* value = type.ops->emplace(field);
  if (type.tag == TypeTag::converted) {
    StoredValue stored(*type.conversion->stored);
    make(what, *type.conversion->stored, stored.field());
    type.conversion->from_stored(stored.value(), value);
    return;
  }
  switch (what) {
    case ClientDefault::none:
    case ClientDefault::literal:
      return;
    case ClientDefault::now:
    case ClientDefault::today:
      return set_moment(type.tag, rounded_down(now(), type.stored_as), value);
    case ClientDefault::uuid4:
      return assign(value, Uuid::random());
    case ClientDefault::uuid7:
      return assign(value, Uuid::v7());
  }
}

}  // namespace orp
