"""Tables that councils bring as files: read in a process of their own into cells, faults told by their place."""
