// A session for tests: recorded answers instead of a server, files in memory instead of a terminal,
// an alarm that never waits.
#pragma once

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "cli/session.h"

namespace wls::cli {

inline Answer answer(int status, std::string body, HeaderList headers = {}) {
    return {status, std::move(headers), std::move(body)};
}

// Answers in the order in which they were recorded, each to one request: "GET /schedules?limit=1".
class RecordedTransport : public Transport {
  public:
    void expect(std::string request, Result<Answer> answer) {
        steps_.emplace_back(std::move(request), std::move(answer));
    }

    Result<Answer> send(const Request& request) override {
        requests.push_back(request);
        const std::string line = request.method + " " + request.target;
        if (steps_.empty()) {
            ADD_FAILURE() << "not expected: " << line;
            return fail(ErrorCode::Internal, "not expected");
        }
        auto [wanted, answer] = std::move(steps_.front());
        steps_.pop_front();
        EXPECT_EQ(line, wanted);
        return answer;
    }
    // A body of a 2xx answer is given in two pieces.
    Result<Answer> stream(const Request& request, TakePiece take) override {
        auto answer = send(request);
        if (!answer || answer->status / 100 != 2) return answer;
        const auto body = std::exchange(answer->body, "");
        const auto half = body.size() / 2;
        if (take(std::string_view(body).substr(0, half))) take(std::string_view(body).substr(half));
        return answer;
    }
    const std::string& address() const override { return address_; }

    bool all_asked() const { return steps_.empty(); }

    std::vector<Request> requests;

  private:
    std::deque<std::pair<std::string, Result<Answer>>> steps_;
    std::string address_ = "http://test:8000";
};

// A file in memory.
class MemoryFile {
  public:
    MemoryFile() : fd_(::memfd_create("output", MFD_CLOEXEC)) {}
    ~MemoryFile() { ::close(fd_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    int fd() const { return fd_; }
    std::string text() const {
        std::string bytes(static_cast<std::size_t>(::lseek(fd_, 0, SEEK_END)), '\0');
        const auto got = ::pread(fd_, bytes.data(), bytes.size(), 0);
        bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
        return bytes;
    }

  private:
    int fd_;
};

class TestClock : public Clock, public Alarm {
  public:
    Instant now() const override { return at; }
    Moment moment() const override { return {}; }
    Wake wait_until(Instant) override {
        ++waits;
        return Wake::Due;
    }
    void nudge() override {}
    int waits = 0;
    Instant at;
};

// What a command did and showed.
struct Done {
    Result<> result;
    std::string out, err;
};

class Commands : public testing::Test {
  protected:
    ~Commands() override { EXPECT_TRUE(transport.all_asked()); }

    Done run(const Command& command, Format format = Format::Table) {
        const MemoryFile out_file, err_file;
        Output out(out_file.fd(), shape), err(err_file.fd(), {});
        Server server(transport);
        Session session{server, out, err, clock, clock, format};
        auto result = cli::run(session, command);
        return {std::move(result), out_file.text(), err_file.text()};
    }

    // The command fails with this code, and its message holds all the parts.
    static void expect_error(const Done& done, ErrorCode code,
                             const std::vector<std::string>& parts) {
        ASSERT_FALSE(done.result) << done.out;
        EXPECT_EQ(done.result.error().code, code) << done.result.error().message;
        for (const auto& part : parts)
            EXPECT_TRUE(done.result.error().message.contains(part))
                << done.result.error().message << "\nlacks " << part;
    }

    static Answer schedule(const std::string& id, const std::string& name, bool active = true) {
        return answer(200,
                      "{\"id\":" + id + ",\"name\":\"" + name +
                          "\",\"start_time\":\"2026-11-30T08:00:00\",\"end_time\":"
                          "\"2026-11-30T09:00:00\",\"status\":\"scheduled\",\"active\":" +
                          (active ? "true}" : "false}"),
                      {{"etag", "\"" + id + "-1\""}});
    }
    static Answer list_of(const std::vector<Answer>& rows, HeaderList headers = {}) {
        std::string body = "[";
        for (const auto& row : rows) body += (body.size() > 1 ? "," : "") + row.body;
        return answer(200, body + "]", std::move(headers));
    }
    static Answer workload(const std::string& name, const std::string& kind = "Process") {
        return answer(200, R"({"kind":")" + kind + R"(","namespace":"-","name":")" + name +
                               R"(","mode":"task"})");
    }
    // Sunday, 29 November 2026, 10:00 in Paris.
    static Answer time_in_paris() {
        return answer(200, R"({"now":"2026-11-29T10:00:00.5+01:00","timezone":"Europe/Paris"})");
    }

    RecordedTransport transport;
    TestClock clock;
    Shape shape{.columns = 80};
};

}  // namespace wls::cli
