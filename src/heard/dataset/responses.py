"""Response files → checked rows of whole numbers, with everything that is wrong in any of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from heard.base.errors import InputProblems
from heard.base.messages import count_of, name_some
from heard.base.places import Wave
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.editions import version_of
from heard.dataset.codebook import Codebook, Column
from heard.dataset.date_hint import date_hint
from heard.dataset.encoding import NOT_AN_ANSWER, dtype_of, encode
from heard.dataset.exports.ours import AREA, KEYS, SURVEY, WAVE, ours_of
from heard.dataset.exports.response_file import ResponseFile
from heard.dataset.headers import check_required, warn_of_unknown
from heard.dataset.reading import ROW, number_rows
from heard.dataset.recorded import add_wellbeing_band, drop_against_route
from heard.dataset.small_tables import check_known
from heard.dataset.tally import Tally

VERSION = "__version"  # beside the rows that are refused: the other version their wave used
ALL_FILES = "responses"  # stands for the file in what is counted over all of them
OF_ANOTHER_TOOL = (
    "if another survey tool wrote this, a column map beside it says how to read it: heard map begins one."
)
NOT_OF_THE_SCALE = (
    "the programme says that they, or those that lead to the question, were given on another scale."
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some responses of one wave and survey: `area`, then the survey's columns, all as stored."""

    wave: str
    survey: Survey
    frame: pl.DataFrame


