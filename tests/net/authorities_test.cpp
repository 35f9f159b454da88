// Certificates to trust, before they are used: what is good, and what is wrong with the others.
#include "net/authorities.h"

#include <gmock/gmock.h>

#include "net/certificates.h"

namespace wls::net {
namespace {

using ::testing::HasSubstr;

constexpr const char* kBegin = "-----BEGIN CERTIFICATE-----\n";
constexpr const char* kEnd = "-----END CERTIFICATE-----\n";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return text.replace(text.find(what), what.size(), with);
}

TEST(Authorities, AreGoodWithOneCertificateAndWhateverStandsAroundIt) {
    const std::string pem = make_authority().pem();
    const std::string more = make_authority("Another").pem();
    std::string windows;
    for (const char c : pem) windows += c == '\n' ? "\r\n" : std::string(1, c);
    std::string many;
    for (int i = 0; i < 200; ++i) many += pem;
    for (const auto& text :
         {pem, pem + more, windows, many, "Subject: CN = x\n\n" + pem + "the end",
          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + pem}) {
        const auto checked = check_authorities(text);
        EXPECT_TRUE(checked) << checked.error().message << text.substr(0, 200);
    }
}

TEST(Authorities, ThatAreWrongAreRefusedWithoutAskingTheTerminal) {
    const std::string pem = make_authority().pem();
    const std::string inside = pem.substr(std::string(kBegin).size(), 40);
    const std::string none = "holds no certificate in PEM";
    const std::string broken = "holds a certificate that cannot be read, number ";
    const struct {
        const char* what;
        std::string text;
        std::string want;
    } rows[] = {
        {"nothing", "", none},
        {"spaces", " \n\n", none},
        {"zero bytes", std::string(1000, '\0'), none},
        {"another text", "<html>404</html>\n", none},
        {"DER", std::string("\x30\x82\x01\x0a\x02\x01\x00", 7), none},
        {"a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", none},
        {"a request",
         "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", none},
        {"a misspelt begin", replaced(pem, "-----BEGIN", "----BEGIN"), none},
        {"only a begin", kBegin, broken + "1"},
        {"nothing inside", std::string(kBegin) + kEnd, broken + "1"},
        {"no base64", std::string(kBegin) + "!!!!\n" + kEnd, broken + "1"},
        {"base64 of nonsense", std::string(kBegin) + "aGVsbG8=\n" + kEnd, broken + "1"},
        {"cut off", pem.substr(0, pem.size() / 2), broken + "1"},
        {"another end", replaced(pem, "END CERTIFICATE", "END X509 CRL"), broken + "1"},
        {"damaged", replaced(pem, inside, std::string(inside.size(), 'A')), broken + "1"},
        {"the second is damaged", pem + kBegin + "AAAA\n" + kEnd, broken + "2"},
        {"encrypted",
         std::string(kBegin) +
             "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF0123456789ABCDEF\n\n"
             "AAAAAAAAAAAAAAAAAAAAAA==\n" +
             kEnd,
         broken + "1"},
    };
    for (const auto& row : rows) {
        const auto checked = check_authorities(row.text);
        ASSERT_FALSE(checked) << row.what;
        EXPECT_EQ(checked.error().code, ErrorCode::Invalid) << row.what;
        EXPECT_THAT(checked.error().message, HasSubstr(row.want)) << row.what;
    }
}

}  // namespace
}  // namespace wls::net
