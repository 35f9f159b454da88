#include "base/shared_library.h"

#include <dlfcn.h>

namespace wls {

SharedLibrary::SharedLibrary(std::string name, std::string_view package, void* handle)
    : name_(std::move(name)), package_(package), handle_(handle) {}

void SharedLibrary::Close::operator()(void* handle) const {
    ::dlclose(handle);
}

Result<SharedLibrary> SharedLibrary::open(const std::string& name, std::string_view package) {
    void* handle = ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == nullptr) {
        const char* why = ::dlerror();
        return fail(ErrorCode::Unavailable, "cannot load " + name + " (" +
                                                (why != nullptr ? why : "no reason given") +
                                                "); install the package " + std::string(package));
    }
    return SharedLibrary(name, package, handle);
}

Result<void*> SharedLibrary::address_of(const char* symbol) const {
    if (void* address = ::dlsym(handle_.get(), symbol); address != nullptr) return address;
    return fail(ErrorCode::Unavailable,
                name_ + " has no " + symbol + "; install a newer " + package_);
}

}  // namespace wls
