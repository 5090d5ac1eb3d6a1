"""How time and memory grow with the size of a school, as a picture."""

from collections.abc import Sequence
from math import log
from pathlib import Path

from matplotlib.figure import Figure

from tests.benchmarks.report import Result

WANTED = 1.5
"""Exponent that time may have; memory may have 1."""


def exponent(results: Sequence[Result], key: str) -> float:
    """Least-squares slope of log(result[key]) over log(classes). Raises ValueError for fewer than two sizes."""
    points = [(log(result["classes"]), log(result[key])) for result in results]
    mean_x, mean_y = (sum(p[axis] for p in points) / max(1, len(points)) for axis in (0, 1))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if not spread:
        raise ValueError(f"growth of {key} needs schools of at least two sizes, got {len(points)} cases of one")
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


def draw_growth(results: Sequence[Result], file: Path) -> None:
    """Seconds and MB over classes, both axes logarithmic, each beside the line it may not outgrow."""
    figure = Figure(figsize=(9, 4), layout="constrained")
    sizes = sorted({result["classes"] for result in results})
    left, right = figure.subplots(1, 2)
    shown = ((left, "seconds", "seconds, YAML to audited plan", WANTED), (right, "mb", "peak MB", 1.0))
    for axes, key, label, most in shown:
        found = exponent(results, key)
        first = min(results, key=lambda result: (result["classes"], result[key]))
        axes.loglog(sizes, [first[key] * (n / sizes[0]) ** most for n in sizes], "k--", label=f"n^{most:g}")
        axes.loglog([r["classes"] for r in results], [r[key] for r in results], "o", label=f"measured: n^{found:.2f}")
        axes.set_xticks(sizes, [str(n) for n in sizes], minor=False)
        axes.xaxis.minorticks_off()
        axes.set_xlabel("classes")
        axes.set_ylabel(label)
        axes.legend(frameon=False)
    figure.savefig(file, dpi=120)
