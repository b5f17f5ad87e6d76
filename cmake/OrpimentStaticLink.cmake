# SPDX-License-Identifier: MIT
# A program that is linked -static takes the static ones of the libraries that are found from here on.
if("${CMAKE_EXE_LINKER_FLAGS}" MATCHES "(^| )-static( |$)")
  set(CMAKE_FIND_LIBRARY_SUFFIXES ".a")
endif()
