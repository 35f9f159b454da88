# Files that the program carries inside itself.
#
# wls_embed(TARGET library HEADER "http/static_files.h" FUNCTION "wls::http::docs_assets" FILES path...)
#   adds a source to `library` that defines the function: a table of all files, by file name,
#   with a gzip'd form and a tag of the content. HEADER declares `std::span<const Asset>
#   FUNCTION()`, with Asset{name, bytes, gzip, tag} in FUNCTION's namespace.
# wls_embed(TARGET library HEADER … FUNCTION … TEXT path)
#   one file; the function returns it as std::string_view.
#
# The bytes come in through .incbin. Also run as a script (cmake -P) by the rule it makes.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(WLS_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

  function(wls_embed)
    cmake_parse_arguments(EMBED "" "TARGET;HEADER;FUNCTION;TEXT" "FILES" ${ARGN})
    string(REPLACE "::" "_" name ${EMBED_FUNCTION})
    set(source ${CMAKE_BINARY_DIR}/embedded/${name}.cpp)
    set(files ${EMBED_FILES} ${EMBED_TEXT})
    string(REPLACE ";" "|" list "${files}")
    if(EMBED_TEXT)
      set(kind TEXT)
    else()
      set(kind TABLE)
    endif()
    add_custom_command(OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DKIND=${kind} -DHEADER=${EMBED_HEADER} -DFUNCTION=${EMBED_FUNCTION}
        "-DFILES=${list}" -DSOURCE=${source} -P ${WLS_EMBED_SCRIPT}
      DEPENDS ${files} ${WLS_EMBED_SCRIPT}
      COMMENT "Embedding ${EMBED_FUNCTION}" VERBATIM)
    target_sources(${EMBED_TARGET} PRIVATE ${source})
    # The object depends on the bytes too, not only on the source that names them.
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${files}")
  endfunction()
  return()
endif()

cmake_policy(VERSION 3.25)
get_filename_component(folder ${SOURCE} DIRECTORY)
string(REPLACE "::" "_" prefix ${FUNCTION})
string(REGEX REPLACE "::[^:]*$" "" namespace ${FUNCTION})
string(REGEX REPLACE "^.*::" "" function ${FUNCTION})
string(REPLACE "|" ";" files "${FILES}")
file(MAKE_DIRECTORY ${folder})

# In `text`: assembly that brings in `file` as the C symbols `symbol`_begin and _end.
function(bring_in text symbol file)
  set(${text} "asm(R\"(
    .pushsection .rodata
    .balign 16
${symbol}_begin:
    .incbin \"${file}\"
${symbol}_end:
    .byte 0
    .global ${symbol}_begin, ${symbol}_end
    .popsection
)\");
extern \"C\" const char ${symbol}_begin[], ${symbol}_end[];
" PARENT_SCOPE)
endfunction()

set(blobs "")
set(rows "")
set(index 0)
foreach(file ${files})
  set(symbol ${prefix}_${index})
  bring_in(blob ${symbol} ${file})
  string(APPEND blobs "${blob}")
  if(KIND STREQUAL TABLE)
    get_filename_component(name ${file} NAME)
    file(SHA256 ${file} hash)
    string(SUBSTRING ${hash} 0 16 tag)
    set(packed ${folder}/${prefix}.${name}.gz)
    execute_process(COMMAND gzip -9nc ${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
    bring_in(blob ${symbol}_gzip ${packed})
    string(APPEND blobs "${blob}")
    string(APPEND rows "    {\"${name}\", {${symbol}_begin, ${symbol}_end},\n"
      "     {${symbol}_gzip_begin, ${symbol}_gzip_end}, \"${tag}\"},\n")
  endif()
  math(EXPR index "${index} + 1")
endforeach()

set(text "// Made by cmake/Embed.cmake.\n#include \"${HEADER}\"\n\n${blobs}\n")
string(APPEND text "namespace ${namespace} {\n\n")
if(KIND STREQUAL TABLE)
  string(APPEND text "std::span<const Asset> ${function}() {\n"
    "    static const Asset kAssets[] = {\n${rows}    };\n    return kAssets;\n}\n")
else()
  string(APPEND text "std::string_view ${function}() {\n"
    "    return {${prefix}_0_begin, ${prefix}_0_end};\n}\n")
endif()
string(APPEND text "\n}  // namespace ${namespace}\n")
file(WRITE ${SOURCE} "${text}")
