"""What children wrote in their own words: who could be known from it, what it is about, what may be quoted."""
