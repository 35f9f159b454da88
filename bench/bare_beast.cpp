// The limit to compare with: a bare Beast server, one thread, that answers every request with the
// same bytes from memory. Usage: bare_beast PORT FILE (the body).
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

asio::awaitable<void> serve(tcp::socket socket, const std::string& body) {
    beast::flat_buffer buffer;
    try {
        for (;;) {
            http::request<http::string_body> request;
            co_await http::async_read(socket, buffer, request, asio::use_awaitable);
            http::response<http::span_body<const char>> response{http::status::ok,
                                                                 request.version()};
            response.set(http::field::content_type, "application/json");
            response.body() = {body.data(), body.size()};
            response.keep_alive(request.keep_alive());
            response.prepare_payload();
            co_await http::async_write(socket, response, asio::use_awaitable);
            if (!request.keep_alive()) co_return;
        }
    } catch (const boost::system::system_error&) {
        co_return;  // the client is gone
    }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, const std::string& body) {
    for (;;) {
        auto socket = co_await acceptor.async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), body), asio::detached);
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::cerr << "usage: bare_beast PORT FILE\n";
        return 2;
    }
    std::ostringstream body;
    body << std::ifstream(argv[2]).rdbuf();
    const std::string bytes = body.str();
    asio::io_context io(1);
    const auto port = static_cast<unsigned short>(std::stoul(argv[1]));
    tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), port});
    asio::co_spawn(io, accept(acceptor, bytes), asio::detached);
    io.run();
} catch (const std::exception& exception) {
    std::cerr << "bare_beast: " << exception.what() << "\n";
    return 1;
}
