#include "house/french_rules.h"

#include <algorithm>
#include <map>
#include <set>

namespace wls::house {

namespace {

constexpr std::string_view kFence = "```", kDocs = "docs/", kFrench = "docs/fr/";

struct Block {
    int line = 0;  // of its opening fence
    std::string text;
};

struct Document {
    int headings = 0;
    int rows = 0;
    int fences = 0;
    std::vector<Block> blocks;
    std::string prose;  // the lines outside code blocks
};

bool is_heading(std::string_view line) {
    const auto marks = std::min(line.find_first_not_of('#'), line.size());
    return marks >= 1 && marks <= 6 && line.substr(marks).starts_with(' ');
}

Document read(std::string_view text) {
    Document document;
    bool in_block = false;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        const auto line = text.substr(0, end);
        text.remove_prefix(end);
        const auto words = line.substr(std::min(line.find_first_not_of(' '), line.size()));
        if (words.starts_with(kFence)) {
            ++document.fences;
            in_block = !in_block;
            if (in_block) document.blocks.push_back({number, {}});
            document.blocks.back().text += line;
        } else if (in_block) {
            document.blocks.back().text += line;
        } else {
            document.headings += is_heading(words) ? 1 : 0;
            document.rows += words.starts_with('|') ? 1 : 0;
            document.prose += line;
        }
    }
    return document;
}

// What stands in backticks; one that a line's end breaks is the same.
std::set<std::string> words_in_backticks(std::string prose) {
    std::ranges::replace(prose, '\n', ' ');
    std::set<std::string> words;
    for (auto begin = prose.find('`'); begin != std::string::npos; begin = prose.find('`', begin)) {
        const auto end = prose.find('`', ++begin);
        if (end == std::string::npos) break;
        words.insert(prose.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::string name_of(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

bool lies_in(std::string_view folder, std::string_view path) {
    return path.starts_with(folder) && !path.substr(folder.size()).contains('/');
}

}  // namespace

Findings check_french_text(std::string_view path, std::string_view text,
                           std::string_view french_path, std::string_view french_text) {
    Findings findings;
    const std::string one(path), other(french_path);
    const auto find = [&](int line, std::string message) {
        findings.push_back({"french", other, line, 0, std::move(message)});
    };
    const auto compare = [&](int ours, int theirs, const std::string& what) {
        if (ours != theirs)
            find(0, one + " has " + std::to_string(ours) + " " + what + ", " + other + " " +
                        std::to_string(theirs));
    };
    const auto compare_words = [&](const auto& here, const auto& there, const std::string& from,
                                   const std::string& to) {
        for (const auto& word : here)
            if (!there.contains(word))
                find(0, "`" + word + "` stands in " + from + ", not in " + to);
    };
    const auto english = read(text), french = read(french_text);
    compare(english.headings, french.headings, "headings");
    compare(english.rows, french.rows, "table rows");
    compare(english.fences, french.fences, "code fences");
    if (english.blocks.size() == french.blocks.size())
        for (std::size_t i = 0; i < english.blocks.size(); ++i)
            if (english.blocks[i].text != french.blocks[i].text)
                find(french.blocks[i].line, "code block " + std::to_string(i + 1) + " of " + one +
                                                " is not the same in " + other);
    const auto words = words_in_backticks(english.prose);
    const auto french_words = words_in_backticks(french.prose);
    compare_words(words, french_words, one, other);
    compare_words(french_words, words, other, one);
    return findings;
}

Findings check_french(std::span<const TextFile> files,
                      std::span<const std::string_view> english_only) {
    Findings findings;
    const auto find = [&](std::string_view path, std::string message) {
        findings.push_back({"french", std::string(path), 0, 0, std::move(message)});
    };
    std::map<std::string_view, std::string_view> english, french;
    for (const auto& [path, text] : files) {
        if (!path.ends_with(".md")) continue;
        if (lies_in(kFrench, path)) french.emplace(path, text);
        if (lies_in(kDocs, path) || lies_in("", path)) english.emplace(path, text);
    }
    std::set<std::string> wanted;
    for (const auto& [path, text] : english) {
        const auto french_path = std::string(kFrench) + name_of(path);
        const auto found = french.find(french_path);
        wanted.insert(french_path);
        const bool only = std::ranges::find(english_only, path) != english_only.end();
        if (only && found != french.end())
            find(french_path, std::string(path) + " is in English only (french_rules.h)");
        else if (!only && found == french.end())
            find(path, "its French text " + french_path + " is not there");
        else if (!only)
            append(findings, check_french_text(path, text, french_path, found->second));
    }
    for (const auto& [path, text] : french)
        if (!wanted.contains(std::string(path))) find(path, "is the French text of no document");
    for (const auto path : english_only)
        if (!english.contains(path)) find(path, "is not there: remove it from french_rules.h");
    return findings;
}

}  // namespace wls::house
