// A shared library that is loaded when it is first needed, because linking it would cost every
// process of this program its memory: a keeper runs for each run and needs none of them.
//
// Its code stays in the process until the end: a thread of its own, or what it registered for the
// exit, may still be there when the value goes. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wls {

class SharedLibrary {
  public:
    // `name` as the dynamic linker finds it ("libcurl.so.4"). Unavailable: it is not there; the
    // message names it and `package`, the Debian package that brings it.
    static Result<SharedLibrary> open(const std::string& name, std::string_view package);

    // Finds `symbol` in it: `WLS_TRY(library.find("HMAC", hmac))` where `hmac` is a pointer of the
    // type that the library's header declares. Unavailable: there is none, so it is too old.
    template <class Function>
    Result<> find(const char* symbol, Function*& function) const {
        auto address = address_of(symbol);
        if (!address) return fail(address);
        function = reinterpret_cast<Function*>(*address);
        return {};
    }

  private:
    struct Close {
        void operator()(void* handle) const;
    };

    SharedLibrary(std::string name, std::string_view package, void* handle);
    Result<void*> address_of(const char* symbol) const;

    std::string name_;
    std::string package_;
    std::unique_ptr<void, Close> handle_;
};

}  // namespace wls
