"""What children wrote, made safe to read: who could be recognised is taken out, and words are sorted by theme."""
