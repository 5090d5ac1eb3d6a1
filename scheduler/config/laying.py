"""A school's layers laid over each other: sections merged, changes made, the whole validated."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.config.build import choose_mode
from scheduler.config.build_calendar import build_week
from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_tables import COLUMNS, open_tables
from scheduler.config.changes.apply import apply_changes, has_changes, sections_of
from scheduler.config.changes.words import Told
from scheduler.config.csv_reader import Table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.layers import merge
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_people import RosterFiles
from scheduler.config.schema_refusals import refused_contents, refused_providers
from scheduler.config.schema_words import validate
from scheduler.config.sheet import Sheet
from scheduler.config.source import Document, Mark
from scheduler.domain.demand import Mode

Tables = dict[str, Table | Sheet]


@dataclass(frozen=True)
class Scenario:
    """What one scenario is for, and what each of its changes does, in sentences."""

    title: str
    reason: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Read:
    """Everything read from files, each once, however many scenarios are laid over it later.

    `layers` are in the order they are merged; `tables` grow by file name as scenarios name them; `hashes` are of the
    bytes when they were read.
    """

    layers: tuple[Document, ...]
    tables: dict[str, Table] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Laid:
    """A school with everything laid over it: validated, its tables as changes leave them.

    `week` is any day of the planned week; None where none was asked for and no change fixed it.
    """

    file: SchoolFile
    complaints: Complaints
    tables: Tables
    week: date | None
    scenarios: tuple[Scenario, ...]


@dataclass
class Pile:
    """Layers laid so far. A list of changes sees everything below it merged; what comes after is merged over that."""

    file: Path
    read: Read
    mode: Mode | None
    week: date | None
    added: Sequence[Finding]
    below: list[Document]
    edited: Tables = field(default_factory=dict)
    scenarios: list[Scenario] = field(default_factory=list)

    def lay(self, scenario: Document) -> None:
        """Lay one scenario: its sections, then its changes in order."""
        self.below.append(sections_of(scenario))
        told: tuple[Told, ...] = ()
        if has_changes(scenario):
            school, complaints = self._whole()
            tables = self._tables(school, complaints)
            mode, week = choose_mode(school, self.mode, complaints), build_week(school, self.week, complaints)
            if week is None or complaints.found:
                raise InputRefused(distinct(complaints.found))
            self.week = week.days[0].date if self.week is None else self.week
            changed = apply_changes(scenario, complaints.document, tables, mode=mode, asked=self.week)
            self.below, self.edited, told = [changed.document], changed.tables, changed.told
        self.scenarios.append(_scenario(scenario, told))

    def laid(self) -> Laid:
        """The whole, validated; raises InputRefused with every fault of the merged fields."""
        school, complaints = self._whole()
        return Laid(school, complaints, self._tables(school, complaints), self.week, tuple(self.scenarios))

    def _whole(self) -> tuple[SchoolFile, Complaints]:
        return validated(merged(self.below, self.file), self.file.parent, self.added)

    def _tables(self, school: SchoolFile, complaints: Complaints) -> Tables:
        """The tables the school names now; those that changes have edited as they left them."""
        opened = open_tables(school.rosters, self.file.parent, complaints, self.read.tables)
        return {kind: self._edited(kind, table) for kind, table in opened.items()}

    def _edited(self, kind: str, table: Table) -> Table | Sheet:
        edited = self.edited.get(kind)
        return table if edited is None or edited.file != table.file else edited


def _scenario(document: Document, told: tuple[Told, ...]) -> Scenario:
    note = document.data.get("scenario") if isinstance(document.data, dict) else None
    note = note if isinstance(note, dict) else {}
    return Scenario(f"{note.get('title') or ''}", f"{note.get('reason') or ''}", told)


def merged(layers: Sequence[Document], file: Path) -> Document:
    """The layers as one document; what none of them holds is missing in the school's own file."""
    whole = merge(layers)
    return replace(whole, marks={**whole.marks, (): Mark(str(file), 1, 1)})


def validated(document: Document, folder: Path, added: Sequence[Finding] = ()) -> tuple[SchoolFile, Complaints]:
    """The merged document as a school file, and the collector of what is wrong with it.

    `added` are entries that may be slips: a note each, or, where they lack fields, the fault that says so.
    """
    complaints = Complaints(document)
    school, faults = validate(SchoolFile, document)
    for slip in added:
        kept = [fault for fault in faults if not (fault.place == slip.place and fault.path.startswith(f"{slip.path}."))]
        faults = kept if len(kept) == len(faults) else [*kept, slip]
    complaints.notes.extend(added)
    refused = [*refused_contents(document), *refused_providers(document)]
    if school is None:
        raise InputRefused(distinct([*refused, *faults, *_table_faults(document, folder)]))
    complaints.found.extend(refused)
    return school, complaints


def _table_faults(document: Document, folder: Path) -> list[Finding]:
    """Faults of the tables themselves, while the merged file does not yet hold together."""
    complaints = Complaints(document)
    open_tables(rosters_named(document), folder, complaints)
    return complaints.found


def rosters_named(document: Document) -> RosterFiles:
    """The rosters a document names, whether or not the rest of it holds together."""
    written = document.data.get("rosters") if isinstance(document.data, dict) else None
    names: dict[str, Any] = (
        {k: v for k, v in written.items() if k in COLUMNS and isinstance(v, str) and v}
        if isinstance(written, dict)
        else {}
    )
    return RosterFiles.model_construct(**names)
