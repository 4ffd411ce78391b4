"""The smallest sets of answers that published cut points divide a question into."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.base.surveys import parts_of
from heard.catalogue import Asked, Catalogue, Indicator


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one survey. Sets of answers are masks of bits, one bit an atom.

    An atom is a set of answers that no cut point, and no question asked only of those who gave certain answers,
    divides. Where several answers may be given, it is a combination of cut points that one child can meet.
    `led_by`: the question whose answers lead here, and the mask of those answers there.
    """

    indicator: str
    atoms: int
    cuts: Mapping[str, int]
    sensitive: bool
    led_by: tuple[str, int] | None = None

    @property
    def whole(self) -> int:
        """All answers."""
        return (1 << self.atoms) - 1

    def describe(self, mask: int) -> str:
        """A set of answers in words."""
        if mask == self.whole:
            return "who answered"
        for cut, answers in self.cuts.items():
            if mask == answers:
                return cut
        for cut, answers in self.cuts.items():
            if mask == self.whole & ~answers:
                return f"not {cut}"
        inside = [cut for cut, answers in self.cuts.items() if mask & answers == mask]
        if not inside:
            return f"not {' nor '.join(self.cuts)}" if self.cuts else "some answers"
        closest = min(inside, key=lambda cut: self.cuts[cut].bit_count())
        apart = [
            cut for cut, answers in self.cuts.items() if answers & self.cuts[closest] and not answers & mask
        ]
        others = [cut for cut in inside if cut != closest and self.cuts[closest] & ~self.cuts[cut]]
        return " and ".join([closest, *others, *(f"not {cut}" for cut in apart)])


def list_questions(catalogue: Catalogue, survey: str) -> Mapping[str, Question]:
    """Every question of a survey, or of several taken together, by indicator."""
    parts = parts_of(survey)
    if len(parts) > 1:
        shared = [key for key in catalogue.indicators if catalogue.is_asked(key, survey)]
        return {key: _together(catalogue, key, survey) for key in shared}
    asked = {item.key: item.asked[parts[0]] for item in catalogue.asked_in(parts[0])}
    leading = {key: _conditions(asked, key) for key in asked}
    divided = {key: _divide(each, leading[key]) for key, each in asked.items()}
    questions = {}
    for key, each in asked.items():
        led_by = None
        if each.condition is not None and each.condition.indicator in divided:
            led_by = (each.condition.indicator, divided[each.condition.indicator][key])
        cuts = {cut.key: divided[key][_cut(cut.key)] for cut in each.cut_points}
        item = catalogue.indicators[key]
        questions[key] = Question(key, divided[key][""].bit_length(), cuts, _sensitive(item, each), led_by)
    return questions


def _sensitive(item: Indicator, asked: Asked) -> bool:
    return item.sensitive or asked.sensitive


def _together(catalogue: Catalogue, key: str, survey: str) -> Question:
    """Surveys taken together: the cut points alone; what lies between them is known of each survey."""
    asked = catalogue.asked(key, survey)
    cuts = {cut.key: 1 << place for place, cut in enumerate(asked.cut_points)}
    return Question(key, len(cuts) + 1, cuts, _sensitive(catalogue.indicators[key], asked))


def _conditions(asked: Mapping[str, Asked], key: str) -> Mapping[str, frozenset[str]]:
    """By question that is asked only of those who gave certain answers to this one: these answers."""
    found = {}
    for led, each in asked.items():
        if each.condition is not None and each.condition.indicator == key:
            found[led] = each.condition.codes
    return found


def _cut(key: str) -> str:
    return f"cut {key}"


def _divide(asked: Asked, leading: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    """The mask of every cut point and of every condition; under the empty key that of all answers."""
    sets = {_cut(cut.key): cut.codes for cut in asked.cut_points} | dict(leading)
    of_code = {
        code: frozenset(name for name, codes in sets.items() if code in codes) for code in asked.scale.codes
    }
    kinds = set(of_code.values())
    if asked.scale.multiple:
        alone = asked.scale.exclusive
        kinds = {of_code[code] for code in asked.scale.codes if code in alone}
        kinds |= _unions([of_code[code] for code in asked.scale.codes if code not in alone])
    atoms = sorted(kinds, key=sorted)
    masks = {name: sum(1 << place for place, atom in enumerate(atoms) if name in atom) for name in sets}
    return masks | {"": (1 << len(atoms)) - 1}


def _unions(each: list[frozenset[str]]) -> set[frozenset[str]]:
    """What a child who gives one or more of these answers may meet."""
    found: set[frozenset[str]] = set()
    for one in each:
        found |= {one} | {one | other for other in found}
    return found
