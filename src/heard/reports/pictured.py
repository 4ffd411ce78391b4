"""From what is told to cards: the sentence, the drawing beside it, and ten people of whom so many said so."""

from collections.abc import Mapping

from heard.base.shares import Cell, Shown, percent
from heard.base.surveys import parts_of
from heard.charts.drawings import Drawing
from heard.charts.people import PEOPLE, TenPeople
from heard.reports.amounts import Amount, of_per_cent
from heard.reports.material import Material
from heard.reports.picture_blocks import PictureCard
from heard.reports.saying import number
from heard.reports.telling import Change, Side

DRAWINGS: Mapping[str, Drawing] = {
    "feels_safe": Drawing.SAFE_HOME,
    "safe_neighbourhood": Drawing.STREET,
    "home_right": Drawing.HOME,
    "likes_bedroom": Drawing.BED,
    "settled": Drawing.CHAIR,
    "home_stability": Drawing.BOXES,
    "sees_mum": Drawing.FAMILY,
    "sees_dad": Drawing.FAMILY,
    "sees_siblings": Drawing.CHILDREN,
    "trusts_carers": Drawing.ADULT_AND_CHILD,
    "carers_notice": Drawing.EYE,
    "talks_carers": Drawing.TALK,
    "good_friend": Drawing.FRIENDS,
    "pet": Drawing.PET,
    "trusted_person": Drawing.HEART,
    "worries_support": Drawing.UMBRELLA,
    "emotional_support": Drawing.UMBRELLA,
    "believed_in": Drawing.THANKS,
    "lonely": Drawing.ALONE,
    "knows_worker": Drawing.WORKER,
    "trusts_worker": Drawing.TRUSTED_WORKER,
    "contacts_worker": Drawing.PHONE,
    "worker_stability": Drawing.CALENDAR,
    "speaks_alone": Drawing.TALK_ALONE,
    "included_decisions": Drawing.HAND,
    "made_different": Drawing.SCALES,
    "treated_same": Drawing.SCALES,
    "reason_for_care": Drawing.BOOK,
    "likes_school": Drawing.SCHOOL,
    "in_eet": Drawing.WORK,
    "adults_education": Drawing.PENCIL,
    "afraid_bullying": Drawing.SHIELD,
    "bullying_help": Drawing.HELP,
    "internet": Drawing.ONLINE,
    "copes_financially": Drawing.MONEY,
    "life_skills": Drawing.PAN,
    "like_friends": Drawing.LEAP,
    "shows_trust": Drawing.KEY,
    "has_fun": Drawing.KITE,
    "nature": Drawing.TREE,
    "can_look_after_self": Drawing.PAN,
    "positive_future": Drawing.SUNRISE,
    "goals": Drawing.FLAG,
    "life_better": Drawing.STEP_UP,
    "happy_looks": Drawing.MIRROR,
}
# Feelings get a face, which is another one on the other side of the question: good first.
FACES: Mapping[str, tuple[Drawing, Drawing]] = {
    "wellbeing_band": (Drawing.HAPPY, Drawing.SAD),
    "happy_yesterday": (Drawing.VERY_HAPPY, Drawing.SO_SO),
    "happiness": (Drawing.VERY_HAPPY, Drawing.SO_SO),
    "life_satisfaction": (Drawing.HAPPY, Drawing.SO_SO),
    "worthwhile": (Drawing.CALM, Drawing.SO_SO),
    "stress": (Drawing.CALM, Drawing.KNOT),
    "felt_proud": (Drawing.HAPPY, Drawing.SO_SO),
    "felt_optimistic": (Drawing.SUNRISE, Drawing.CLOUD),
    "felt_energetic": (Drawing.LEAP, Drawing.SO_SO),
    "felt_angry": (Drawing.CALM, Drawing.ANGRY),
    "felt_afraid": (Drawing.CALM, Drawing.AFRAID),
    "worries_feelings": (Drawing.CALM, Drawing.CLOUD),
    "anxiety": (Drawing.CALM, Drawing.KNOT),
}

# How many of ten are filled beside each word, fewest and most: what the list of words says of it, in tenths.
FILLED: Mapping[Amount, tuple[int, int]] = {
    Amount.NEARLY_ALL: (9, 9),
    Amount.MOST: (7, 8),
    Amount.MANY: (6, 6),
    Amount.HALF: (5, 5),
    Amount.SOME: (2, 4),
    Amount.FEW: (1, 1),
}


def side_card(material: Material, side: Side, *, easy: bool = False, note: str = "") -> PictureCard:
    """A card of one side of a question, to those who answered (`easy`: of them, to anybody)."""
    amount = material.say(f"easy.they.{side.amount}" if easy else f"amounts.you.{side.amount}")
    return PictureCard(
        drawing_of(side.indicator, good=side.good),
        _sentence(material, side, amount, easy=easy),
        stress=amount,
        people=_ten_people(material, side.cell),
        note=note,
    )


def change_card(material: Material, change: Change, *, age: str) -> PictureCard:
    """A card of what more, or fewer, say than last time."""
    amount = say_to(material, "child.more" if change.more else "child.fewer", age)
    side = "good"
    return PictureCard(
        Drawing.UP if change.more else Drawing.DOWN,
        say_to(material, f"you_say.{change.indicator}", _oldest(change.survey), side, amount=amount),
        stress=amount,
    )


def drawing_of(indicator: str, *, good: bool) -> Drawing:
    """What is drawn beside a question's answer."""
    if indicator in FACES:
        return FACES[indicator][0 if good else 1]
    return DRAWINGS[indicator]


def say_to(material: Material, key: str, age: str, part: str = "", **values: str | int) -> str:
    """The words of a key for an age, or for any where that age has none of its own."""
    end = f".{part}" if part else ""
    own = f"{key}.{age}{end}"
    return material.say(own if own in material.wording.entries else f"{key}.any{end}", **values)


def _sentence(material: Material, side: Side, amount: str, *, easy: bool) -> str:
    key = f"they_say.{side.indicator}" if easy else f"you_say.{side.indicator}"
    return say_to(material, key, _oldest(side.survey), "good" if side.good else "bad", amount=amount)


def _oldest(survey: str) -> str:
    """In whose words surveys taken together are told: their cut points are the oldest's."""
    return parts_of(survey)[-1].value


def _ten_people(material: Material, cell: Cell) -> TenPeople | None:
    """None for a band: people drawn as neither the one nor the other are counted as the other."""
    if not isinstance(cell, Shown):
        return None
    if cell.count in (0, cell.base):
        return TenPeople(
            material.say(f"child.of_ten.{'all' if cell.count else 'none'}"), PEOPLE if cell.count else 0
        )
    sure = tenths(cell)
    return TenPeople(material.say("child.of_ten.about", sure=number(sure)), sure)


def tenths(cell: Shown) -> int:
    """So many of ten are filled: the per cent in tenths, a half rounded towards the middle, as far as the word beside
    it goes. 69 % is "many", under 7 in 10, so six are filled; never nobody and never everybody."""
    share = percent(cell.share)
    nearest = (share + 4) // 10 if share > 50 else (share + 5) // 10
    fewest, most = FILLED[of_per_cent(share)]
    return min(most, max(fewest, nearest))
