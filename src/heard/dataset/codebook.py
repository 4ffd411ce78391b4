"""What the whole numbers of the stored dataset stand for."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from heard.base.bands import WELLBEING_BAND, BandRule
from heard.base.errors import UserError
from heard.base.places import Area, Wave
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, Demographic, Indicator
from heard.catalogue.editions import band_rule_of, list_unread

FORMAT = 4  # raised whenever the stored files change their meaning; an older dataset is then stored anew


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the stored dataset.

    A stored 0, 1, 2 … is a place in `codes`; -1, -2 … a place in `no_answer`. Where `multiple`, bit i of the
    stored number stands for codes[i]. A `derived` column is worked out, never read from a file; the well-being
    band is, from the `composite` ones.
    `asked_if` and `asked_if_any_of`: the question is for those who gave one of these answers to that indicator.
    """

    key: str
    codes: tuple[str, ...]
    no_answer: tuple[str, ...] = ()
    multiple: bool = False
    exclusive: tuple[str, ...] = ()
    derived: bool = False
    composite: bool = False
    asked_if: str = ""
    asked_if_any_of: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every code a file may hold in this column."""
        return self.codes + self.no_answer

    @property
    def number_of(self) -> Mapping[str, int]:
        """The stored number of each code standing alone."""
        codes = {code: 1 << place if self.multiple else place for place, code in enumerate(self.codes)}
        return codes | {code: -1 - place for place, code in enumerate(self.no_answer)}


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """The columns of one survey, in stored order: `area`, then these."""

    demographics: tuple[Column, ...]
    indicators: tuple[Column, ...]

    @property
    def all(self) -> tuple[Column, ...]:
        """Demographics, then indicators."""
        return self.demographics + self.indicators

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns that come from files: all but the derived ones."""
        return tuple(column for column in self.all if not column.derived)


@dataclass(frozen=True, slots=True)
class Codebook:
    """What was stored. `areas` are sorted: the stored `area` is a place in them.

    `bands`: by wave and survey, the rule the well-being band was made by. `unread`: by wave and survey, the columns
    whose answers that wave's version gave on another scale; they hold nothing there.
    `files`: the SHA-256 of every file that was read, by its name. `left_out`: by survey, how many answers to a question
    were not stored, because they were given where it was not to be asked.
    `fingerprint` differs whenever the files read differ, or anything else in here but the warnings and parts.
    `parts`: the SHA-256 of every stored file, by its path in the folder, so that a file changed by hand is found out.
    """

    areas: tuple[str, ...]
    waves: Mapping[str, tuple[Survey, ...]]
    surveys: Mapping[Survey, SurveyColumns]
    bands: Mapping[str, Mapping[Survey, BandRule]] = field(default_factory=dict)
    unread: Mapping[str, Mapping[Survey, tuple[str, ...]]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[Survey, Mapping[str, int]] = field(default_factory=dict)
    fingerprint: str = ""
    warnings: tuple[Problem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


def build_codebook(catalogue: Catalogue, waves: Mapping[str, Wave], areas: Mapping[str, Area]) -> Codebook:
    """The codebook for these waves and areas. A language, as every open code, is not stored."""
    in_order = {key: waves[key] for key in sorted(waves)}
    return Codebook(
        areas=tuple(sorted(areas)),
        waves={key: wave.surveys for key, wave in in_order.items()},
        surveys={survey: _survey_columns(catalogue, survey) for survey in Survey},
        bands={key: _bands(catalogue, wave) for key, wave in in_order.items()},
        unread={key: _unread(catalogue, wave) for key, wave in in_order.items()},
    )


def seal_codebook(codebook: Codebook, files: Iterable[tuple[str, str]]) -> Codebook:
    """The codebook with files of these names and hashes, in whatever order they come, and the fingerprint of it all."""
    unsealed = replace(unread_of(codebook), files=dict(sorted(files)))
    return replace(unsealed, fingerprint=hashlib.sha256(write_codebook(unsealed)).hexdigest())


def unread_of(codebook: Codebook) -> Codebook:
    """The codebook without what came of reading the files: it is the same before and after."""
    return replace(codebook, fingerprint="", left_out={}, warnings=(), parts={})


def extends(codebook: Codebook, stored: Codebook) -> bool:
    """Whether all that `stored` describes means the same by `codebook`, which may have more files, councils, waves."""
    waves = set(stored.waves)
    return (
        stored.surveys == codebook.surveys
        and set(stored.areas) <= set(codebook.areas)
        and stored.files.items() <= codebook.files.items()
        and waves <= set(codebook.waves)
        and all(
            getattr(stored, name).get(wave) == getattr(codebook, name).get(wave)
            for wave in waves
            for name in ("waves", "bands", "unread")
        )
    )


def write_codebook(codebook: Codebook) -> bytes:
    """The codebook as JSON; equal codebooks give equal bytes."""
    return _as_json().dump_json(codebook, indent=1) + b"\n"


def read_codebook(text: bytes, file: str) -> Codebook:
    """The codebook of that JSON; UserError where it is none, or that of another version of Heard."""
    try:
        codebook = _as_json().validate_json(text)
    except ValidationError:
        raise UserError(
            f"{file} is damaged. Remove the folder it stands in; it will be made again."
        ) from None
    if codebook.format != FORMAT:
        raise UserError(f"{file} was written by another version. Remove the folder it stands in.")
    return codebook


@cache
def _as_json() -> TypeAdapter[Codebook]:
    return TypeAdapter(Codebook)


def _bands(catalogue: Catalogue, wave: Wave) -> Mapping[Survey, BandRule]:
    """Without those whose scales cannot all be read: what fewer scales make is another band."""
    rules = {survey: band_rule_of(wave, survey, catalogue) for survey in wave.surveys}
    return {
        survey: rule
        for survey, rule in rules.items()
        if rule and WELLBEING_BAND not in list_unread(wave, survey, catalogue)
    }


def _unread(catalogue: Catalogue, wave: Wave) -> Mapping[Survey, tuple[str, ...]]:
    unread = {survey: list_unread(wave, survey, catalogue) for survey in wave.surveys}
    return {survey: tuple(sorted(keys)) for survey, keys in unread.items() if keys}


def _survey_columns(catalogue: Catalogue, survey: Survey) -> SurveyColumns:
    return SurveyColumns(
        tuple(_demographic(item) for item in catalogue.demographics_of(survey) if not item.open_codes),
        tuple(_indicator(item, item.asked[survey]) for item in catalogue.asked_in(survey)),
    )


def _demographic(item: Demographic) -> Column:
    return Column(item.key, item.codes + item.unknown)


def _indicator(item: Indicator, asked: Asked) -> Column:
    scale, condition = asked.scale, asked.condition
    return Column(
        key=item.key,
        codes=scale.codes,
        no_answer=scale.no_answer,
        multiple=scale.multiple,
        exclusive=tuple(sorted(scale.exclusive)),
        derived=item.derived,
        composite=item.composite,
        asked_if=condition.indicator if condition else "",
        asked_if_any_of=tuple(sorted(condition.codes)) if condition else (),
    )
