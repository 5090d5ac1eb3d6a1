"""Charts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.config.load import Loaded
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

if TYPE_CHECKING:
    from scheduler.explain.count import Count
    from scheduler.explain.explanation import Explanation
    from scheduler.resilience.report import Resilience
    from scheduler.whatif.compare import Comparison
    from scheduler.whatif.sweep import Frontier


def draw_count(loaded: Loaded, found: "Count", file: Path, language: str) -> Path:
    """Draw a count as a PNG file and return it."""
    from scheduler.charts.supply import draw_supply

    return draw_supply(loaded.problem, found, file, language)


def draw_explained(problem: Problem, found: "Explanation", file: Path, language: str) -> Path:
    """Draw the clashes and ways out of an explanation as a PNG file and return it."""
    from scheduler.charts.explained import draw_explained as drawn

    return drawn(problem, found, file, language)


def draw_resilience(problem: Problem, found: "Resilience", file: Path, language: str) -> Path:
    """Draw every single absence as a heat map into a PNG file and return it."""
    from scheduler.charts.bearing import draw_bearing

    return draw_bearing(problem, found, file, language)


def draw(
    problem: Problem,
    found: Plan,
    folder: Path,
    *,
    language: str,
    formats: Sequence[str] = ("png",),
    kinds: Sequence[str] | None = None,
) -> tuple[Path, ...]:
    """Draw the charts of a plan into a folder and return the files written."""
    from scheduler.charts.draw import draw as draw_charts

    return draw_charts(problem, found, folder, language=language, formats=formats, kinds=kinds)


def draw_compare(problem: Problem, found: "Comparison", file: Path, language: str) -> Path:
    """Draw a comparison as a PNG file and return it."""
    from scheduler.charts.compare import draw_compare as drawn

    return drawn(problem, found, file, language)


def draw_frontier(problem: Problem, found: "Frontier", file: Path, language: str) -> Path:
    """Draw a frontier as a PNG file and return it."""
    from scheduler.charts.frontier import draw_frontier as drawn

    return drawn(problem, found, file, language)
