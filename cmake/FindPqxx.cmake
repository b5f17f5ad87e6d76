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

# What a static libpq needs is known to its pkg-config file. Debian has no static one of some of it.
find_package(PostgreSQL QUIET)
set(libpq_needs)
set(libpq_lacks)
if("${PostgreSQL_LIBRARY}" MATCHES "[.]a$")
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(Pqxx_LIBPQ QUIET libpq)
  foreach(name IN LISTS Pqxx_LIBPQ_STATIC_LIBRARIES)
    find_library(Pqxx_${name}_LIBRARY ${name} HINTS ${Pqxx_LIBPQ_STATIC_LIBRARY_DIRS})
    mark_as_advanced(Pqxx_${name}_LIBRARY)
    if(Pqxx_${name}_LIBRARY)
      list(APPEND libpq_needs "${Pqxx_${name}_LIBRARY}")
    else()
      list(APPEND libpq_lacks "${name}")
    endif()
  endforeach()
endif()
set(libpq_is_complete TRUE)
set(why)
if(libpq_lacks)
  set(libpq_is_complete FALSE)
  list(JOIN libpq_lacks ", " names)
  set(why "${PostgreSQL_LIBRARY} needs libraries of which there is no static one: ${names}. Install \
them (Debian has no static gssapi_krb5), link the program dynamically, or leave PostgreSQL out of \
Orpiment: -DORPIMENT_POSTGRES=OFF")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Pqxx
  REQUIRED_VARS Pqxx_LIBRARY Pqxx_INCLUDE_DIR libpq_is_complete
  VERSION_VAR Pqxx_VERSION
  REASON_FAILURE_MESSAGE "${why}")

if(Pqxx_FOUND AND NOT TARGET Pqxx::Pqxx)
  find_package(PostgreSQL REQUIRED)
  add_library(Pqxx::Pqxx UNKNOWN IMPORTED)
  set_target_properties(Pqxx::Pqxx PROPERTIES IMPORTED_LOCATION "${Pqxx_LIBRARY}")
  target_include_directories(Pqxx::Pqxx SYSTEM INTERFACE "${Pqxx_INCLUDE_DIR}")
  target_link_libraries(Pqxx::Pqxx INTERFACE PostgreSQL::PostgreSQL ${libpq_needs})
endif()
