"""The names `heard` offers, for editors and type checkers: they are loaded when first asked for."""

from heard.analysis import methods as methods
from heard.base.errors import UserError as UserError
from heard.base.policy import Level as Level
from heard.catalogue import load_catalogue as load_catalogue
from heard.charts import vega as vega
from heard.programme import AnalysedWave as AnalysedWave
from heard.programme import analyse as analyse
from heard.programme import attack_releases as attack_releases
from heard.programme import check_programme as check_programme
from heard.programme import make_programme as make_programme
from heard.programme import open_programme as open_programme
from heard.programme import read_release as read_release
from heard.programme import read_wave as read_wave
from heard.programme import release_tables as release_tables
from heard.programme import write_report as write_report

__version__: str
__all__: list[str]
