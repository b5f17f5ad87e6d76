# SPDX-License-Identifier: MIT
# `cmake --install`: headers, library, command, schema and the package config.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

if(NOT TARGET orpiment)
  return()
endif()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Orpiment")

install(DIRECTORY "${Orpiment_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.hpp")
install(TARGETS orpiment EXPORT OrpimentTargets)
if(TARGET orpiment_command)
  install(TARGETS orpiment_command EXPORT OrpimentTargets)
endif()
if(EXISTS "${Orpiment_SOURCE_DIR}/schema/orpiment.schema.json")
  install(FILES "${Orpiment_SOURCE_DIR}/schema/orpiment.schema.json"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/orpiment")
endif()

install(EXPORT OrpimentTargets NAMESPACE orpiment:: DESTINATION "${package_dir}")
configure_package_config_file(cmake/OrpimentConfig.cmake.in OrpimentConfig.cmake
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(OrpimentConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES "${CMAKE_CURRENT_BINARY_DIR}/OrpimentConfig.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/OrpimentConfigVersion.cmake" cmake/OrpimentModel.cmake
        cmake/OrpimentStaticLink.cmake cmake/FindPqxx.cmake
  DESTINATION "${package_dir}")
