"""Made-up programmes: invented councils whose children answer much as published figures say children do."""

from heard.dataset.synthesis.programme import BETWEEN, synthesise

__all__ = ["BETWEEN", "synthesise"]
