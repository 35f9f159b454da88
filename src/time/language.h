// The languages that rules speak.
#pragma once

namespace wls {

enum class Language { English, French };

}  // namespace wls
