# SPDX-License-Identifier: MIT
# The program; its model is in a shared library of its own.
orpiment_add_model(shop_model SCHEMA "${CMAKE_CURRENT_LIST_DIR}/shop.json")
add_library(shop_code SHARED "${CMAKE_CURRENT_LIST_DIR}/shop.cpp")
target_link_libraries(shop_code PUBLIC shop_model)
add_executable(app "${CMAKE_CURRENT_LIST_DIR}/main.cpp")
target_link_libraries(app PRIVATE shop_code)
