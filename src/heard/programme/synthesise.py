"""Make a made-up programme with Heard's own catalogue."""

from pathlib import Path

from heard.base.places import Wave
from heard.catalogue import load_catalogue
from heard.dataset.synthesis import synthesise
from heard.programme.counted import Progress, say_nothing


def make_programme(
    out: Path | str,
    *,
    areas: int = 80,
    waves: int = 2,
    responses: int = 30_000,
    seed: int = 1,
    plant: Path | None = None,
    between: float | None = None,
    under_way: Wave | None = None,
    progress: Progress = say_nothing,
) -> None:
    """Write a programme folder of invented councils, `responses` over all of its waves together.

    A made-up programme that stands there is made anew. `plant`: a CSV file of true differences to be found again
    (`wave,area,survey,indicator,difference`, in shares). `between`: how far councils truly differ, 0 = not at all (SD
    on the probit scale). `under_way`: a later wave that nobody answered yet. The same `seed` gives the same files.
    Raises UserError where `out` holds anything else, InputProblems for what cannot be planted.
    """
    chosen = {} if between is None else {"between": between}
    synthesise(
        Path(out),
        catalogue=load_catalogue(),
        areas=areas,
        waves=waves,
        responses=responses,
        seed=seed,
        plant=plant,
        under_way=under_way,
        progress=progress,
        **chosen,
    )
