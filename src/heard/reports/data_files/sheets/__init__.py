"""The sheets of the workbook: each a table in words and numbers, ready to be written."""
