# How everything is compiled: warnings as errors, the sanitizers, the linker.
add_library(wls_options INTERFACE)
target_compile_options(wls_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_include_directories(wls_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
# Asio's fences are unknown to TSan, and its deprecated parts are not for us.
target_compile_definitions(wls_options INTERFACE BOOST_ASIO_NO_DEPRECATED)

set(WLS_SANITIZE "" CACHE STRING "none, or: address, thread, fuzzer (clang)")
if(WLS_SANITIZE STREQUAL "address")
  target_compile_options(wls_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(wls_options INTERFACE -fsanitize=address,undefined)
elseif(WLS_SANITIZE STREQUAL "thread")
  target_compile_options(wls_options INTERFACE -fsanitize=thread)
  target_compile_definitions(wls_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  target_link_options(wls_options INTERFACE -fsanitize=thread)
elseif(WLS_SANITIZE STREQUAL "fuzzer")
  # GCC's warnings on signs are the ones we compile by.
  target_compile_options(wls_options INTERFACE -Wno-sign-conversion -Wno-deprecated-declarations
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(wls_options INTERFACE -fsanitize=address,undefined)
endif()
