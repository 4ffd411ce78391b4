"""What the tests of requests to be contacted start from."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def forgotten_requests() -> Iterator[None]:
    """What one test sent is not held against the next."""
    from heard.web.callbacks.views.asking import requests_sent

    requests_sent.forget()
    yield
    requests_sent.forget()
