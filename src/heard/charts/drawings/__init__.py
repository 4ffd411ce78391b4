"""Drawings of what a sentence is about, in one hand: ink lines, flat fills, round ends.

A sentence always stands beside a drawing, so who cannot see it misses nothing.
"""

from heard.charts.drawings.drawing import Drawing, Fill, Part, draw_drawing, find_shape

__all__ = ["Drawing", "Fill", "Part", "draw_drawing", "find_shape"]
