// The functions of libcurl that we use, found when it is loaded. Only curl_library, transfer and
// client know libcurl.
#pragma once

// Its checks are macros around its functions' names, which are members here.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "base/result.h"
#include "base/shared_library.h"

namespace wls::net {

struct CurlLibrary {
    // Loads and starts libcurl; again: no harm. Unavailable: it is not there, too old, built
    // without TLS, or does not start. Any thread.
    static Result<CurlLibrary> load();

    decltype(::curl_global_init)* global_init = nullptr;
    decltype(::curl_version_info)* version_info = nullptr;
    decltype(::curl_slist_append)* slist_append = nullptr;
    decltype(::curl_slist_free_all)* slist_free_all = nullptr;
    decltype(::curl_easy_init)* easy_init = nullptr;
    decltype(::curl_easy_cleanup)* easy_cleanup = nullptr;
    decltype(::curl_easy_setopt)* easy_setopt = nullptr;
    decltype(::curl_easy_getinfo)* easy_getinfo = nullptr;
    decltype(::curl_easy_strerror)* easy_strerror = nullptr;
    decltype(::curl_multi_init)* multi_init = nullptr;
    decltype(::curl_multi_cleanup)* multi_cleanup = nullptr;
    decltype(::curl_multi_setopt)* multi_setopt = nullptr;
    decltype(::curl_multi_add_handle)* multi_add_handle = nullptr;
    decltype(::curl_multi_remove_handle)* multi_remove_handle = nullptr;
    decltype(::curl_multi_perform)* multi_perform = nullptr;
    decltype(::curl_multi_poll)* multi_poll = nullptr;
    decltype(::curl_multi_wakeup)* multi_wakeup = nullptr;
    decltype(::curl_multi_info_read)* multi_info_read = nullptr;

  private:
    explicit CurlLibrary(SharedLibrary loaded) : library(std::move(loaded)) {}
    Result<> find_all();

    SharedLibrary library;
};

}  // namespace wls::net
