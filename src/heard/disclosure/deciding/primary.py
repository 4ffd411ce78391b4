"""What may not be shown by itself, and how much must stay in doubt about it (method, section 3, "Protect, exactly").

A need is a pair (up, down): what a reader may not rule out above the true value, and below it. Nobody can be kept from
knowing what the size of the cohort says already, so no need reaches beyond `most`.
"""

from dataclasses import dataclass

from heard.base.policy import BAND_STEP_POINTS, BAND_WIDTH_POINTS, SENSITIVE_ALL_OR_NONE_BASE, LevelPolicy

NO_NEED = (0, 0)


@dataclass(frozen=True, slots=True)
class Primary:
    """The rules of one level: counts from 1 to threshold - 1, and bases under minimum_base, may not be shown."""

    threshold: int
    minimum_base: int

    @classmethod
    def of(cls, policy: LevelPolicy) -> "Primary":
        """The rules of a level's policy."""
        return cls(policy.threshold, policy.minimum_base)

    def is_small(self, count: int) -> bool:
        """Whether some gave the answer, but fewer than the threshold."""
        return 0 < count < self.threshold

    def is_small_base(self, base: int) -> bool:
        """Whether somebody answered, but fewer than the least base."""
        return 0 < base < self.minimum_base

    def need_of_count(self, count: int, most: int) -> tuple[int, int]:
        """A reader may rule out neither that nobody gave the answer nor that the threshold of people did."""
        return (max(min(self.threshold, most) - count, 0), count) if self.is_small(count) else NO_NEED

    def need_of_base(self, base: int, most: int) -> tuple[int, int]:
        """The same of how many answered or took part, with the least base."""
        if not self.is_small_base(base):
            return NO_NEED
        return max(min(self.minimum_base, most) - base, 0), base

    def need_of_few(self, base: int, most: int) -> tuple[int, int]:
        """The same where nobody at all is as small a number as any."""
        return self.need_of_base(base, most) if base else (min(self.minimum_base, most), 0)

    def need_of_respondents(self, respondents: int, eligible: int | None, most: int) -> tuple[int, int]:
        """The same, and nobody may learn that nearly all of a group took part: that tells of each of them."""
        up, down = self.need_of_base(respondents, most)
        if eligible is None or eligible < respondents:
            return up, down
        silent = eligible - respondents
        if silent >= self.threshold:
            return up, down
        return max(up, silent), max(down, min(self.threshold, eligible) - silent)

    def need_of_headline(self, count: int, base: int) -> tuple[int, int]:
        """A reader may rule out neither 0 nor the threshold of people, of those who gave it and of the others."""
        few, others = count < self.threshold, base - count
        up = self.threshold - count if few else 0
        down = count if few else 0
        if others < self.threshold:
            up, down = max(up, others), max(down, self.threshold - others)
        return min(up, others), min(down, count)

    def band(self, count: int, base: int) -> tuple[float, float]:
        """The ends of the band a small count, or a small complement, is said in. They are not part of it.

        As wide as the base needs for 0 and for the threshold of people to lie inside it, and the same whatever the
        true count, 0 and 100 % included, so that it tells nothing but the side it lies on.
        """
        width = self._band_points(base) / 100
        return (1 - width, 1.0) if count * 2 > base else (0.0, width)

    def people_in_band(self, count: int, base: int) -> tuple[int, int]:
        """The fewest and the most people that lie in the band of `count`."""
        points = self._band_points(base)
        most = base if points == 100 else (points * base - 1) // 100  # strictly under the end
        return (base - most, base) if count * 2 > base else (0, most)

    def is_in_band(self, count: int, base: int) -> bool:
        """Whether the share lies in one of the two bands, small or not."""
        least, most = self.people_in_band(count, base)
        return base > 0 and least <= count <= most

    def _band_points(self, base: int) -> int:
        """The width in whole points: more than the threshold's share of the base, which is what "over" says."""
        steps = self.threshold * 100 // (BAND_STEP_POINTS * max(base, 1)) + 1
        return min(max(BAND_WIDTH_POINTS, steps * BAND_STEP_POINTS), 100)

    def is_telling(self, count: int, base: int, *, sensitive: bool) -> bool:
        """Whether all or none of a small group gave an answer that is nobody's business."""
        return sensitive and count in (0, base) and base < SENSITIVE_ALL_OR_NONE_BASE
