#include "http/routes/log_following.h"

#include <utility>

namespace wls::http {

namespace {

constexpr std::chrono::milliseconds kPause{250};

class Following {
  public:
    Following(Reader& reader, const Run& run, LogTail tail, Followers::Place place)
        : reader_(reader), run_(run), tail_(std::move(tail)), place_(std::move(place)) {}

    Result<std::optional<std::string>> operator()() {
        for (;;) {
            auto piece = tail_();
            if (!piece) return fail(piece);
            if (!piece->empty()) return std::move(*piece);
            if (ended_) return std::nullopt;
            // Its end is recorded after its last output: what came between is read once more.
            const auto last = reader_.run_started_by(run_.started_by);
            if (!last) return fail(last);
            ended_ = !*last || (*last)->id != run_.id || !is_alive((*last)->state);
            if (!ended_) return std::string();
        }
    }

  private:
    Reader& reader_;
    Run run_;
    LogTail tail_;
    Followers::Place place_;
    bool ended_ = false;
};

}  // namespace

Followers::Place Followers::take() {
    if (*places_ == 0) return nullptr;
    --*places_;
    return {places_.get(), [places = places_](int* free) { ++*free; }};
}

Response follow_log(Reader& reader, const Run& run, LogTail tail, Followers::Place place) {
    Response response = text(200, "");
    response.body = Following(reader, run, std::move(tail), std::move(place));
    response.pause = kPause;
    // A proxy would hold the pieces back until they fill its buffer.
    return std::move(response).with_header("X-Accel-Buffering", "no");
}

}  // namespace wls::http
