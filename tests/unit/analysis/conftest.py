"""What the tests of the analysis share."""

import pytest

from heard.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue Heard comes with."""
    return load_catalogue()
