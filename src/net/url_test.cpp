#include "net/url.h"

#include <gmock/gmock.h>

namespace wls::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Url, NamesWhereItGoes) {
    const struct {
        std::string text;
        const char* authority;
        bool tls;
    } rows[] = {
        {"https://example.org", "example.org", true},
        {"http://example.org/", "example.org", false},
        {"HTTPS://Example.org:443/a?b=c:d/e@f", "Example.org", true},
        {"http://example.org:443", "example.org:443", false},
        {"https://example.org:80?x", "example.org:80", true},
        {"http://127.0.0.1:8080/start", "127.0.0.1:8080", false},
        {"http://[::1]/x", "[::1]", false},
        {"http://[2001:db8::7]:8080/x:y", "[2001:db8::7]:8080", false},
        {"https://my_host.svc.cluster.local./", "my_host.svc.cluster.local.", true},
        {"https://xn--bcher-kva.example/%C3%A9?a[]=1&b='(*)'!$,;~", "xn--bcher-kva.example", true},
        {"http://a/" + std::string(2039, 'x'), "a", false},
    };
    for (const auto& row : rows) {
        const auto url = check_url(row.text);
        ASSERT_TRUE(url) << row.text << ": " << url.error().message;
        EXPECT_EQ(url->authority(), row.authority) << row.text;
        EXPECT_EQ(url->tls, row.tls) << row.text;
    }
}

TEST(Url, AWrongOneSaysWhyAndKeepsItsSecrets) {
    const struct {
        std::string text;
        const char* want;
    } rows[] = {
        {"", "must begin with"},
        {"example.org", "must begin with"},
        {"ftp://example.org/secret", "must begin with https:// or http://"},
        {"file:///secret", "must begin with"},
        {"https:/example.org", "must begin with"},
        {"https:secret", "must begin with"},
        {" https://example.org", "a character that no URL has"},
        {"https://example.org/a secret", "a character that no URL has"},
        {"https://example.org/\nsecret", "a character that no URL has"},
        {"https://example.org/\r\nHost: secret", "a character that no URL has"},
        {std::string("https://example.org/\0secret", 27), "a character that no URL has"},
        {"https://example.org/\x7f", "a character that no URL has"},
        {"https://exämple.org/", "xn-- form"},
        {"https://example.org\\@secret/", "a character that no URL has"},
        {"https://example.org/{secret}", "a character that no URL has"},
        {"https://", "names no host"},
        {"https:///secret", "names no host"},
        {"https://:443/", "names no host"},
        {"https://?secret", "names no host"},
        {"https://user:secret@example.org/", "before '@'"},
        {"https://secret@example.org/", "before '@'"},
        {"https://@example.org/", "before '@'"},
        {"https://example.org/#secret", "after '#'"},
        {"https://example.org#@secret", "after '#'"},
        {"https://example.org:/", "not a number from 1 to 65535"},
        {"https://example.org:0/", "not a number from 1 to 65535"},
        {"https://example.org:65536/", "not a number from 1 to 65535"},
        {"https://example.org:+1/", "not a number from 1 to 65535"},
        {"https://example.org:99999999999/", "not a number from 1 to 65535"},
        {"https://example.org:80:80/", "not a number from 1 to 65535"},
        {"https://exa%6Dple.org/", "neither a name nor an address"},
        {"https://a..b/", "neither a name nor an address"},
        {"https://.a/", "neither a name nor an address"},
        {"https://./", "neither a name nor an address"},
        {"https://a../", "neither a name nor an address"},
        {"https://" + std::string(64, 'a') + "/", "neither a name nor an address"},
        {"https://[::1/", "neither a name nor an address"},
        {"https://[]/", "neither a name nor an address"},
        {"https://[fe80::1%25eth0]/", "neither a name nor an address"},
        {"https://[127.0.0.1]/", "neither a name nor an address"},
        {"https://[::1]secret:80/", "neither a name nor an address"},
        {"https://::1/", "names no host"},
        {"https://a,b/", "neither a name nor an address"},
        {"http://a/" + std::string(2040, 'x'), "longer than 2048"},
    };
    for (const auto& row : rows) {
        const auto url = check_url(row.text);
        ASSERT_FALSE(url) << row.text;
        EXPECT_EQ(url.error().code, ErrorCode::Invalid);
        EXPECT_THAT(url.error().message, HasSubstr(row.want)) << row.text;
        EXPECT_THAT(url.error().message, Not(HasSubstr("secret"))) << row.text;
    }
}

}  // namespace
}  // namespace wls::net
