// Certificates that a call trusts (Request::authorities), in PEM, looked at before they are used:
// libcurl says of wrong ones only that they are wrong, and OpenSSL asks the terminal for the
// password of encrypted ones. libcrypto is loaded for it. Any thread.
#pragma once

#include <string_view>

#include "base/result.h"

namespace wls::net {

// Invalid: `pem` holds no certificate, or one that cannot be read; the message goes on from the
// name of the file: "holds no certificate in PEM …". Unavailable: libcrypto.so.3 is not there; a
// whole sentence with its package.
Result<> check_authorities(std::string_view pem);

}  // namespace wls::net
