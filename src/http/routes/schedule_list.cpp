#include "http/routes/schedule_list.h"

#include "api/schedule_json.h"
#include "http/problem.h"
#include "http/routes/page_link.h"

namespace wls::http {

namespace {

// Bytes after which a batch ends, and rows. A name may be nearly a megabyte, so both are needed.
constexpr std::size_t kBatchBytes = 64 * 1024;
constexpr int kBatchRows = 1'024;

// A page of very long rows ends early; its Link goes on from there.
constexpr std::size_t kPageBytes = 256 * 1024;

struct Batch {
    std::string text;
    std::optional<ScheduleId> last;
    bool more = false;  // rows may follow
};

// Appends rows after `after` to `text` until there are `rows` of them or `bytes` are reached.
Result<Batch> read_batch(Reader& reader, const ScheduleFilter& filter,
                         std::optional<ScheduleId> after, int rows, std::size_t bytes, bool first) {
    Batch batch;
    batch.last = after;
    int taken = 0;
    const auto read = reader.schedules(filter, after, rows + 1, [&](const Schedule& schedule) {
        batch.more = taken == rows || batch.text.size() >= bytes;
        if (batch.more) return false;
        if (!first || taken > 0) batch.text += ',';
        api::append(batch.text, schedule);
        batch.last = schedule.id;
        ++taken;
        return true;
    });
    if (!read) return fail(read);
    return batch;
}

Response page(Reader& reader, const ScheduleFilter& filter, const Request& request,
              std::optional<ScheduleId> after) {
    auto batch = read_batch(reader, filter, after, *filter.limit, kPageBytes, true);
    if (!batch) return problem(batch.error());
    Response response = json(200, "[" + batch->text + "]");
    if (!batch->more || !batch->last) return response;
    return std::move(response).with_header("Link", next_page(request, batch->last->value));
}

// Goes on where the batch before ended; the last piece closes the array.
class Listing {
  public:
    Listing(Reader& reader, ScheduleFilter filter, Batch first)
        : reader_(reader), filter_(std::move(filter)), batch_(std::move(first)) {
        batch_.text.insert(0, 1, '[');
    }

    Result<std::optional<std::string>> operator()() {
        if (ended_) return std::nullopt;
        std::string piece = std::move(batch_.text);
        if (!batch_.more) {
            ended_ = true;
            return piece + "]";
        }
        auto next = read_batch(reader_, filter_, batch_.last, kBatchRows, kBatchBytes, false);
        if (!next) return fail(next);
        batch_ = std::move(*next);
        return piece;
    }

  private:
    Reader& reader_;
    ScheduleFilter filter_;
    Batch batch_;
    bool ended_ = false;
};

}  // namespace

Response list_schedules(Reader& reader, const ScheduleFilter& filter, const Request& request) {
    std::optional<ScheduleId> after;
    if (filter.after) after = ScheduleId{*filter.after};
    if (filter.limit) return page(reader, filter, request, after);

    auto first = read_batch(reader, filter, after, kBatchRows, kBatchBytes, true);
    if (!first) return problem(first.error());
    if (!first->more) return json(200, "[" + first->text + "]");
    return json_source(200, Listing(reader, filter, std::move(*first)));
}

}  // namespace wls::http
