"""Squeezed or not, what a child's browser gets is filled up to a few lengths and reads the same."""

import gzip
import secrets
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.web.policy import PAGE_JITTER
from heard.web.ui.lengths import AROUND, LONGEST_FILLING, fill_with_spaces, squeeze_and_fill


@given(st.binary(max_size=5_000), st.sampled_from([1, 256, 2_048, 8_192]))
def test_what_is_squeezed_and_filled_reads_the_same_and_is_whole_steps_long(
    content: bytes, step: int
) -> None:
    squeezed = squeeze_and_fill(content, step)
    assert gzip.decompress(squeezed) == content
    assert zlib.decompress(squeezed, 16 + zlib.MAX_WBITS) == content  # as browsers read it
    assert len(squeezed) % step == 0


@pytest.mark.parametrize(("incompressible", "steps"), [(256, 1), (1_800, 1), (2_100, 2), (4_200, 3)])
def test_the_length_is_the_next_step_above_the_squeezed_content(incompressible: int, steps: int) -> None:
    content = secrets.token_bytes(incompressible)
    assert len(squeeze_and_fill(content, 2_048)) == steps * 2_048


def test_close_to_the_end_of_a_step_chance_decides() -> None:
    stored = 5  # bytes that deflate puts before what it cannot make smaller
    content = secrets.token_bytes(2_048 - AROUND - stored - PAGE_JITTER // 2)
    lengths = [len(squeeze_and_fill(content, 2_048)) for _ in range(200)]
    assert set(lengths) == {2_048, 4_096}


def test_without_steps_nothing_is_added() -> None:
    content = b"the same to everybody " * 50
    assert len({len(squeeze_and_fill(content, 1)) for _ in range(20)}) == 1


def test_a_step_that_a_header_cannot_be_filled_up_to_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        squeeze_and_fill(b"", LONGEST_FILLING)


@pytest.mark.parametrize(("length", "filled"), [(0, 0), (1, 8), (8, 8), (9, 16)])
def test_what_is_not_squeezed_is_filled_up_with_spaces(length: int, filled: int) -> None:
    assert fill_with_spaces(b"x" * length, 8) == b"x" * length + b" " * (filled - length)
