"""The one book of engines by name. Nothing heavy is imported until an engine is loaded."""

import importlib
from collections.abc import Callable

from solvers.engines.calling import InProcess
from solvers.engines.protocol import ColumnEngine, Engine

PLACES = {
    "cpsat": "solvers.engines.tiers:solve",
    "highs": "solvers.engines.linear_tiers:solve",
    "core": "solvers.engines.core:solve",
    "flow": "solvers.engines.flow:solve",
    "relay": "solvers.engines.relay:solve",
    "dive": "solvers.engines.diving:solve",
    "split": "solvers.engines.split:solve",
    "neighbourhood": "solvers.engines.neighbourhood:solve",
    "first": "solvers.engines.first:solve",
    "ready": "solvers.engines.ready:solve",
    "even": "solvers.engines.even:solve",
}
"""Engine name -> module:attribute of its ColumnEngine."""


def column_engine(name: str) -> ColumnEngine:
    """Load an engine by name, or by "module:attribute" for one that is not in the book. Raises ValueError."""
    require_known(name)
    module, _, attribute = PLACES.get(name, name).partition(":")
    engine: ColumnEngine = getattr(importlib.import_module(module), attribute)
    return engine


def require_known(name: str) -> None:
    """Raise ValueError unless the name is in the book or of the form "module:attribute"; imports nothing."""
    if name not in PLACES and ":" not in name:
        raise ValueError(f"Expected an engine among {', '.join(PLACES)} or 'module:attribute', got {name!r}.")


def _loader(name: str) -> Callable[[], Engine]:
    return lambda: InProcess(name, column_engine(name))


ENGINES: dict[str, Callable[[], Engine]] = {name: _loader(name) for name in PLACES}
"""Engine name -> a loader of the engine running in this process."""
