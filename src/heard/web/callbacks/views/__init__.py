"""What a child asks; what the safeguarding reader reads; where a council says whom to tell."""
