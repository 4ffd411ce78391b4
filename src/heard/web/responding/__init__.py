"""Every finding gets an answer, and the young people's panel may send one back."""
