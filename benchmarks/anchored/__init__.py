"""The site with one survey of the shape at which other tools were measured, for benchmarks alone."""
