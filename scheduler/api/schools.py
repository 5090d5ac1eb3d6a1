"""A school read, checked and counted; what its bytes were."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.clauses.book import BOOK
from scheduler.clauses.clause import Breach
from scheduler.config.load import Loaded, load_school
from scheduler.domain.demand import Mode
from scheduler.statements.pinned import canonical, school_pins
from scheduler.statements.statement import Condition

if TYPE_CHECKING:
    from scheduler.explain.count import Count


def load(school: Path, *, week: date | None = None, mode: Mode | None = None, scenarios: Sequence[Path] = ()) -> Loaded:
    """Read a school folder or file for one week. Raises InputRefused with every problem found."""
    loaded = load_school(school, week=week, mode=mode, scenarios=scenarios)
    return replace(loaded, notes=(*loaded.notes, *school_pins(loaded).idle))


def check(loaded: Loaded) -> tuple[Breach, ...]:
    """What the school's own facts say against the notice, before any plan; empty when nothing does."""
    return tuple(found for clause in BOOK for found in clause.findings(loaded.problem))


def count(loaded: Loaded) -> "Count":
    """Supply against the least demand of the week, before any search: what is short, certainly or nearly."""
    from scheduler.explain.count import count_first

    return count_first(loaded.problem)


def provenance(loaded: Loaded, conditions: Sequence[Condition] = ()) -> dict[str, str]:
    """Versions of everything that can change a plan, and the hash of every file it was made from, and of its pins."""
    found = {name: _version(name) for name in ("afterschool-planner", "ortools", "highspy")}
    if conditions:
        found["pins"] = sha256(canonical(conditions).encode()).hexdigest()
    return found | {f"sha256:{name}": digest for name, digest in sorted(loaded.sources.items())}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
