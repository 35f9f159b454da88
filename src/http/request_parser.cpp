#include "http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "base/text.h"

namespace wls::http {

namespace {

namespace beast = boost::beast;
using ErrorCodeOut = boost::system::error_code;

// The shortest end of a chunked body, "0\r\n\r\n": as long as it is not done, so much must follow.
// Given less in its midst, Beast 1.81 to 1.83 stops the process (an assertion of basic_parser).
constexpr std::size_t kShortestChunks = 5;

constexpr std::string_view kMalformed = "The request is no valid HTTP/1.1";
constexpr std::string_view kTooLongHeader = "The request line and header fields are too long";
constexpr std::string_view kTooLongBody = "The body is too long";

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

// True when a line of the header, whose lines `bytes` begin with, ends without a carriage return.
// Beast would wait for the header's end without looking at it.
bool has_bare_line_feed(std::string_view bytes) {
    for (;;) {
        const auto end = bytes.find('\n');
        if (end == std::string_view::npos) return false;
        if (end == 0 || bytes[end - 1] != '\r') return true;
        if (end == 1) return false;  // the empty line: the header ends
        bytes.remove_prefix(end + 1);
    }
}

// False when no chunk begins with `bytes`, as far as its size tells; Beast would wait for the end
// of the line. `behind_one`: the line end of the chunk before comes first.
bool may_begin_chunk(std::string_view bytes, bool behind_one) {
    for (const char wanted : std::string_view(behind_one ? "\r\n" : "")) {
        if (bytes.empty()) return true;
        if (bytes.front() != wanted) return false;
        bytes.remove_prefix(1);
    }
    if (bytes.empty()) return true;
    const auto end = std::ranges::find(bytes, -1, hex_value);
    if (end == bytes.begin()) return false;
    return end == bytes.end() || std::string_view(";\r \t").contains(*end);
}

// Beast's parser, writing into a Request.
class Parser final : public beast::http::basic_parser<true> {
  public:
    Parser(Request& request, std::size_t body_limit) : request_(request) {
        // RequestParser counts over all calls; Beast's own limit starts again with each.
        header_limit(0xffffffff);
        this->body_limit(body_limit);
    }

    bool is_http11() const { return is_http11_; }

    // Of a chunked body, what is not read yet; false: it is wrong whatever follows.
    bool may_go_on(std::string_view bytes) const {
        return is_done() || chunk_left_ > 0 || may_begin_chunk(bytes, has_chunk_);
    }

  private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                         int version, ErrorCodeOut&) override {
        request_.method = view(method);
        request_.target = view(target);
        is_http11_ = version == 11;
    }
    void on_response_impl(int, beast::string_view, int, ErrorCodeOut&) override {}
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       ErrorCodeOut&) override {
        // Trailers are read over: nothing of ours means anything behind a body.
        if (!is_header_done()) request_.headers.add(view(name), view(value));
    }
    void on_header_impl(ErrorCodeOut&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCodeOut&) override {}
    std::size_t on_body_impl(beast::string_view body, ErrorCodeOut&) override {
        request_.body.append(body.data(), body.size());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t size, beast::string_view, ErrorCodeOut&) override {
        chunk_left_ = size;
        has_chunk_ = true;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, ErrorCodeOut&) override {
        request_.body.append(body.data(), body.size());
        chunk_left_ -= body.size();
        return body.size();
    }
    void on_finish_impl(ErrorCodeOut&) override {}

    Request& request_;
    bool is_http11_ = true;
    std::uint64_t chunk_left_ = 0;
    bool has_chunk_ = false;
};

}  // namespace

// The parser of the present request, made anew for each in the same memory.
class RequestParser::Reader {
  public:
    std::optional<Parser> parser;
};

RequestParser::RequestParser(Limits limits)
    : limits_(limits), reader_(std::make_unique<Reader>()) {}
RequestParser::~RequestParser() = default;

void RequestParser::start(Request& request) {
    request.clear();
    request_ = &request;
    reader_->parser.emplace(request, limits_.body);
    header_size_ = 0;
    started_ = false;
    expects_continue_ = false;
    chunked_ = false;
    refused_ = 0;
    why_ = {};
}

std::size_t RequestParser::put(std::string_view bytes) {
    Parser& parser = *reader_->parser;
    std::size_t used = 0;
    // Empty lines before a request are read over, as RFC 9112 (2.2) asks.
    if (!started_)
        while (used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n')) ++used;
    bytes.remove_prefix(used);
    if (bytes.empty()) return used;
    started_ = true;

    if (chunked_ && bytes.size() < kShortestChunks) {
        if (!parser.may_go_on(bytes)) refuse(400, kMalformed);
        return used;
    }

    // The header ends the first part, so that its size is known before a body is read.
    const bool in_header = !parser.is_header_done();
    if (in_header) parser.eager(false);
    if (in_header && has_bare_line_feed(bytes)) {
        refuse(400, kMalformed);
        return used;
    }
    ErrorCodeOut error;
    std::size_t taken = parser.put({bytes.data(), bytes.size()}, error);
    if (in_header) {
        header_size_ += taken;
        const std::size_t pending = parser.is_header_done() ? 0 : bytes.size() - taken;
        if (header_size_ + pending > limits_.header) refuse(431, kTooLongHeader);
        if (!refused_ && !error && parser.is_header_done()) check_header();
        parser.eager(true);
        if (!refused_ && !error && !parser.is_done() && taken < bytes.size())
            return used + taken + put(bytes.substr(taken));
    }
    if (refused_) return used + taken;
    const auto rest = bytes.substr(taken);
    if (error == beast::http::error::body_limit)
        refuse(413, kTooLongBody);
    else if (error && (error != beast::http::error::need_more || rest.size() > limits_.header))
        refuse(400, kMalformed);  // also a chunk's extensions or a trailer without end
    else if (chunked_ && !parser.may_go_on(rest))
        refuse(400, kMalformed);
    return used + taken;
}

void RequestParser::check_header() {
    const HeaderFields& headers = request_->headers;
    const bool http11 = is_http11();
    const auto hosts = headers.count("Host");
    if (hosts > 1 || (http11 && hosts == 0))
        return refuse(400, "The request needs one Host header field");
    if (const auto coding = headers.find("Transfer-Encoding")) {
        // Whatever else is named there, two programs could read two different bodies.
        if (!http11) return refuse(400, kMalformed);
        if (!is_same_in_any_case(*coding, "chunked"))
            return refuse(501, "Transfer-Encoding other than chunked is not supported");
        chunked_ = true;
    }
    expects_continue_ =
        http11 && is_same_in_any_case(headers.find("Expect").value_or(""), "100-continue");
    request_->read_target();
}

void RequestParser::refuse(int status, std::string_view why) {
    refused_ = status;
    why_ = why;
}

bool RequestParser::is_started() const {
    return started_;
}
bool RequestParser::is_done() const {
    return !refused_ && reader_->parser->is_done();
}
bool RequestParser::is_http11() const {
    return reader_->parser->is_http11();
}
bool RequestParser::keeps_alive() const {
    return is_done() && reader_->parser->keep_alive();
}
bool RequestParser::expects_continue() const {
    return expects_continue_;
}
int RequestParser::refused() const {
    return refused_;
}
std::string_view RequestParser::why() const {
    return why_;
}

}  // namespace wls::http
