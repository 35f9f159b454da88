# The libraries, all from Debian's packages (Debian 12 and 13). Each is linked to the one room
# that knows it.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG COMPONENTS json url)
find_package(SQLiteCpp REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(GTest REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
find_library(CCTZ_LIBRARY cctz REQUIRED)
# Loaded when they are first needed (net, and time's calendars), so only their headers are needed here;
# tests of net link OpenSSL for a server of their own.
find_path(CURL_INCLUDE_DIR curl/curl.h REQUIRED)
find_path(ICAL_INCLUDE_DIR libical/ical.h REQUIRED)
find_package(OpenSSL 3 REQUIRED)
# Only its core: the package's own CMake file asks for an HTTP server and a client beside it.
find_library(PROMETHEUS_LIBRARY prometheus-cpp-core REQUIRED)
