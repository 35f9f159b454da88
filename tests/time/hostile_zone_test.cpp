// The zone of the machine changes no answer: the same questions, asked under values of TZ that
// would mislead a program that looked at it. One thread: TZ is the whole process's.
#include <cstdlib>
#include <ctime>
#include <optional>

#include "time/preview.h"
#include "time/tables.h"

namespace wls {
namespace {

using namespace support;

// Nothing: TZ is not set.
class MachineIsIn {
  public:
    explicit MachineIsIn(const char* value) {
        if (const char* const found = std::getenv("TZ")) before_ = found;
        set(value);
    }
    ~MachineIsIn() { set(before_ ? before_->c_str() : nullptr); }
    MachineIsIn(const MachineIsIn&) = delete;
    MachineIsIn& operator=(const MachineIsIn&) = delete;

  private:
    static void set(const char* value) {
        if (value == nullptr)
            unsetenv("TZ");
        else
            setenv("TZ", value, 1);
        tzset();
    }

    std::optional<std::string> before_;
};

// All that can be asked of some rules of each form, around changes of clocks.
std::string answers() {
    const RuleFields forms[] = {
        weekly({"every day 22:00-06:00", "Sun 02:15-02:45"}),
        cron("30 2 * * *", "0 4 * * *"),
        cron("*/20 * * * *", "10,30,50 * * * *"),
        repeated("2025-03-01 02:30:00", "2025-03-02 01:30:00", "FREQ=DAILY"),
        once("2025-03-30 02:30:00", "2025-10-26 02:30:00"),
    };
    std::string text;
    for (const auto* const name : {"Europe/Paris", "America/New_York", "Australia/Lord_Howe"}) {
        for (auto fields : forms) {
            fields.valid_from = "2025-03-08";
            const Rule rule = rule_of(fields, name);
            for (const auto* const from : {"2025-03-08 12:00:00", "2025-10-25 12:00:00"}) {
                const Instant begin = rule.zone().to_instant(local(from));
                const auto preview = preview_of(rule, {begin, {}, 40}, begin, Language::English);
                for (const auto& [window, by_clocks] : preview->windows)
                    text += rule.zone().rfc3339(window.start_at) + " " + said(window) + " " +
                            iso_text(by_clocks.start) + "\n";
                for (const auto& warning : preview->warnings) text += warning.message + "\n";
                text += preview->text + " " + said(rule.next(begin)) + " " +
                        said(rule.prev(begin)) + "\n";
            }
        }
    }
    return text;
}

TEST(HostileZone, ChangesNoAnswer) {
    const std::string wanted = answers();
    EXPECT_GT(wanted.size(), 10'000U);
    for (const auto* const value :
         {"America/New_York", ":/etc/passwd", "UTC-14", "", "bogus/zone", "localtime"}) {
        const MachineIsIn machine(value);
        EXPECT_EQ(answers(), wanted) << "TZ=" << value;
    }
    const MachineIsIn nowhere(nullptr);
    EXPECT_EQ(answers(), wanted) << "TZ is not set";
}

}  // namespace
}  // namespace wls
