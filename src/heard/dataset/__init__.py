"""Many respondents: reading the files people exchange, checking and encoding them, storing them as Parquet."""
