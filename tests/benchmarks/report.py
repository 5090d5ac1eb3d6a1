"""Results as JSON lines or as one Markdown table; medians over repeated runs."""

import json
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any

Result = dict[str, Any]
"""One case: JSON values by key. `tiers` maps a tier's name to its value, bound, gap and stop."""

MEASURED = ("seconds", "first_seconds", "as_good_seconds", "mb")
SETTINGS = ("seed", "mode", "week", "effort", "charts", "engine", "objective", "cut", "repeats", "lotteries")


def with_gap(value: int, bound: int) -> float:
    """(value - bound) / max(1, |value|), to four places: 0.0 when proven best."""
    return round((value - bound) / max(1, abs(value)), 4)


def repeated(run: Callable[[], Result], times: int) -> Result:
    """The first of several results with the medians of what is measured; `answers` counts different answers."""
    results = [run() for _ in range(times)]
    merged = dict(results[0])
    for key in MEASURED:
        seen = [result[key] for result in results if result.get(key) is not None]
        merged[key] = _rounded(key, median(seen)) if seen else None
    answers = {_answer(result) for result in results}
    return merged | {"repeats": times, "answers": len(answers)}


def _rounded(key: str, number: float) -> float:
    return round(number) if key == "mb" else round(number, 2)


def _answer(result: Result) -> str:
    return json.dumps({key: value for key, value in result.items() if key not in MEASURED}, sort_keys=True)


def show(results: Iterable[Result], *, markdown: bool) -> None:
    """Print one JSON line a case as soon as it is there, or a table at the end."""
    if markdown:
        print(table([flat(result) for result in results]))
        return
    for result in results:
        print(json.dumps(result, ensure_ascii=False), flush=True)


def flat(result: Result) -> Result:
    """The result with every tier as one cell `value [bound]`, the bound only where a gap is left; measures last."""
    cells = {key: value for key, value in result.items() if key not in (*MEASURED, "tiers", "days")}
    for name, tier in result.get("tiers", {}).items():
        cells[name] = _cell(tier)
    if result.get("days"):
        cells["places, all days"] = f"≥ {result['days']['bound']} ({result['days']['gap']:.1%})"
    return cells | {key: result[key] for key in MEASURED if key in result}


def _cell(tier: Result) -> str:
    proven = tier["bound"] in (None, tier["value"])
    return str(tier["value"]) if proven else f"{tier['value']} [{tier['bound']}]"


def table(rows: Sequence[Result]) -> str:
    """A Markdown table; a column empty everywhere is left out, a setting that all cases share stands below."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    filled = [name for name in names if any(row.get(name) not in (None, "") for row in rows)]
    shared = [name for name in filled if name in SETTINGS and len({_text(row.get(name)) for row in rows}) == 1]
    shown = [name for name in filled if name not in shared]
    lines = [f"| {' | '.join(shown)} |", f"|{'---|' * len(shown)}"]
    lines += [f"| {' | '.join(_text(row.get(name)) for name in shown)} |" for row in rows]
    return "\n".join([*lines, "", ", ".join(f"{name} {_text(rows[0][name])}" for name in shared)])


def _text(value: object) -> str:
    return "-" if value is None else str(value).replace("|", "\\|")
