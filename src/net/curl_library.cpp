#include "net/curl_library.h"

namespace wls::net {

namespace {

constexpr unsigned int kOldest = 0x075700;  // 7.87, for CURLOPT_QUICK_EXIT

}  // namespace

Result<> CurlLibrary::find_all() {
    WLS_TRY(library.find("curl_global_init", global_init));
    WLS_TRY(library.find("curl_version_info", version_info));
    WLS_TRY(library.find("curl_slist_append", slist_append));
    WLS_TRY(library.find("curl_slist_free_all", slist_free_all));
    WLS_TRY(library.find("curl_easy_init", easy_init));
    WLS_TRY(library.find("curl_easy_cleanup", easy_cleanup));
    WLS_TRY(library.find("curl_easy_setopt", easy_setopt));
    WLS_TRY(library.find("curl_easy_getinfo", easy_getinfo));
    WLS_TRY(library.find("curl_easy_strerror", easy_strerror));
    WLS_TRY(library.find("curl_multi_init", multi_init));
    WLS_TRY(library.find("curl_multi_cleanup", multi_cleanup));
    WLS_TRY(library.find("curl_multi_setopt", multi_setopt));
    WLS_TRY(library.find("curl_multi_add_handle", multi_add_handle));
    WLS_TRY(library.find("curl_multi_remove_handle", multi_remove_handle));
    WLS_TRY(library.find("curl_multi_perform", multi_perform));
    WLS_TRY(library.find("curl_multi_poll", multi_poll));
    WLS_TRY(library.find("curl_multi_wakeup", multi_wakeup));
    WLS_TRY(library.find("curl_multi_info_read", multi_info_read));
    return {};
}

Result<CurlLibrary> CurlLibrary::load() {
    auto library = SharedLibrary::open("libcurl.so.4", "libcurl4 (libcurl4t64 since Debian 13)");
    if (!library) return fail(library);
    CurlLibrary curl(std::move(*library));
    WLS_TRY(curl.find_all());
    const curl_version_info_data* version = curl.version_info(CURLVERSION_NOW);
    if (version->version_num < kOldest)
        return fail(ErrorCode::Unavailable, std::string("libcurl ") + version->version +
                                                " is too old; install libcurl4 7.87 or newer");
    if ((version->features & CURL_VERSION_SSL) == 0)
        return fail(ErrorCode::Unavailable,
                    "libcurl.so.4 was built without TLS; install the package libcurl4");
    // Never undone: its threads that resolve names may still be at it.
    if (const CURLcode code = curl.global_init(CURL_GLOBAL_DEFAULT); code != CURLE_OK)
        return fail(ErrorCode::Unavailable,
                    std::string("libcurl does not start: ") + curl.easy_strerror(code));
    return curl;
}

}  // namespace wls::net
