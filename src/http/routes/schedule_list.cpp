#include "http/routes/schedule_list.h"

#include "api/schedule_json.h"
#include "http/problem.h"
#include "http/routes/page_link.h"

namespace wls::http {

namespace {

// Bytes after which a batch ends, and rows. A name may be nearly a megabyte, so both are needed.
constexpr std::size_t kBatchBytes = 64 * 1024;
constexpr int kBatchRows = 1'024;

// A page of very long rows ends early; its Link goes on from there. So does one whose filter had
// to look at very many rows: others wait meanwhile.
constexpr std::size_t kPageBytes = 256 * 1024;
constexpr int kPageLooks = 12;

struct Batch {
    std::string text = {};
    std::optional<ScheduleId> last = {};
    int rows = 0;
    bool more = false;     // rows may follow
    bool looking = false;  // because the reader ended early
};

// Reads rows after `batch.last` into `batch`, until it has `rows` of them or `bytes` are reached,
// or the reader has looked at enough.
Result<> read_on(Reader& reader, const ScheduleFilter& filter, int rows, std::size_t bytes,
                 bool first, Batch& batch) {
    batch.more = false;
    const auto read =
        reader.schedules(filter, batch.last, rows - batch.rows + 1, [&](const Schedule& schedule) {
            batch.more = batch.rows == rows || batch.text.size() >= bytes;
            if (batch.more) return false;
            if (!first || batch.rows > 0) batch.text += ',';
            api::append(batch.text, schedule);
            batch.last = schedule.id;
            ++batch.rows;
            return true;
        });
    if (!read) return fail(read);
    batch.looking = read->has_value();
    if (!batch.looking) return {};
    batch.more = true;
    batch.last = *read;
    return {};
}

Response page(Reader& reader, const ScheduleFilter& filter, const Request& request,
              std::optional<ScheduleId> after) {
    Batch batch{.last = after};
    for (int look = 0; look < kPageLooks; ++look) {
        const auto read = read_on(reader, filter, *filter.limit, kPageBytes, true, batch);
        if (!read) return problem(read.error());
        if (!batch.looking) break;
    }
    Response response = json(200, "[" + batch.text + "]");
    if (!batch.more || !batch.last) return response;
    return std::move(response).with_header("Link", next_page(request, batch.last->value));
}

// Goes on where the batch before ended; the last piece closes the array.
class Listing {
  public:
    Listing(Reader& reader, ScheduleFilter filter, Batch first)
        : reader_(reader), filter_(std::move(filter)), batch_(std::move(first)) {
        first_ = batch_.rows == 0;
        batch_.text.insert(0, 1, '[');
    }

    Result<std::optional<std::string>> operator()() {
        if (ended_) return std::nullopt;
        std::string piece = std::move(batch_.text);
        if (!batch_.more) {
            ended_ = true;
            return piece + "]";
        }
        batch_ = {.last = batch_.last};
        WLS_TRY(read_on(reader_, filter_, kBatchRows, kBatchBytes, first_, batch_));
        first_ = first_ && batch_.rows == 0;
        return piece;
    }

  private:
    Reader& reader_;
    ScheduleFilter filter_;
    Batch batch_;
    bool first_ = true;  // no row yet
    bool ended_ = false;
};

}  // namespace

Response list_schedules(Reader& reader, const ScheduleFilter& filter, const Request& request) {
    std::optional<ScheduleId> after;
    if (filter.after) after = ScheduleId{*filter.after};
    if (filter.limit) return page(reader, filter, request, after);

    Batch first{.last = after};
    const auto read = read_on(reader, filter, kBatchRows, kBatchBytes, true, first);
    if (!read) return problem(read.error());
    if (!first.more) return json(200, "[" + first.text + "]");
    return json_source(200, Listing(reader, filter, std::move(first)));
}

}  // namespace wls::http
