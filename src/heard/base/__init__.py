"""Value types that every part of Heard shares, and every policy number. Standard library only."""
