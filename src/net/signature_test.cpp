#include "net/signature.h"

#include <gtest/gtest.h>

namespace wls::net {
namespace {

std::string counted(int from, int to) {
    std::string bytes;
    for (int i = from; i <= to; ++i) bytes += static_cast<char>(i);
    return bytes;
}

// RFC 4231, section 4 (case 5 is about cut sums, which are not ours).
TEST(Signature, IsThatOfRfc4231) {
    const struct {
        std::string key;
        std::string text;
        const char* want;
    } rows[] = {
        {std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {counted(1, 25), std::string(50, '\xcd'),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {std::string(131, '\xaa'),
         "This is a test using a larger than block-size key and a larger than block-size data. The "
         "key needs to be hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
        {"", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
    };
    const auto signer = Signer::create();
    ASSERT_TRUE(signer) << signer.error().message;
    for (const auto& row : rows) {
        const auto sum = signer->hmac_sha256(row.key, row.text);
        ASSERT_TRUE(sum) << sum.error().message;
        EXPECT_EQ(*sum, row.want);
    }
}

}  // namespace
}  // namespace wls::net
