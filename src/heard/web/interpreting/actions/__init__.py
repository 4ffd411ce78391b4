"""Everything that is written of what people make of findings. Each is a transaction that leaves an audit event, but for
what comes from a card: of that there is a count and nothing else."""
