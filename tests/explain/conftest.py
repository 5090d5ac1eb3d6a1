"""What the tests of explanations share."""

from collections.abc import Iterator

import pytest

from solvers.worker import Worker


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """One solving process for all searches."""
    with Worker() as made:
        yield made
