"""What is inside sealed rows is read strictly: what was not written here does not open."""

import pytest

from heard.web.codes.contents import Answers, Comment, Slip, read_tally
from heard.web.codes.sealing import CannotOpen

DEEP = b"[" * 100_000
WRONG = [b"", b"\xff", b"[]", b"null", b"{}x", b'{"survey": 1}', DEEP, b'{"survey":' + DEEP]


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_what_was_not_written_here_cannot_be_opened(content: bytes) -> None:
    for read in (Answers.from_bytes, Slip.from_bytes, Comment.from_bytes, read_tally):
        with pytest.raises(CannotOpen):
            read(content)
