"""Letters made alike: small, without accents. For looking words up, never for showing them."""

import unicodedata

_PLAIN = str.maketrans("łøđıəŁØĐß’‘ʼ", "lodieLODs'''")


def fold(text: str) -> str:
    """The text in small letters without accents; its length may differ, so offsets must come from the original."""
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN).lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
