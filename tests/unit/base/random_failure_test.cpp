// SPDX-License-Identifier: MIT
// A system without random numbers. This program brings the function along by which the library asks
// for them.
#include <gtest/gtest.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "orpiment/base/error.hpp"
#include "orpiment/base/uuid.hpp"

namespace {

int failures = 0;  // to come
int reason = 0;

}  // namespace

ssize_t getrandom(void* bytes, std::size_t size, unsigned flags) {
  if (failures > 0) {
    --failures;
    errno = reason;
    return -1;
  }
  return ::syscall(SYS_getrandom, bytes, size, flags);
}

namespace orp {
namespace {

TEST(Uuid, is_not_made_without_random_numbers) {
  for (Uuid (*const make)() : {&Uuid::random, &Uuid::v7}) {
    reason = ENOSYS;
    failures = 1;
    try {
      (void)make();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "ORP-2006");
      EXPECT_EQ(error.message(), "the system gave no random numbers");
    }
    EXPECT_FALSE(make().is_nil()) << "next time there are some";
  }
}

TEST(Uuid, is_made_although_a_signal_comes_meanwhile) {
  reason = EINTR;
  failures = 3;
  EXPECT_FALSE(Uuid::random().is_nil());
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace orp