class ResponseReader:
    """Reads response files once and remembers what is wrong in them.

    With `waves` it also says what to do where a wave's version of a questionnaire had another scale. `left_out`: how
    many answers were given where the question was not to be asked, by survey and indicator.
    """

    def __init__(
        self, catalogue: Catalogue, codebook: Codebook, waves: Mapping[str, Wave] | None = None
    ) -> None:
        self._codebook = codebook
        self._ours = ours_of(codebook)
        self._indicators = frozenset(catalogue.indicators)
        self._versions = _list_other_versions(waves or {}, catalogue)
        self._tally = Tally()  # of the file that is being read
        self._found = Tally()
        self.left_out: Counter[tuple[Survey, str]] = Counter()
        self._unread: Counter[tuple[str, str, Survey, str]] = Counter()
        self._derived = {item.key for item in catalogue.indicators.values() if item.derived}
        self._known = {*KEYS, *catalogue.demographics, *catalogue.indicators} - self._derived
        self._not_stored = {item.key for item in catalogue.demographics.values() if item.open_codes}

    def read(self, files: Iterable[Path]) -> Iterator[Batch]:
        """Every response, some tens of thousands at a time. Use none of it if `problems` then holds an error."""
        for path in files:
            source, self._tally = ResponseFile(path, self._ours), Tally()
            try:
                yield from self._read_file(source)
            except InputProblems as error:
                self._tally.extend(error.problems)
            self._found.extend(source.name_theirs(self._tally.problems()))

    def go_on_from(self, stored: Codebook) -> None:
        """Take over what was warned of the files that were read before."""
        self._found.extend(each for each in stored.warnings if each.file != ALL_FILES)
        for survey, counts in stored.left_out.items():
            self.left_out.update({(survey, indicator): count for indicator, count in counts.items()})

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files read so far, each thing once, file by file; last of all files together."""
        tally = Tally()
        tally.extend(self._found.problems())
        for (file, wave, survey, indicator), count in sorted(self._unread.items()):
            words = f"wave {wave}, survey {survey}: {count_of(count, 'answer')} not read: {NOT_OF_THE_SCALE}"
            tally.warn(file, words, column=indicator)
        for (survey, indicator), count in sorted(self.left_out.items()):
            left_out = count_of(count, "answer")
            words = f"survey {survey}: {left_out} left out, given where the question was not to be asked."
            tally.warn(ALL_FILES, words, column=indicator)
        return tuple(sorted(tally.problems(), key=lambda each: (each.file == ALL_FILES, each.file)))

    def _read_file(self, source: ResponseFile) -> Iterator[Batch]:
        file, first, surveys = source.path.name, 2, set[Survey]()
        columns: list[str] = []
        self._tally.extend(source.warnings())
        for words in source.slices():
            if first == 2:
                columns = self._check_columns(file, words.columns)
            rows = number_rows(words.select(columns), first=first)
            first += words.height
            for survey, of_survey in self._check_keys(file, rows):
                surveys.add(survey)
                yield from self._by_wave(survey, self._encode(file, survey, of_survey))
        if first == 2:
            self._tally.warn(file, "the file has column names and no rows.")
        self._tally.extend(source.warnings())
        self._warn_of_absent(file, columns, surveys)

    def _check_columns(self, file: str, given: Sequence[str]) -> list[str]:
        """The columns to read; InputProblems where those are missing that say whose answers these are."""
        missing = Tally()
        if not check_required(file, given, KEYS, missing):
            if not set(KEYS).intersection(given):
                missing.add(file, OF_ANOTHER_TOOL)
            raise InputProblems(missing.problems())
        for name in sorted(self._derived.intersection(given)):
            self._tally.warn(file, "is worked out from other answers and not read.", column=name)
        warn_of_unknown(file, given, self._known | self._derived, self._tally)
        return [name for name in given if name in self._known - self._not_stored]

    def _check_keys(self, file: str, rows: pl.DataFrame) -> Iterator[tuple[Survey, pl.DataFrame]]:
        """The rows of each survey, those of an unknown one reported and left out."""
        book = self._codebook
        check_known(file, rows, self._tally, WAVE, list(book.waves))
        check_known(file, rows, self._tally, AREA, book.areas)
        check_known(file, rows, self._tally, SURVEY, list(Survey))
        for survey in Survey:
            of_survey = rows.filter(pl.col(SURVEY) == survey.value)
            if of_survey.height:
                self._check_survey_ran(file, survey, of_survey)
                yield survey, of_survey

    def _check_survey_ran(self, file: str, survey: Survey, rows: pl.DataFrame) -> None:
        for wave, surveys in self._codebook.waves.items():
            if survey not in surveys:
                wrong = rows.filter(pl.col(WAVE) == wave)[ROW]
                if len(wrong):
                    message = f"survey {survey} was not part of wave {wave}."
                    self._tally.add(file, message, column=SURVEY, rows=wrong, allowed=", ".join(surveys))

    def _encode(self, file: str, survey: Survey, rows: pl.DataFrame) -> pl.DataFrame:
        """wave, area and the survey's columns as stored, but for the well-being band, whose rule is the wave's."""
        columns = self._codebook.surveys[survey]
        self._check_not_asked(file, survey, rows, [column.key for column in columns.read])
        rows = self._leave_unread(file, survey, rows)
        encoded = [self._encode_column(file, survey, rows, column) for column in columns.read]
        frame, dropped = drop_against_route(
            pl.DataFrame([rows[WAVE], self._encode_area(rows), *encoded]), columns.read
        )
        for key, count in dropped.items():
            self.left_out[survey, key] += count
        return frame

    def _leave_unread(self, file: str, survey: Survey, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows without answers that a wave's version gave on another scale than today's."""
        for wave, surveys in self._codebook.unread.items():
            here = pl.col(WAVE) == wave
            for key in sorted(set(surveys.get(survey, ())).intersection(rows.columns)):
                count = rows.select((here & pl.col(key).is_not_null()).sum()).item()
                if count:
                    self._unread[file, wave, survey, key] += count
                    rows = rows.with_columns(pl.when(~here | pl.col(WAVE).is_null()).then(pl.col(key)))
        return rows

    def _encode_area(self, rows: pl.DataFrame) -> pl.Series:
        areas = self._codebook.areas
        return rows[AREA].replace_strict(areas, range(len(areas)), default=None, return_dtype=pl.Int16)

    def _encode_column(self, file: str, survey: Survey, rows: pl.DataFrame, column: Column) -> pl.Series:
        if column.key not in rows.columns:
            return pl.Series(column.key, [None], dtype=dtype_of(column)).new_from_index(0, rows.height)
        encoded = encode(rows[column.key], column)
        if encoded.refused:
            used = self._versions.get(survey, {})
            version = pl.col(WAVE).replace_strict(
                list(used), list(used.values()), default="", return_dtype=pl.String
            )
            wrong = rows.filter(pl.col(column.key).is_in(list(encoded.refused)))
            for (value, other), group in wrong.group_by(
                column.key, version.alias(VERSION), maintain_order=True
            ):
                why = encoded.refused[value]
                message = f"{why} in survey {survey}{date_hint(value)}."
                if other and column.key in self._indicators and why.endswith(NOT_AN_ANSWER):
                    message += scale_hint(column.key, other)
                allowed = ", ".join(column.allowed)
                self._tally.add(file, message, column=column.key, rows=group[ROW], allowed=allowed)
        return encoded.numbers

    def _check_not_asked(self, file: str, survey: Survey, rows: pl.DataFrame, asked: Sequence[str]) -> None:
        others = [name for name in rows.columns if name not in {ROW, *KEYS, *asked}]
        for name in others:
            wrong = rows.filter(pl.col(name).is_not_null())[ROW]
            if len(wrong):
                message = f"survey {survey} does not ask this; leave it empty."
                self._tally.add(file, message, column=name, rows=wrong)

    def _by_wave(self, survey: Survey, frame: pl.DataFrame) -> Iterator[Batch]:
        book = self._codebook
        columns = book.surveys[survey]
        for (wave,), rows in frame.drop_nulls(AREA).group_by(WAVE, maintain_order=True):
            if wave in book.waves:
                rule = book.bands.get(str(wave), {}).get(survey)
                banded = add_wellbeing_band(rows, columns, rule)
                yield Batch(str(wave), survey, banded.select(AREA, *(column.key for column in columns.all)))

    def _warn_of_absent(self, file: str, columns: Sequence[str], surveys: Iterable[Survey]) -> None:
        for survey in sorted(surveys):
            asked = self._codebook.surveys[survey].read
            absent = [column.key for column in asked if column.key not in columns]
            if absent:
                words = f"survey {survey}: no column for {name_some(absent)}; read as not shown."
                self._tally.warn(file, words)


def scale_hint(key: str, version: str) -> str:
    """What to add about a code that another version of the questionnaire may have had."""
    return (
        f" If version {version} had another scale here, say so under [[versions]] in programme.toml:"
        f' unlike = {{ {key} = "scale" }}.'
    )


def _list_other_versions(
    waves: Mapping[str, Wave], catalogue: Catalogue
) -> Mapping[Survey, Mapping[str, str]]:
    """By survey, the waves that used another version than the catalogue's, and which."""
    return {
        survey: {
            key: version
            for key, wave in waves.items()
            if (version := version_of(wave, survey, catalogue)) != catalogue.versions.get(survey, "")
        }
        for survey in Survey
    }


def count_respondents(batches: Iterable[Batch], codebook: Codebook) -> pl.DataFrame:
    """`wave, area, survey, respondents`, the area by its code, a row wherever there are any."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for batch in batches:
        for area, count in batch.frame[AREA].value_counts().iter_rows():
            counts[batch.wave, codebook.areas[area], batch.survey.value] += count
    rows = [(*key, count) for key, count in sorted(counts.items())]
    schema = {WAVE: pl.String, AREA: pl.String, SURVEY: pl.String, "respondents": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
