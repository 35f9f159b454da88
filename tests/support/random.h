// Random numbers that are the same on every machine and library for the same seed. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace wls::support {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // A stream of its own for each name: what one draws changes nothing for the others.
    Random(std::uint64_t seed, std::string_view name) : state_(seed) {
        for (const char c : name)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        next();
    }

    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

    // 0 to `count` - 1; `count` at least 1.
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(count));
    }
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + below(last - first + 1);
    }
    bool chance(int percent) { return below(100) < percent; }

    template <class Values>
    const auto& one_of(const Values& values) {
        return values[static_cast<std::size_t>(below(static_cast<std::int64_t>(values.size())))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace wls::support
