"""Filling what a child's browser gets up to a few lengths, squeezed or as it is.

Squeezed first and filled afterwards, so that what squeezing says about the content is rounded away as well. The filling
stands in the gzip header's extra field (RFC 1952, 2.3.1.1), which every reader passes over.
"""

import zlib
from secrets import randbelow

from heard.web.policy import PAGE_JITTER

LEVEL = 6  # 9 saves nothing on pages this small
HEADER = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff"  # deflate, an extra field, no time, no system
MARK = b"Hd"  # of the one part of the extra field
LENGTH_BYTES = 2
AROUND = len(HEADER) + LENGTH_BYTES + len(MARK) + LENGTH_BYTES + 8  # the last 8: check sum and length
LONGEST_FILLING = 0xFFFF - len(MARK) - LENGTH_BYTES


def fill_with_spaces(content: bytes, step: int) -> bytes:
    """Spaces after the end: a page and JSON say the same with them."""
    return content + b" " * (-len(content) % step)


def squeeze_and_fill(content: bytes, step: int) -> bytes:
    """As gzip, a whole number of steps long.

    Which answer stands chosen on a page can change its squeezed length by a byte or two. A page that lies close to the
    end of a step would tell it, so up to `PAGE_JITTER` random bytes are added first. Raises ValueError for a step
    longer than an extra field.
    """
    if step > LONGEST_FILLING - PAGE_JITTER:
        raise ValueError("a step is longer than what a gzip header can be filled up with")
    squeezer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    squeezed = squeezer.compress(content) + squeezer.flush()
    jitter = randbelow(PAGE_JITTER) if step > 1 else 0
    filling = jitter + -(AROUND + len(squeezed) + jitter) % step
    part = MARK + filling.to_bytes(LENGTH_BYTES, "little") + bytes(filling)
    return b"".join(
        (
            HEADER,
            len(part).to_bytes(LENGTH_BYTES, "little"),
            part,
            squeezed,
            zlib.crc32(content).to_bytes(4, "little"),
            (len(content) & 0xFFFFFFFF).to_bytes(4, "little"),
        )
    )
