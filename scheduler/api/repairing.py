"""A week in which something happens: repairs, what it bears, plans made ready."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from scheduler.api.judging import Judged, write
from scheduler.api.schools import provenance
from scheduler.atomic import write_text
from scheduler.config.finding import InputRefused
from scheduler.config.load import Loaded, school_file, source_name, with_layer
from scheduler.domain.plan import Plan
from scheduler.statements.pinned import school_pins
from scheduler.statements.statement import Condition

if TYPE_CHECKING:
    from scheduler.repair.events import Happened, Words
    from scheduler.repair.gap import Gap
    from scheduler.repair.moment import Moment
    from scheduler.repair.repair import Repaired
    from scheduler.resilience.planb import Ready
    from scheduler.resilience.report import Resilience
    from scheduler.whatif.executor import Executor, Told
    from solvers.worker import Worker


HAPPENED = "what_happened.yaml"
"""The scenario file a repaired plan is judged with."""


def happened(loaded: Loaded, found: Plan, since: "Moment", words: "Words") -> "tuple[Loaded, Happened]":
    """The school after what was said to have happened, and what that is in the words of scenarios.

    Raises ValueError for words that mean nothing here, and for what the school cannot have.
    """
    from scheduler.repair.events import happened as read

    event = read(loaded.problem, found, since, words)
    try:
        return (with_layer(loaded, event.layer) if event.changes else loaded), event
    except InputRefused as refused:
        raise ValueError(event.refusal(refused.findings)) from refused


def repair(
    loaded: Loaded,
    found: Plan,
    *,
    since: "Moment",
    worker: "Worker",
    conditions: "Sequence[Condition]" = (),
    called_off: Collection[str] = (),
    shut: Collection[str] = (),
    seconds: float = 10.0,
    alternatives: int = 1,
    written: Mapping[Path, str] = MappingProxyType({}),
) -> "tuple[Repaired, ...]":
    """The smallest changes that make a plan fit the school as it now is; see `scheduler.repair.repair`.

    `written` are scenario files, still to be written, of what `loaded` has besides its files: path to text. The plans'
    provenance counts them in. Pins of the plan and of the school's own file are kept besides `conditions`.
    """
    from scheduler.repair.repair import repair as repaired

    kept = (*school_pins(loaded).conditions, *conditions)
    choices = repaired(
        loaded.problem,
        found,
        since=since,
        worker=worker,
        conditions=kept,
        called_off=called_off,
        shut=shut,
        seconds=seconds,
        alternatives=alternatives,
    )
    folder = school_file(loaded.request.path).parent
    more = {source_name(path, folder): sha256(text.encode()).hexdigest() for path, text in written.items()}
    origins = provenance(replace(loaded, sources={**loaded.sources, **more}), kept)
    return tuple(replace(choice, plan=replace(choice.plan, provenance=origins)) for choice in choices)


def gaps(loaded: Loaded, found: Plan, *, since: "Moment", asked: str) -> "tuple[Gap, ...]":
    """Who could take a session or post (its id, or ADULT@DAY CLOCK for those of an adult), what each costs, and what
    stops the others. Raises ValueError."""
    from scheduler.repair.gap import gap, meant

    problem = loaded.problem
    return tuple(gap(problem, found, since, target) for target in meant(problem, found, asked))


def resilience(judged: Judged, executor: "Executor", *, told: "Told" = lambda news: None) -> "Resilience":
    """Every single absence of a plan's week: whether it has a legal repair, what that takes, what cures the rest."""
    from scheduler.resilience.report import resilience as tried

    return tried(judged.loaded, judged.plan, executor, told)


def plan_b(
    loaded: Loaded,
    found: Plan,
    folder: Path,
    *,
    worker: "Worker",
    language: str,
    absences: int = 3,
    seconds: float = 10.0,
) -> "Iterator[Ready]":
    """Repairs for the likely days of a plan's week, written below the folder as they are made, each judged.

    Each has a folder of its own: scenario, plan, audit, notices. `seconds` bounds one repair.
    """
    from scheduler.config.scenario_text import scenario_text
    from scheduler.repair.moment import before
    from scheduler.repair.repair import Repaired
    from scheduler.resilience.absence import Absence
    from scheduler.resilience.planb import likely, make_ready

    def mend(absence: Absence) -> Repaired:
        after, file = with_layer(loaded, absence.layer), folder / absence.name / HAPPENED
        text = scenario_text(absence.say(language), absence.say(language), absence.layer)
        since = before(after.problem)
        (one,) = repair(after, found, since=since, worker=worker, seconds=seconds, written={file: text})
        write_repairs((one,), text, file.parent, language)
        return one

    return make_ready(loaded.problem, found, likely(loaded.problem, found, absences), mend)


def write_plan_b(found: Plan, ready: "Sequence[Ready]", folder: Path, language: str) -> tuple[Path, ...]:
    """Write the index of plans B, in words and as data."""
    from scheduler.resilience.planb import INDEX, index, index_text

    words, data = folder / "index.txt", folder / INDEX
    write_text(words, index_text(found, ready, language))
    write_text(data, json.dumps(index(found, ready), ensure_ascii=False, indent=1) + "\n")
    return words, data


def write_repairs(choices: "Sequence[Repaired]", scenario: str, folder: Path, language: str) -> tuple[Path, ...]:
    """Write the cheapest repair, what happened as a scenario file, the notices, and others to choose from."""
    files = [folder / HAPPENED]
    write_text(files[0], scenario)
    for number, choice in enumerate(choices, start=1):
        place = folder if number == 1 else folder / f"choice-{number}"
        files += write(choice.plan, choice.audit, place, language)
        files.append(place / "notices.txt")
        write_text(files[-1], "".join(f"{notice.say(language)}\n" for notice in choice.told))
    return tuple(files)
