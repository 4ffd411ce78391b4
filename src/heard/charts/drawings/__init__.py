"""Drawings of what a sentence is about, in one hand: ink lines, flat fills, round ends.

A sentence always stands beside a drawing, so who cannot see it misses nothing.
"""

from heard.charts.drawings.drawing import Drawing, draw_drawing

__all__ = ["Drawing", "draw_drawing"]
