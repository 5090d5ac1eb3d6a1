"""Who gets which wish, as a picture: one bar a mechanism, one part a rank."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from tests.benchmarks.report import Result

COLOURS = "viridis"
"""Dark to light in even steps, also for colour-blind eyes and in grey."""
ROW, NARROWEST = 0.3, 0.03
"""Inches a bar; the smallest share of the width that still holds a number."""
WITHOUT = "#b03030"


def draw_choices(results: Sequence[Result], file: Path) -> None:
    """One panel a case, one bar a mechanism: places at the first rank, the second ..., then those not given.

    Beside each bar the sum of ranks. Mechanisms that gave nothing are left out. Raises ValueError when none gave any.
    """
    shown = [result for result in results if result.get("profile")]
    if not shown:
        raise ValueError("no mechanism has given a place: there is nothing to draw")
    cases = list(dict.fromkeys(result["case"] for result in shown))
    names = list(dict.fromkeys(result["mechanism"] for result in shown))
    figure = Figure(figsize=(3.5 + 4.5 * len(cases), 1.2 + ROW * len(names)), layout="constrained")
    depth = max(len(result["profile"]) for result in shown)
    for axes, case in zip(figure.subplots(1, len(cases), sharey=True, squeeze=False)[0], cases, strict=True):
        for result in (result for result in shown if result["case"] == case):
            _bar(axes, names.index(result["mechanism"]), result, depth)
        axes.set_title(case)
        axes.set_xlabel("places by rank of the wish; right: sum of ranks, first 0")
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
    parts = [Patch(color=_colour(rank, depth), label=f"wish {rank + 1}") for rank in range(depth)]
    if any(result["without"] for result in shown):
        parts.append(Patch(facecolor="white", hatch="////", edgecolor=WITHOUT, label="none"))
    figure.legend(handles=parts, loc="outside lower center", ncols=len(parts), frameon=False)
    figure.savefig(file, dpi=120)


def _bar(axes: Axes, row: int, result: Result, depth: int) -> None:
    counts, without = result["profile"], result["without"]
    whole = sum(counts) + without
    for rank, (count, end) in enumerate(zip(counts, accumulate(counts), strict=True)):
        axes.barh(row, count, left=end - count, height=0.8, color=_colour(rank, depth), edgecolor="white")
        if count >= NARROWEST * whole:
            ink = "white" if rank < 0.6 * depth else "black"
            axes.text(end - count / 2, row, str(count), ha="center", va="center", color=ink, fontsize=8)
    if without:
        axes.barh(row, without, left=sum(counts), height=0.8, color="white", hatch="////", edgecolor=WITHOUT)
    axes.text(whole * 1.01, row, str(result["total"]), ha="left", va="center", fontsize=9)


def _colour(rank: int, depth: int) -> tuple[float, float, float, float]:
    return colormaps[COLOURS](rank / max(1, depth - 1))
