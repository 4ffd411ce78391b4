"""From a sheet to a PDF. Only the short-lived process that does it loads this: 50 MB and a second."""
