// SPDX-License-Identifier: MIT
#include "allocations.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "orpiment/base/error.hpp"

namespace {

thread_local long allocations_left = -1;  // before one fails; negative: none does

void* allocate(std::size_t size) {
  if (allocations_left == 0) {
    allocations_left = -1;
    return nullptr;
  }
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}

void* allocate_or_throw(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace orp::tests {

bool completes(const std::function<void()>& work, long n) {
  allocations_left = n;
  bool is_thrown = false;
  try {
    work();
  } catch (const std::bad_alloc&) {
    is_thrown = true;
  } catch (const Error&) {
    is_thrown = true;
  }
  const bool has_failed = allocations_left < 0;
  allocations_left = -1;
  EXPECT_TRUE(has_failed || !is_thrown) << "an error without a failed allocation";
  return !has_failed;
}

void for_each_allocation(bool is_on_server, const std::function<bool(long)>& attempt) {
  const long often = is_on_server ? 29 : 7;
  const long step = std::getenv("ORPIMENT_TEST_LONG") != nullptr ? 1 : often;
  long n = 0;
  while (!attempt(n) && !::testing::Test::HasFailure()) {
    n += step;
    ASSERT_LT(n, 100'000) << "the scenario never ends";
  }
  EXPECT_GT(n, 0);
}

}  // namespace orp::tests
