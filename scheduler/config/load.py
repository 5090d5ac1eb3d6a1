"""A school's folder as a problem: layers merged, everything wrong reported at once, every value traced."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.config.beside import SCHOOL_FILE
from scheduler.config.build import build_problem, check_sections
from scheduler.config.build_findings import distinct
from scheduler.config.build_tables import Rows, open_tables
from scheduler.config.csv_reader import Table, cell_mark
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.layer_files import read_layers
from scheduler.config.layers import entries_added
from scheduler.config.laying import Pile, Read, Scenario, merged, validated
from scheduler.config.pins_file import own_pins
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_people import RosterFiles
from scheduler.config.sheet import Sheet
from scheduler.config.source import Document, Mark
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem


@dataclass(frozen=True)
class Request:
    """What was asked to be loaded: see `load_school`. `layers` are scenarios that no file holds, laid over all else."""

    path: Path
    week: date | None = None
    mode: Mode | None = None
    scenarios: tuple[Path, ...] = ()
    layers: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Loaded:
    """A school ready for planning.

    `document` is the merged file with the place of every value; `sources` maps each file read to the SHA-256
    of its bytes; `request` is what was asked for; `notes` are things a planner should know that do not stop the
    planning; `tables` are the CSV rosters by name, as changes leave them; `scenarios` say what was laid over the
    school; `read` is what the files held (None: not kept, to be read again); `pins` is the school's own file of pins,
    where it names one.
    """

    problem: Problem
    document: Document
    sources: Mapping[str, str]
    request: Request
    notes: tuple[Finding, ...] = ()
    tables: Mapping[str, Table | Sheet] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()
    read: Read | None = field(default=None, compare=False, repr=False)
    pins: Document | None = None


@dataclass(frozen=True)
class Outline:
    """A school before its roster is settled: the sections, their places, and the roster as it stands (None = none)."""

    file: SchoolFile
    document: Document
    roster: Table | None


def load_school(
    path: Path, *, week: date | None = None, mode: Mode | None = None, scenarios: Sequence[Path] = ()
) -> Loaded:
    """Load a school: policy pack, school.yaml, its term file and the scenarios, each over the one before.

    Args:
        path: a folder with school.yaml, or the YAML file itself.
        week: any date in the week to plan; None = the first full school week of the term.
        mode: None = roster when the school has a roster of pupils, else counts.
        scenarios: YAML files with the same sections, applied in order.

    Raises:
        InputRefused: with every fault found: of all YAML files together, else of the merged fields and the
            tables together, else of what they say about each other.
    """
    return _load(Request(path, week, mode, tuple(scenarios)))


def with_layer(loaded: Loaded, layer: Mapping[str, Any]) -> Loaded:
    """The same school and week with one more scenario, given as plain data; raises InputRefused as a file of it would.

    Lists replace lists and None deletes, as in a file. The files are not read again.
    """
    week = loaded.problem.days[0].date if loaded.problem.days else loaded.request.week
    request = replace(loaded.request, week=week, mode=loaded.problem.mode)
    return _load(replace(request, layers=(*request.layers, layer)), loaded.read)


def in_week(loaded: Loaded, week: date) -> Loaded:
    """The same school with the same scenarios in the week that holds a date; the files are not read again.

    Raises InputRefused when the week has no school day, or a scenario does not fit it.
    """
    return _load(replace(loaded.request, week=week, mode=loaded.problem.mode), loaded.read)


def _load(request: Request, read: Read | None = None) -> Loaded:
    file = school_file(request.path)
    read = read or Read(tuple(read_layers(file, request.scenarios)))
    layers = read.layers
    below = len(layers) - len(request.scenarios)
    added = [note for at in range(below, len(layers)) for note in entries_added(layers[:at], layers[at])]
    pile = Pile(file, read, request.mode, request.week, added, list(layers[:below]))
    unwritten = [Document(layer, {}, f"layer {number}") for number, layer in enumerate(request.layers, start=1)]
    for scenario in (*layers[below:], *unwritten):
        pile.lay(scenario)
    laid = pile.laid()
    complaints = laid.complaints
    rows = {name: Rows(table, complaints) for name, table in laid.tables.items()}
    pins = own_pins(laid.file.pins, file.parent, complaints)
    problem = build_problem(laid.file, rows, complaints, week=laid.week, mode=request.mode)
    names = [layer.file for layer in layers] + [table.file for table in laid.tables.values()]
    names += [] if pins is None else [pins.file]
    return Loaded(
        problem,
        complaints.document,
        _hashes(names, file.parent, read),
        request,
        tuple(complaints.notes),
        laid.tables,
        laid.scenarios,
        read,
        pins,
    )


def school_file(path: Path) -> Path:
    """The YAML file of a school given by its folder or by the file."""
    return path / SCHOOL_FILE if path.is_dir() else path


def load_outline(path: Path) -> Outline:
    """Load what a survey needs of a school: its sections, checked, and the roster of pupils where there is one already.

    Raises InputRefused with every fault of the school file, of the sections against each other, or of the roster.
    """
    file = school_file(path)
    school, complaints = validated(merged(read_layers(file, ()), file), file.parent)
    check_sections(school, complaints)
    name = school.rosters.pupils
    there = name is not None and (file.parent / name).is_file()
    tables = open_tables(RosterFiles(pupils=name if there else None), file.parent, complaints)
    if complaints.found:
        raise InputRefused(distinct(complaints.found))
    return Outline(school, complaints.document, tables.get("pupils"))


def origin(loaded: Loaded, dotted: str) -> Mark:
    """The file and line that gave a value, e.g. `adults.T001.caps.sessions` or `homework.merge.0.1`.

    A cell of a CSV roster is `TABLE.KEY.COLUMN` with the table's own keys, e.g. `pupils.P0001.choice1`,
    `expected.C101.mon.p2` or `lessons.T001.mon.2.subject`; without the column, the row. For a value nobody wrote
    (a default), the section it would stand in; for a row that is not there, where the table is named.
    """
    section, *steps = dotted.split(".")
    if section in loaded.tables and steps:
        return cell_mark(loaded.tables[section], steps) or loaded.document.mark(("rosters", section))
    path: list[str | int] = []
    value: Any = loaded.document.data
    for step in dotted.split("."):
        inside = isinstance(value, list) and step.isascii() and step.isdigit()
        path.append(int(step) if inside else step)
        value = _inside(value, path[-1])
    return loaded.document.mark(tuple(path))


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def source_name(path: Path, folder: Path) -> str:
    """What a file is called in `Loaded.sources`: its place inside the school's folder, else its name alone."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _hashes(files: Sequence[str], folder: Path, read: Read) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for name in files:
        path = Path(name)
        if name not in read.hashes:
            read.hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        hashes[source_name(path, folder)] = read.hashes[name]
    return hashes
