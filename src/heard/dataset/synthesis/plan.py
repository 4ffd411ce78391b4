"""Everything that is decided about a made-up programme before its first child is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.synthesis.calibration import Calibration, check_calibration, load_calibration
from heard.dataset.synthesis.councils import Councils, draw_councils, draw_effects
from heard.dataset.synthesis.latent import Floats
from heard.dataset.synthesis.nation import SurveyNation, build_survey
from heard.dataset.synthesis.plants import Plants, read_plants
from heard.dataset.synthesis.turnout import Turnout, plan_turnout

LAST_YEAR = 2026
YEARS_BETWEEN_WAVES = 2  # at least 18 months lie between two waves
OPENS, CLOSES = (2, 2), (3, 27)  # month and day; at most eight weeks


@dataclass(frozen=True)
class Plan:
    """A programme without its children. `effects`: wave → indicator → each council's true difference (areas,)."""

    seed: int
    catalogue: Catalogue
    calibration: Calibration
    waves: tuple[Wave, ...]
    councils: Councils
    turnout: Turnout
    nation: Mapping[Survey, SurveyNation]
    effects: Mapping[str, Mapping[str, Floats]]
    plants: Plants

    def effects_in(self, wave: Wave, survey: Survey) -> Mapping[str, Floats]:
        """Each indicator's council effects in one wave and survey, shape (areas,), planted ones in their place."""
        items, codes = self.nation[survey].items, [area.code for area in self.councils.areas]
        found = {key: self.effects[wave.key][key].copy() for key in items}
        for place, difference in self.plants.items():
            if (place.wave, place.survey) == (wave.key, survey):
                found[place.indicator][codes.index(place.area)] = items[place.indicator].effect_of(difference)
        return found


def plan_programme(
    catalogue: Catalogue,
    *,
    areas: int,
    waves: int,
    responses: int,
    seed: int,
    plant: Path | None,
    between: float,
) -> Plan:
    """Councils, cohorts, response rates, questions and true differences; arguments as in `synthesise`."""
    calibration = load_calibration()
    check_calibration(calibration, catalogue)
    rounds, councils = list_waves(waves), draw_councils(areas, seed=seed)
    turnout = plan_turnout(
        councils.sizes,
        waves=waves,
        responses=responses,
        mix=[calibration.surveys[survey].cohort_share for survey in Survey],
        willing=[calibration.surveys[survey].willing for survey in Survey],
        seed=seed,
    )
    rate = responses / int(turnout.eligible.sum())
    nation = {
        survey: build_survey(survey, catalogue, calibration, between=between, rate=rate) for survey in Survey
    }
    keys, codes = [wave.key for wave in rounds], [area.code for area in councils.areas]
    return Plan(
        seed=seed,
        catalogue=catalogue,
        calibration=calibration,
        waves=rounds,
        councils=councils,
        turnout=turnout,
        nation=nation,
        effects=draw_effects(
            [key for key, item in catalogue.indicators.items() if not item.derived],
            waves=keys,
            weights=turnout.responses.sum(axis=(0, 2)).astype(float),
            between=between,
            calibration=calibration,
            seed=seed,
        ),
        plants=read_plants(plant, waves=keys, areas=codes, nation=nation) if plant else {},
    )


def list_waves(count: int) -> tuple[Wave, ...]:
    """`count` waves two years apart, oldest first."""
    years = range(LAST_YEAR - YEARS_BETWEEN_WAVES * (count - 1), LAST_YEAR + 1, YEARS_BETWEEN_WAVES)
    return tuple(Wave(str(year), date(year, *OPENS), date(year, *CLOSES)) for year in years)
