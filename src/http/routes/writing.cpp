#include "http/routes/writing.h"

#include <memory>

#include "http/problem.h"

namespace wls::http {

Deferred write(Store& store, Writing writing) {
    return [&store, writing = std::move(writing)](const Answer& answer) mutable {
        auto made = std::make_shared<Response>();
        store.submit(
            [made, writing = std::move(writing)](Transaction& transaction) -> Result<> {
                auto response = writing(transaction);
                if (!response) return fail(response);
                *made = std::move(*response);
                return {};
            },
            [made, answer](const Result<>& result) {
                answer(result ? std::move(*made) : problem(result.error()));
            });
    };
}

}  // namespace wls::http
