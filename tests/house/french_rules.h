// User documents stand in English and in French, and the two say the same: README.md and each
// docs/NAME.md beside docs/fr/NAME.md. What a machine reads is never translated.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "house/finding.h"
#include "house/tree.h"

namespace wls::house {

// What only developers read: English, and no French text.
inline constexpr std::array<std::string_view, 4> kEnglishOnly = {
    "ARCHITECTURE.md", "CHANGELOG.md", "HACKING.md", "docs/performance.md"};

// Rule `french`, of one document and its French text: as many headings, rows of tables and code
// fences, the same code blocks, and the same words in backticks.
Findings check_french_text(std::string_view path, std::string_view text,
                           std::string_view french_path, std::string_view french_text);

// Rule `french`, of all files (others than *.md of the root, docs and docs/fr are passed over):
// each document has its French text, unless it is English only; each French text has its document.
Findings check_french(std::span<const TextFile> files,
                      std::span<const std::string_view> english_only);

}  // namespace wls::house
