"""Charts as Altair charts (Vega-Lite specs) for notebooks: to restyle, to put beside others, to save.

Each function takes tables as `heard.read_wave` gives them, or as `heard.read_release` reads them, and says its point
in the title, every number in the description, and in words what is not drawn because too few answered or because it
may not be shown. Per cents are whole, so that a picture tells no more than the words. Charts of working tables are for
the analysts who may see those. Altair comes with the extra `notebook`: pip install 'heard[notebook]'.
"""

from heard.charts.vega.change import draw_change
from heard.charts.vega.comparisons import draw_comparisons
from heard.charts.vega.findings import draw_findings
from heard.charts.vega.funnel import draw_funnel
from heard.charts.vega.shares import draw_shares

__all__ = ["draw_change", "draw_comparisons", "draw_findings", "draw_funnel", "draw_shares"]
