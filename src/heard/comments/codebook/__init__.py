"""What comments may be said to be about: codes with their notes and seed phrases, in each language."""

from heard.comments.codebook.codebook import Code, Codebook, Leaning
from heard.comments.codebook.loading import check_codebook, load_codebook, read_codebook

__all__ = ["Code", "Codebook", "Leaning", "check_codebook", "load_codebook", "read_codebook"]
