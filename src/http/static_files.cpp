#include "http/static_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "http/conditions.h"

namespace wls::http {

namespace {

namespace fs = std::filesystem;

// What is read and written at once; a file up to this size goes out in one piece.
constexpr std::size_t kPiece = 64 * 1024;

class OpenFile {
  public:
    explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
    OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    int descriptor() const { return descriptor_; }

    // At most `size` bytes from `offset`; shorter at the file's end.
    Result<std::string> read(std::uint64_t offset, std::size_t size) const {
        std::string bytes(size, '\0');
        std::size_t filled = 0;
        while (filled < size) {
            const auto got = ::pread(descriptor_, bytes.data() + filled, size - filled,
                                     static_cast<off_t>(offset + filled));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0)
                return fail(ErrorCode::Internal,
                            fmt::format("cannot read a static file: {}",
                                        std::generic_category().message(errno)));
            if (got == 0) break;
            filled += static_cast<std::size_t>(got);
        }
        bytes.resize(filled);
        return bytes;
    }

  private:
    int descriptor_;
};

bool may_name_a_file(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.contains('\0')) return false;
    while (!path.empty()) {
        const auto end = path.find('/');
        if (path.substr(0, end) == "..") return false;
        path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
    }
    return true;
}

bool is_below(const fs::path& file, const fs::path& root) {
    const auto [end, _] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end == root.end();
}

Response pieces(OpenFile file, Part part, std::string_view type) {
    Response response = empty(200);
    response.content_type = type;
    if (part.size <= kPiece) {
        auto bytes = file.read(part.first, static_cast<std::size_t>(part.size));
        if (bytes && bytes->size() == part.size) {
            response.body = std::move(*bytes);
            return response;
        }
    }
    response.length = part.size;
    response.body =
        Source([file = std::move(file), part]() mutable -> Result<std::optional<std::string>> {
            if (part.size == 0) return std::nullopt;
            auto bytes = file.read(
                part.first, static_cast<std::size_t>(std::min<std::uint64_t>(part.size, kPiece)));
            if (!bytes) return fail(bytes);
            if (bytes->empty()) return fail(ErrorCode::Internal, "a static file became shorter");
            part.first += bytes->size();
            part.size -= bytes->size();
            return std::move(*bytes);
        });
    return response;
}

Response answer(const Request& request, OpenFile file, const struct stat& status,
                std::string_view type) {
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const std::string etag =
        fmt::format("\"{:x}-{:x}-{:x}\"", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, size);
    const std::chrono::sys_seconds modified_at{std::chrono::seconds(status.st_mtim.tv_sec)};
    const Version version{etag, modified_at};
    if (is_unchanged(request, version)) return empty(304).with_header("ETag", etag);

    const auto wanted = wanted_part(request, size, version);
    if (std::holds_alternative<NoSuchPart>(wanted))
        return detail(416, "The range is not within the file")
            .with_header("Content-Range", fmt::format("bytes */{}", size));
    const auto* part = std::get_if<Part>(&wanted);
    Response response = pieces(std::move(file), part ? *part : Part{0, size}, type);
    if (part) {
        response.status = 206;
        response.headers.emplace_back(
            "Content-Range",
            fmt::format("bytes {}-{}/{}", part->first, part->first + part->size - 1, size));
    }
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Last-Modified", http_date(modified_at));
    response.headers.emplace_back("Accept-Ranges", "bytes");
    return response;
}

Response serve_file(const Request& request, std::string_view path, const fs::path& root) {
    const auto missing = [] { return detail(404, "Not Found"); };
    if (!may_name_a_file(path)) return missing();
    std::error_code error;
    const fs::path real_root = fs::canonical(root, error);
    if (error) return missing();
    // Symbolic links are followed here, and only here, to look where they lead.
    const fs::path file = fs::canonical(real_root / path, error);
    if (error == std::errc::permission_denied) return detail(403, "Forbidden");
    if (error || !is_below(file, real_root)) return missing();

    // Not blocking: a pipe below the folder must not hold the io thread.
    OpenFile opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (opened.descriptor() < 0) return errno == EACCES ? detail(403, "Forbidden") : missing();
    struct stat status{};
    if (::fstat(opened.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) return missing();
    return answer(request, std::move(opened), status, content_type_of(path));
}

// Already compressed, or too small to be worth it.
bool is_better_packed(const Asset& asset) {
    return asset.gzip.size() < asset.bytes.size() * 9 / 10;
}

// The bytes live as long as the program, so they are sent from where they are, piece by piece.
Source from_memory(std::string_view bytes) {
    return [bytes]() mutable -> Result<std::optional<std::string>> {
        if (bytes.empty()) return std::nullopt;
        std::string piece(bytes.substr(0, kPiece));
        bytes.remove_prefix(piece.size());
        return piece;
    };
}

}  // namespace

void add_static_routes(Router& router, std::string_view prefix, const fs::path& root) {
    router.add("GET", std::string(prefix) + "/{path:path}",
               [root](const Request& request, const PathParameters& parameters) -> Reply {
                   return serve_file(request, parameters["path"], root);
               });
}

std::string_view content_type_of(std::string_view file_name) {
    constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {"html", "text/html; charset=utf-8"},
        {"htm", "text/html; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"mjs", "text/javascript; charset=utf-8"},
        {"txt", "text/plain; charset=utf-8"},
        {"csv", "text/csv; charset=utf-8"},
        {"md", "text/markdown; charset=utf-8"},
        {"xml", "text/xml; charset=utf-8"},
        {"ics", "text/calendar; charset=utf-8"},
        {"json", "application/json"},
        {"map", "application/json"},
        {"webmanifest", "application/manifest+json"},
        {"pdf", "application/pdf"},
        {"wasm", "application/wasm"},
        {"zip", "application/zip"},
        {"gz", "application/gzip"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"jpg", "image/jpeg"},
        {"jpeg", "image/jpeg"},
        {"gif", "image/gif"},
        {"webp", "image/webp"},
        {"avif", "image/avif"},
        {"ico", "image/vnd.microsoft.icon"},
        {"woff", "font/woff"},
        {"woff2", "font/woff2"},
        {"ttf", "font/ttf"},
        {"mp4", "video/mp4"},
        {"webm", "video/webm"},
        {"mp3", "audio/mpeg"},
    };
    const auto name = file_name.substr(file_name.rfind('/') + 1);
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos && dot > 0)
        for (const auto& [suffix, type] : kTypes)
            if (is_same_in_any_case(name.substr(dot + 1), suffix)) return type;
    return "text/plain; charset=utf-8";
}

const Asset* find_asset(std::span<const Asset> assets, std::string_view name) {
    const auto found = std::find_if(assets.begin(), assets.end(),
                                    [name](const Asset& asset) { return asset.name == name; });
    return found == assets.end() ? nullptr : &*found;
}

Response serve_asset(const Request& request, const Asset& asset) {
    const bool packed = is_better_packed(asset) && accepts_gzip(request);
    const std::string etag = '"' + std::string(asset.tag) + (packed ? "-gzip" : "") + '"';
    const bool unchanged = is_unchanged(request, {etag, std::nullopt});
    Response response = empty(unchanged ? 304 : 200);
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (unchanged) return response;

    const std::string_view bytes = packed ? asset.gzip : asset.bytes;
    response.content_type = content_type_of(asset.name);
    if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.length = bytes.size();
    response.body = from_memory(bytes);
    return response;
}

}  // namespace wls::http
