// Answers that are taken as they come.
#include "net/world.h"

#include <mutex>

namespace wls::net {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// What was taken.
class Taken {
  public:
    TakePiece take() {
        return [this](std::string_view piece) {
            const std::lock_guard lock(mutex_);
            text_ += piece;
            longest_ = std::max(longest_, piece.size());
            if (!has_come_) come_.set_value();
            has_come_ = true;
            return wants_more;
        };
    }
    void wait() { come_.get_future().get(); }  // for the first piece
    std::string text() const {
        const std::lock_guard lock(mutex_);
        return text_;
    }
    std::size_t longest() const { return longest_; }

    bool wants_more = true;

  private:
    mutable std::mutex mutex_;
    std::string text_;
    std::size_t longest_ = 0;
    bool has_come_ = false;
    std::promise<void> come_;
};

constexpr std::string_view kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(Stream, IsTakenAsItComesHoweverLongItIsSilent) {
    const World world;
    std::promise<void> go;
    const Server server([&](Talk& talk) {
        talk.read();
        talk.write(std::string(kChunked) + "3\r\none\r\n");
        go.get_future().get();
        talk.write("3\r\ntwo\r\n0\r\n\r\n");
    });
    const Server silent([](Talk& talk) { talk.read(), talk.wait_for_close(); });
    const auto client = world.client();
    Taken taken;
    Request request = get(server);
    request.timeout = std::chrono::milliseconds{200};
    request.take = taken.take();
    auto call_under_way = begin(*client, request);
    taken.wait();
    EXPECT_EQ(taken.text(), "one");
    // One that began later, and has the same limit, is over it.
    Request other = get(silent);
    other.timeout = request.timeout;
    EXPECT_THAT(text(call(*client, other)), HasSubstr("not within 200 ms"));
    go.set_value();
    const auto outcome = call_under_way.get();
    ASSERT_TRUE(outcome) << text(outcome);
    EXPECT_EQ(outcome->body, "");
    EXPECT_EQ(taken.text(), "onetwo");
}

TEST(Stream, MayBeLongerThanAnyOtherAnswerAndComesInPieces) {
    const World world;
    const std::string body(5'000'000, 'x');
    const Server server(always(200, "", body));
    const auto client = world.client();
    Taken taken;
    Request request = get(server);
    request.most_body_bytes = 1'000;
    request.take = taken.take();
    EXPECT_EQ(text(call(*client, request)), "200");
    EXPECT_EQ(taken.text().size(), body.size());
    EXPECT_LE(taken.longest(), 16U * 1024);
}

TEST(Stream, EndsWellWhenNoMoreIsWanted) {
    const World world;
    const Server server([](Talk& talk) {
        talk.read();
        talk.write(std::string(kChunked) + "3\r\none\r\n");
        talk.wait_for_close();
    });
    const auto client = world.client();
    Taken taken;
    taken.wants_more = false;
    Request request = get(server);
    request.take = taken.take();
    EXPECT_EQ(text(call(*client, request)), "200");
    EXPECT_EQ(taken.text(), "one");
}

TEST(Stream, ThatBreaksOffIsToldFromAnAnswerThatNeverBegan) {
    const World world;
    const struct {
        const char* what;
        Server::Script script;
        bool broke_off;
        const char* part;
    } cases[] = {
        {"closed after a piece",
         [](Talk& talk) { talk.read(), talk.write(std::string(kChunked) + "3\r\none\r\n"); }, true,
         "the connection was closed before its end"},
        {"closed after the head", [](Talk& talk) { talk.read(), talk.write(kChunked); }, true,
         "the connection was closed before its end"},
        {"closed", [](Talk& talk) { talk.read(); }, false, "the connection was closed instead"},
        {"silent", [](Talk& talk) { talk.read(), talk.wait_for_close(); }, false,
         "not within 200 ms"},
    };
    const auto client = world.client();
    for (const auto& each : cases) {
        const Server server(each.script);
        Request request = get(server);
        request.timeout = std::chrono::milliseconds{200};
        request.take = [](std::string_view) { return true; };
        const auto outcome = call(*client, request);
        ASSERT_FALSE(outcome) << each.what;
        EXPECT_THAT(text(outcome), StartsWith("unknown: ")) << each.what;
        EXPECT_THAT(outcome.error().message, HasSubstr(each.part)) << each.what;
        EXPECT_EQ(outcome.error().broke_off, each.broke_off) << each.what;
    }
}

TEST(Stream, TakesNothingOfAnAnswerThatIsAnError) {
    const World world;
    const Server server(always(503, "", "later"));
    const auto client = world.client();
    Taken taken;
    Request request = get(server);
    request.take = taken.take();
    auto outcome = call(*client, request);
    ASSERT_TRUE(outcome) << text(outcome);
    EXPECT_EQ(outcome->body, "later");
    EXPECT_EQ(taken.text(), "");
    request.most_body_bytes = 4;
    EXPECT_THAT(text(call(*client, request)), HasSubstr("larger than 4 bytes"));
}

}  // namespace
}  // namespace wls::net
