"""A table of remarks as a council keeps it → rows, every cell of them; and what a row may be about. Pure."""

from heard.web.interpreting.tables.layout import Column, ReadTable, Row
from heard.web.interpreting.tables.reading import read_table
from heard.web.interpreting.tables.suggesting import Candidate, split_remarks, suggest_questions

__all__ = ["Candidate", "Column", "ReadTable", "Row", "read_table", "split_remarks", "suggest_questions"]
