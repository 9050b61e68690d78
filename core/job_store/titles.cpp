#include "core/job_store/titles.h"

#include <array>

namespace outcrop {

namespace {

constexpr std::array adjectives{
    "amber", "bold",   "brave", "brisk", "bright", "calm",   "clear", "cool",  "crisp", "deep",
    "early", "fair",   "fine",  "firm",  "fleet",  "fresh",  "glad",  "gold",  "grand", "green",
    "happy", "keen",   "kind",  "late",  "light",  "lively", "loyal", "mild",  "neat",  "noble",
    "pale",  "plain",  "prime", "proud", "pure",   "quick",  "quiet", "rapid", "ready", "red",
    "rich",  "round",  "sharp", "shy",   "silver", "slim",   "smart", "snowy", "soft",  "solid",
    "still", "strong", "sunny", "swift", "tall",   "tidy",   "true",  "vivid", "warm",  "white",
    "wide",  "wild",   "wise",  "young",
};

constexpr std::array nouns{
    "acorn",  "alder",  "ash",    "basalt", "bay",    "beach",  "birch",  "brook",
    "canyon", "cave",   "cedar",  "chalk",  "cliff",  "cloud",  "clover", "coast",
    "cove",   "creek",  "delta",  "dune",   "elm",    "falls",  "fern",   "field",
    "fjord",  "flint",  "forest", "gorge",  "grove",  "heath",  "hill",   "holly",
    "island", "ivy",    "lagoon", "lake",   "larch",  "ledge",  "maple",  "marsh",
    "meadow", "mesa",   "moor",   "moss",   "oak",    "pebble", "pine",   "plain",
    "pond",   "quartz", "rain",   "reed",   "ridge",  "river",  "rock",   "shale",
    "shore",  "slate",  "spring", "stone",  "stream", "tundra", "vale",   "willow",
};

} // namespace

QString makeTitle(quint64 roll)
{
    const auto adjective = adjectives[roll % adjectives.size()];
    roll /= adjectives.size();
    const auto noun = nouns[roll % nouns.size()];
    roll /= nouns.size();
    return QStringLiteral("%1-%2-%3")
        .arg(QLatin1String(adjective), QLatin1String(noun))
        .arg(roll % 100);
}

} // namespace outcrop
