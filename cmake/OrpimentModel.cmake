# SPDX-License-Identifier: MIT
# orpiment_add_model(): a library target from a schema.
#
# ORPIMENT_COMMAND, a cache variable, names the generator to use instead of the one that was built
# or installed with the library; needed when that one does not run on the building machine.

set(ORPIMENT_COMMAND "" CACHE FILEPATH "The orpiment command to generate models with")

# orpiment_add_model(TARGET SCHEMA file [OUTPUT_DIRECTORY dir] [PRECOMPILE])
#
# Generates the C++ classes of a schema and makes the static library TARGET of them; a program that
# links to it includes <namespace/model.hpp>. A relative SCHEMA counts from the current source
# folder, a relative OUTPUT_DIRECTORY from the current binary folder; the latter is for generated
# files alone, by default TARGET.model there.
#
# PRECOMPILE: every target that links to TARGET includes <orpiment/orpiment.hpp> and
# <namespace/model.hpp> by itself, precompiled. CMake's DISABLE_PRECOMPILE_HEADERS on such a target
# leaves it out.
#
# The entities and included schemas are read when CMake runs, so that every generated file is known
# to the build; a change of a schema runs CMake again by itself.
function(orpiment_add_model TARGET)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "PRECOMPILE" "SCHEMA;OUTPUT_DIRECTORY" "")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "orpiment_add_model(${TARGET}): unknown: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT ARG_SCHEMA)
    message(FATAL_ERROR "orpiment_add_model(${TARGET}): SCHEMA is missing")
  endif()
  if(NOT ARG_OUTPUT_DIRECTORY)
    set(ARG_OUTPUT_DIRECTORY "${TARGET}.model")
  endif()
  cmake_path(ABSOLUTE_PATH ARG_SCHEMA NORMALIZE OUTPUT_VARIABLE schema)
  cmake_path(ABSOLUTE_PATH ARG_OUTPUT_DIRECTORY BASE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}"
             NORMALIZE OUTPUT_VARIABLE out)
  if(NOT EXISTS "${schema}")
    message(FATAL_ERROR "orpiment_add_model(${TARGET}): there is no schema ${schema}")
  endif()

  _orpiment_read_schemas("${schema}" schemas stems namespace)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schemas})

  string(REPLACE "::" "/" folder "${namespace}")
  list(TRANSFORM stems PREPEND "${out}/${folder}/")
  set(sources ${stems})
  set(headers ${stems} "${out}/${folder}/fwd")
  list(TRANSFORM sources APPEND ".cpp")
  list(TRANSFORM headers APPEND ".hpp")

  # The manifest is renewed by every run and so tells that all is up to date; the other files are
  # written only when they change, and nothing that depends on them is built again otherwise.
  cmake_path(GET schema FILENAME schema_name)
  set(manifest "${out}/.orpiment/${schema_name}.manifest")
  set(depfile "${CMAKE_CURRENT_BINARY_DIR}/${TARGET}.model.d")
  _orpiment_find_command(command command_file)
  add_custom_command(
    OUTPUT "${manifest}"
    BYPRODUCTS ${sources} ${headers}
    COMMAND "${command}" generate "${schema}" --out "${out}" --depfile "${depfile}"
    DEPENDS ${schemas} "${command_file}"
    DEPFILE "${depfile}"
    COMMENT "Generating ${TARGET} from ${schema_name}"
    VERBATIM)

  # Generated sources are short and include the same headers: eight at a time they compile in a
  # third of the time. Their names do not collide; UNITY_BUILD OFF on the target is fine, too.
  add_library(${TARGET} STATIC ${sources} ${headers} "${manifest}")
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  # It may go into a shared library of the program's. g++ inlines there what nobody replaces, as
  # clang++ does.
  set_target_properties(${TARGET} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_options(
    ${TARGET}
    PRIVATE
      $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-fno-semantic-interposition>)
  target_compile_features(${TARGET} PUBLIC cxx_std_20)
  target_include_directories(${TARGET} PUBLIC "$<BUILD_INTERFACE:${out}>")
  target_link_libraries(${TARGET} PUBLIC orpiment::orpiment)
  if(ARG_PRECOMPILE)
    # Each user compiles a header of its own: only one made with the very options of a target is of
    # use to it, so that none can be shared by REUSE_FROM with targets that are not known yet.
    foreach(header orpiment/orpiment.hpp ${folder}/model.hpp)
      target_precompile_headers(
        ${TARGET} INTERFACE "$<BUILD_INTERFACE:$<$<COMPILE_LANGUAGE:CXX>:<${header}$<ANGLE-R>>>")
    endforeach()
  endif()
endfunction()

# The generator: what add_custom_command() runs, and the file that its outputs depend on.
function(_orpiment_find_command OUT_COMMAND OUT_FILE)
  set(command "${ORPIMENT_COMMAND}")
  set(file "${ORPIMENT_COMMAND}")
  if(NOT command AND TARGET orpiment::orpiment_command
     AND (NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR))
    set(command orpiment::orpiment_command)
    set(file "$<TARGET_FILE:orpiment::orpiment_command>")
  endif()
  if(NOT command)
    find_program(host_command orpiment NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
    set(command "${host_command}")
    set(file "${host_command}")
  endif()
  if(NOT command)
    message(FATAL_ERROR "orpiment_add_model: no orpiment command runs on this machine; build one "
                        "for it and set ORPIMENT_COMMAND to its path")
  endif()
  set(${OUT_COMMAND} "${command}" PARENT_SCOPE)
  set(${OUT_FILE} "${file}" PARENT_SCOPE)
endfunction()

# Reads a schema and all it includes: the paths of the files, the stems of the sources that the
# generator will write for them together, and the namespace. Mistakes in a schema are left to the
# generator, which reports them with their places when the model is built.
function(_orpiment_read_schemas ROOT OUT_SCHEMAS OUT_STEMS OUT_NAMESPACE)
  set(pending "${ROOT}")
  set(schemas)
  set(stems model)
  set(namespace)
  while(pending)
    list(POP_FRONT pending schema)
    if(schema IN_LIST schemas OR NOT EXISTS "${schema}")
      continue()
    endif()
    list(APPEND schemas "${schema}")
    _orpiment_read_json("${schema}" json)

    if(schema STREQUAL ROOT)
      string(JSON namespace ERROR_VARIABLE error GET "${json}" namespace)
      if(error)
        set(namespace "")
      endif()
    endif()
    _orpiment_json_list("${json}" entities entities)
    foreach(entity IN LISTS entities)
      _orpiment_file_stem("${entity}" stem)
      list(APPEND stems "${stem}")
    endforeach()
    _orpiment_json_list("${json}" enums enums)
    if(enums)
      list(APPEND stems enums)
    endif()
    _orpiment_json_list("${json}" include includes)
    cmake_path(GET schema PARENT_PATH folder)
    foreach(include IN LISTS includes)
      cmake_path(ABSOLUTE_PATH include BASE_DIRECTORY "${folder}" NORMALIZE)
      list(APPEND pending "${include}")
    endforeach()
  endwhile()
  list(REMOVE_DUPLICATES stems)
  set(${OUT_SCHEMAS} "${schemas}" PARENT_SCOPE)
  set(${OUT_STEMS} "${stems}" PARENT_SCOPE)
  set(${OUT_NAMESPACE} "${namespace}" PARENT_SCOPE)
endfunction()

# The text of a schema without its comments.
function(_orpiment_read_json FILE OUT)
  file(READ "${FILE}" text)
  # Strings and comments are found in one pass and put between marks: "//" in a string is no
  # comment, and a quote in a comment begins no string. Then what is marked and no string goes.
  string(ASCII 1 begin)
  string(ASCII 2 end)
  set(string "\"[^\"\\]*(\\\\.[^\"\\]*)*\"")
  set(line_comment "//[^\n]*")
  set(block_comment "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/")
  string(REGEX REPLACE "(${string}|${line_comment}|${block_comment})" "${begin}\\1${end}" text
                       "${text}")
  string(REGEX REPLACE "${begin}/[^${end}]*${end}" "" text "${text}")
  string(REGEX REPLACE "[${begin}${end}]" "" text "${text}")
  string(JSON type ERROR_VARIABLE error TYPE "${text}")
  if(error)
    message(WARNING "${FILE} cannot be read; building the model will tell where it is wrong")
    set(text "{}")
  endif()
  set(${OUT} "${text}" PARENT_SCOPE)
endfunction()

# The keys of MEMBER of a JSON object when that is an object, its items when it is an array, else
# nothing.
function(_orpiment_json_list JSON MEMBER OUT)
  set(words)
  string(JSON type ERROR_VARIABLE ignored TYPE "${JSON}" ${MEMBER})
  set(how_of_OBJECT MEMBER)
  set(how_of_ARRAY GET)
  if(DEFINED how_of_${type})
    string(JSON count LENGTH "${JSON}" ${MEMBER})
    set(i 0)
    while(i LESS count)
      string(JSON word ${how_of_${type}} "${JSON}" ${MEMBER} ${i})
      list(APPEND words "${word}")
      math(EXPR i "${i} + 1")
    endwhile()
  endif()
  set(${OUT} "${words}" PARENT_SCOPE)
endfunction()

# "OrderItem" -> "order_item", "HTTPServer" -> "http_server", as the generator names files.
function(_orpiment_file_stem ENTITY OUT)
  string(REGEX REPLACE "([^_A-Z])([A-Z])" "\\1_\\2" stem "${ENTITY}")
  string(REGEX REPLACE "([A-Z])([A-Z][a-z])" "\\1_\\2" stem "${stem}")
  string(TOLOWER "${stem}" stem)
  set(${OUT} "${stem}" PARENT_SCOPE)
endfunction()
