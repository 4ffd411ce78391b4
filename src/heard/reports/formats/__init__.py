"""The formats a report is written in; one module walks it for each, and orders, rounds and hides nothing."""
