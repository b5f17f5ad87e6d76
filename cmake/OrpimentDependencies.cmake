# SPDX-License-Identifier: MIT
# The libraries below us. What the installed library needs is found again by OrpimentConfig.cmake.
include(OrpimentStaticLink)
set(CMAKE_THREAD_PREFER_PTHREAD ON)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED) # nlohmann_json::nlohmann_json
if(ORPIMENT_SQLITE)
  find_package(SQLite3 3.40 REQUIRED) # SQLite::SQLite3
endif()
if(ORPIMENT_POSTGRES)
  find_package(PostgreSQL REQUIRED) # PostgreSQL::PostgreSQL, which is libpq
  find_package(Pqxx 6.4 REQUIRED) # Pqxx::Pqxx
endif()
if(ORPIMENT_CODEGEN)
  find_package(CLI11 REQUIRED) # CLI11::CLI11
endif()
