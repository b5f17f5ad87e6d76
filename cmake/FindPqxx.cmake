# SPDX-License-Identifier: MIT
# Finds libpqxx, with or without the package config that some distributions leave out.
# Defines Pqxx::Pqxx, Pqxx_FOUND and Pqxx_VERSION.
find_path(Pqxx_INCLUDE_DIR pqxx/pqxx)
find_library(Pqxx_LIBRARY pqxx)
mark_as_advanced(Pqxx_INCLUDE_DIR Pqxx_LIBRARY)

if(Pqxx_INCLUDE_DIR AND EXISTS "${Pqxx_INCLUDE_DIR}/pqxx/version.hxx")
  file(STRINGS "${Pqxx_INCLUDE_DIR}/pqxx/version.hxx" version_line
       REGEX "# *define PQXX_VERSION \"[0-9.]+")
  string(REGEX MATCH "[0-9.]+" Pqxx_VERSION "${version_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Pqxx
  REQUIRED_VARS Pqxx_LIBRARY Pqxx_INCLUDE_DIR
  VERSION_VAR Pqxx_VERSION)

if(Pqxx_FOUND AND NOT TARGET Pqxx::Pqxx)
  find_package(PostgreSQL REQUIRED)
  add_library(Pqxx::Pqxx UNKNOWN IMPORTED)
  set_target_properties(Pqxx::Pqxx PROPERTIES IMPORTED_LOCATION "${Pqxx_LIBRARY}")
  target_include_directories(Pqxx::Pqxx SYSTEM INTERFACE "${Pqxx_INCLUDE_DIR}")
  target_link_libraries(Pqxx::Pqxx INTERFACE PostgreSQL::PostgreSQL)
endif()
