// The seed's schedule in JSON: bodies to drafts, rows to text, and wrong fields to FastAPI's
// answer. What is accepted and what is said of the rest is the seed's stack's, field for field
// (tests/seed_stack plays both); our own rules are looked at only when the stack's are content.
// Pure; any thread; any bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json_reader.h"  // kBodyUnreadable
#include "base/ids.h"
#include "base/result.h"
#include "domain/schedule.h"
#include "time/zone.h"

namespace wls::api {

// The body of a POST or PUT. `content_type` is the header's value, empty when there is none.
// Date-times with an offset, and numbers (UTC), become the local time of `zone`. Invalid: with all
// wrong fields in the model's order, or kBodyUnreadable.
Result<ScheduleDraft> decode_create(std::string_view body, std::string_view content_type,
                                    const Zone& zone);

// The body of a PATCH: an object that holds the fields to change. A null is no way to leave or
// reset a field, it is a wrong value. Otherwise as decode_create. That a changed start fits the
// row's end is the caller's to check; both in one body are checked here.
Result<ScheduleChange> decode_change(std::string_view body, std::string_view content_type,
                                     const Zone& zone);

// An id as written in a path (already percent-decoded): pydantic's integers, so "1.0" and "1_0" are
// 1 and 10. Invalid beyond 64 bits.
Result<ScheduleId> parse_schedule_id(std::string_view path_text);

// `{"id":1,"name":…,"start_time":…,"end_time":…,"status":…,"active":true}`, appended. Allocates
// nothing but `out`'s growth. Times in ISO form; one that nobody can read goes out as it is.
// Bytes that are no UTF-8 become U+FFFD.
void append(std::string& out, const Schedule& schedule);

// The same as a text of its own.
std::string encode(const Schedule& schedule);

// `{"detail":[{"type":…,"loc":[…],"msg":…,"input":…[,"ctx":{…}]}]}`
std::string encode_validation_errors(const std::vector<FieldError>& errors);

}  // namespace wls::api
