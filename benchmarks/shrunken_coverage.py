"""How often the interval of a shrunken share holds a council's true share, on drawn nations (decision 0014).

`python benchmarks/shrunken_coverage.py`: the method's own interval, which takes how much councils differ as known,
beside the one that tables print.
"""

import numpy as np
from scipy import special

from heard.analysis.arrays import Floats
from heard.analysis.nation.shrunken import shrunken_interval
from heard.analysis.shrinkage import fit_beta_binomial, posterior_interval

NATIONS = (
    (0, 12, 30),
    (0, 40, 70),
    (0.15, 12, 30),
    (0.15, 40, 70),
    (0.3, 20, 40),
    (0.5, 10, 30),
    (0.3, 80, 70),
)
HEADLINES, TYPICAL = 400, 0.7


def draw(rng: np.random.Generator, tau: float, councils: int, answers: int) -> tuple[Floats, Floats, Floats]:
    """True shares, counts and bases, (headlines, councils)."""
    truth = special.expit(special.logit(TYPICAL) + tau * rng.standard_normal((HEADLINES, councils)))
    base = np.maximum(10, rng.poisson(answers, truth.shape))
    return truth, rng.binomial(base, truth).astype(np.float64), base.astype(np.float64)


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(1)
    print(
        f"{'spread':<8}{'councils':>9}{'answers':>9}{'own: held':>12}{'width':>8}{'ours: held':>13}{'width':>8}"
    )
    for tau, councils, answers in NATIONS:
        truth, count, base = draw(rng, tau, councils, answers)
        fits = fit_beta_binomial(count, base)
        line = f"{tau:<8}{councils:>9}{answers:>9}"
        for low, high in (posterior_interval(count, base, fits), shrunken_interval(count, base, fits)):
            held = ((low <= truth) & (truth <= high)).mean()
            line += f"{held:>12.3f}{(high - low).mean():>8.3f}"
        print(line)


if __name__ == "__main__":
    main()
