# wls_room(NAME [THREADS] USES rooms... LINKS libraries...): src/NAME/*.cpp becomes the library
# wls_NAME, src/NAME/*_test.cpp the test program NAME_test. A room sees only the rooms it names here.
# THREADS: threads meet in its tests, so `./task check tsan` runs them too.
function(wls_room name)
  cmake_parse_arguments(ROOM "THREADS" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp
    ${CMAKE_SOURCE_DIR}/src/${name}/*/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(TRANSFORM ROOM_USES PREPEND wls_)

  if(sources)
    add_library(wls_${name} STATIC ${sources})
    target_link_libraries(wls_${name} PUBLIC wls_options ${ROOM_USES} ${ROOM_LINKS})
  else()
    add_library(wls_${name} INTERFACE)
    target_link_libraries(wls_${name} INTERFACE wls_options ${ROOM_USES} ${ROOM_LINKS})
  endif()

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE wls_${name} GTest::gmock_main)
    add_test(NAME ${name} COMMAND ${name}_test --gtest_brief=1)
    set(labels unit)
    if(ROOM_THREADS)
      list(APPEND labels threads)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT 120
      RESOURCE_LOCK ${name}_test)
  endif()
endfunction()
