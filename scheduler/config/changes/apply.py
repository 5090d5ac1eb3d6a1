"""The list `changes` of a scenario, read and carried out in order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.changes.draft import Draft, Refused, Spoilt
from scheduler.config.changes.registry import VERBS
from scheduler.config.changes.verb import Verb
from scheduler.config.changes.words import Told
from scheduler.config.csv_reader import Table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.layers import Layered
from scheduler.config.nearest import nearest
from scheduler.config.schema_words import validate
from scheduler.config.sheet import Sheet
from scheduler.config.source import Document, FieldPath, format_path
from scheduler.domain.demand import Mode

Place = TypeVar("Place")

CHANGES = "changes"
"""The section of a scenario that lists changes."""


@dataclass(frozen=True)
class Changed:
    """The school after a list of changes, and a sentence for each."""

    document: Document
    tables: dict[str, Table | Sheet]
    told: tuple[Told, ...]


def sections_of(scenario: Document) -> Document:
    """The scenario without its list of changes: the sections it lays over those below."""
    if not isinstance(scenario.data, dict) or CHANGES not in scenario.data:
        return scenario
    return replace(scenario, data={name: part for name, part in scenario.data.items() if name != CHANGES})


def has_changes(scenario: Document) -> bool:
    """Whether a scenario lists any changes."""
    return isinstance(scenario.data, dict) and bool(scenario.data.get(CHANGES))


def apply_changes(
    scenario: Document, document: Document, tables: Mapping[str, Table | Sheet], *, mode: Mode, asked: date
) -> Changed:
    """The school with the scenario's changes made one after another.

    `document` is a valid school, `tables` its tables, `asked` any day of the planned week. What a change asks of the
    school is judged here: ids, days, contradictions. What may stand in a school is judged with the whole, later.

    Raises:
        InputRefused: with every fault of the list, each at its place in the scenario.
    """
    complaints = Complaints(scenario)
    draft = Draft(Layered(document), dict(tables), mode, asked, scenario, complaints, {})
    told: list[Told] = []
    for at, verb in _verbs(scenario, complaints):
        draft.at = (CHANGES, at)
        try:
            told.append(verb.edit(draft))
        except Refused:
            continue
        except Spoilt:
            break
    if complaints.found:
        raise InputRefused(distinct(complaints.found))
    return Changed(draft.layered.document(), draft.tables, tuple(told))


def _verbs(scenario: Document, complaints: Complaints) -> list[tuple[int, Verb]]:
    """The changes that can be read, with their position; faults of the others are recorded."""
    listed = scenario.data[CHANGES]
    if not isinstance(listed, list):
        rule = (
            "must be a list of changes, like [{absent: T003, on: wed}]",
            "应为变化清单，例如 [{absent: T003, on: wed}]",
        )
        complaints.at((CHANGES,), rule)
        return []
    found = [(at, _verb(scenario, at, complaints)) for at in range(len(listed))]
    return [(at, verb) for at, verb in found if verb is not None]


def _verb(scenario: Document, at: int, complaints: Complaints) -> Verb | None:
    item = scenario.data[CHANGES][at]
    words = [key for key in item if key in VERBS] if isinstance(item, dict) else []
    if len(words) != 1:
        _no_verb(item, at, words, complaints)
        return None
    verb, faults = validate(VERBS[words[0]], _inside(scenario, at))
    complaints.found.extend(_placed(fault, at) for fault in faults)
    return verb


def _no_verb(item: object, at: int, words: list[str], complaints: Complaints) -> None:
    path = (CHANGES, at)
    if not isinstance(item, dict) or not item:
        rule = ("must be one change, like {absent: T003, on: wed}", "应为一项变化，例如 {absent: T003, on: wed}")
        complaints.at(path, rule)
    elif words:
        rule = (
            f"one change has one verb, not {' and '.join(words)}; write two changes",
            f"一项变化只有一个动词，不能同时写 {'、'.join(words)}；请分成两项",
        )
        complaints.at((*path, words[1]), rule, key=True)
    else:
        first = next(iter(item))
        rule = (f"must begin with a verb: {', '.join(VERBS)}", f"应以动词开头：{'、'.join(VERBS)}")
        complaints.at((*path, first), rule, nearest(first, VERBS), key=True)


def _inside(scenario: Document, at: int) -> Document:
    """One change as a document of its own, its places those of the scenario."""
    depth = 2

    def inner(marks: Mapping[FieldPath, Place]) -> dict[FieldPath, Place]:
        return {path[depth:]: mark for path, mark in marks.items() if path[:depth] == (CHANGES, at)}

    marks, texts = inner(scenario.marks), inner(scenario.texts)
    return Document(scenario.data[CHANGES][at], marks, scenario.file, inner(scenario.key_marks), texts)


def _placed(fault: Finding, at: int) -> Finding:
    inside = f".{fault.path}" if fault.path else ""
    return replace(fault, path=f"{format_path((CHANGES, at))}{inside}")
