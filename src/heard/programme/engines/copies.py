"""Whether what an engine would count is what the programme folder holds."""

from heard.base.errors import UserError
from heard.dataset.storing import StoredDataset


def check_copy(fingerprint: str, dataset: StoredDataset, where: str, *, again: str = "Copy it again") -> None:
    """UserError where the copy was made of other responses, settings or another version than the dataset here."""
    if fingerprint != dataset.codebook.fingerprint:
        raise UserError(
            f"What lies in {where} was made of other responses than this programme's, or before they changed. {again}, "
            "then count."
        )
