#include "local/webhooks/webhook_trust.h"

#include <cerrno>

#include "base/text.h"
#include "local/files.h"
#include "net/authorities.h"

namespace wls::local {

namespace {

constexpr std::size_t kMostBytes = 1 << 20;  // the system's own bundle has a quarter of it

std::string named(const std::string& file) {
    return "the ca_file '" + shortened(file, 200) + "'";
}

}  // namespace

Result<std::string> read_ca_file(const std::string& file) {
    const auto wrong = [&](const std::string& what) {
        return fail(ErrorCode::Invalid,
                    named(file) + " " + what +
                        "; name a file in PEM with the certificate of the authority");
    };
    auto pem = read_regular_file(file, kMostBytes + 1);
    if (!pem && pem.error() == ENOTSUP) return wrong("is no regular file");
    if (!pem) return wrong("cannot be read: " + errno_text(pem.error()));
    if (pem->size() > kMostBytes) return wrong("is larger than 1 MiB");
    if (const auto checked = net::check_authorities(*pem); !checked) {
        if (checked.error().code == ErrorCode::Invalid) return wrong(checked.error().message);
        return fail(named(file), checked);
    }
    return std::move(*pem);
}

void name_ca_file(net::CallOutcome& outcome, const std::string& file) {
    if (!outcome && outcome.error().is_untrusted && !file.empty())
        outcome.error().message += "; only the authorities in " + named(file) + " are trusted";
}

}  // namespace wls::local
