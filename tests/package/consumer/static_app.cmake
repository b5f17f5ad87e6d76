# SPDX-License-Identifier: MIT
# The same program without any shared library, of the objects that are there already.
find_library(STATIC_SQLITE libsqlite3.a)
if(STATIC_SQLITE)
  get_property(layers GLOBAL PROPERTY ORPIMENT_LAYERS)
  list(TRANSFORM layers REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)
  add_executable(static_app "${CMAKE_CURRENT_LIST_DIR}/main.cpp" "${CMAKE_CURRENT_LIST_DIR}/shop.cpp" $<TARGET_OBJECTS:shop_model>
                            ${objects})
  target_compile_features(static_app PRIVATE cxx_std_20)
  target_include_directories(
    static_app PRIVATE "$<TARGET_PROPERTY:shop_model,INTERFACE_INCLUDE_DIRECTORIES>"
                       "$<TARGET_PROPERTY:orpiment,INTERFACE_INCLUDE_DIRECTORIES>")
  target_compile_definitions(
    static_app PRIVATE "$<TARGET_PROPERTY:orpiment,INTERFACE_COMPILE_DEFINITIONS>")
  target_link_libraries(static_app PRIVATE "${STATIC_SQLITE}" -static)
  add_custom_command(TARGET static_app POST_BUILD COMMAND static_app)
endif()
