"""A school's folder as a problem: layers merged, everything wrong reported at once, every value traced."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.config.beside import SCHOOL_FILE, Refused, beside
from scheduler.config.build import build_problem, check_sections
from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_tables import COLUMNS, Rows, open_tables
from scheduler.config.csv_reader import Table, cell_mark
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.layers import entries_added, merge
from scheduler.config.policy_pack import find_pack
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_people import RosterFiles
from scheduler.config.schema_refusals import refused_contents, refused_providers
from scheduler.config.schema_words import validate
from scheduler.config.source import Document, FieldPath, Mark
from scheduler.config.yaml_reader import read_yaml
from scheduler.domain.demand import Mode
from scheduler.domain.problem import Problem

SCHOOL_ONLY = ("policy", "term")
"""Sections that say which layers there are, so no other layer may hold them."""


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
    planning; `tables` are the CSV rosters by name.
    """

    problem: Problem
    document: Document
    sources: Mapping[str, str]
    request: Request
    notes: tuple[Finding, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)


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

    Lists replace lists and None deletes, as in a file.
    """
    week = loaded.problem.days[0].date if loaded.problem.days else loaded.request.week
    request = replace(loaded.request, week=week, mode=loaded.problem.mode)
    request = replace(request, layers=(*request.layers, layer))
    file = school_file(request.path)
    document = _merged([loaded.document, Document(layer, {}, f"layer {len(request.layers)}")], file)
    school, complaints = _validated(document, file.parent)
    known = loaded.document.data.get("rosters") == document.data.get("rosters")
    tables = loaded.tables if known else open_tables(school.rosters, file.parent, complaints)
    problem = _built(school, tables, complaints, request)
    notes = (*loaded.notes, *(note for note in complaints.notes if note not in loaded.notes))
    return Loaded(problem, complaints.document, loaded.sources, request, notes, tables)


def _load(request: Request) -> Loaded:
    file = school_file(request.path)
    layers = _read_layers(file, request.scenarios)
    below = len(layers) - len(request.scenarios)
    added = [note for at in range(below, len(layers)) for note in entries_added(layers[:at], layers[at])]
    school, complaints = _validated(_merged(layers, file), file.parent, added)
    tables = open_tables(school.rosters, file.parent, complaints)
    problem = _built(school, tables, complaints, request)
    read = [layer.file for layer in layers] + [table.file for table in tables.values()]
    return Loaded(problem, complaints.document, _hashes(read, file.parent), request, tuple(complaints.notes), tables)


def _built(school: SchoolFile, tables: Mapping[str, Table], complaints: Complaints, request: Request) -> Problem:
    """The problem of a school file and its tables."""
    rows = {name: Rows(table, complaints) for name, table in tables.items()}
    return build_problem(school, rows, complaints, week=request.week, mode=request.mode)


def school_file(path: Path) -> Path:
    """The YAML file of a school given by its folder or by the file."""
    return path / SCHOOL_FILE if path.is_dir() else path


def load_outline(path: Path) -> Outline:
    """Load what a survey needs of a school: its sections, checked, and the roster of pupils where there is one already.

    Raises InputRefused with every fault of the school file, of the sections against each other, or of the roster.
    """
    file = school_file(path)
    school, complaints = _validated(_merged(_read_layers(file, ()), file), file.parent)
    check_sections(school, complaints)
    name = school.rosters.pupils
    there = name is not None and (file.parent / name).is_file()
    tables = open_tables(RosterFiles(pupils=name if there else None), file.parent, complaints)
    if complaints.found:
        raise InputRefused(distinct(complaints.found))
    return Outline(school, complaints.document, tables.get("pupils"))


def _merged(layers: Sequence[Document], file: Path) -> Document:
    """The layers as one document; what none of them holds is missing in the school's own file."""
    merged = merge(layers)
    return replace(merged, marks={**merged.marks, (): Mark(str(file), 1, 1)})


def _validated(document: Document, folder: Path, added: Sequence[Finding] = ()) -> tuple[SchoolFile, Complaints]:
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


def _read_layers(file: Path, scenarios: Sequence[Path]) -> list[Document]:
    """The documents in the order they are merged: policy pack, school, term, scenarios."""
    school = read_yaml(file)
    findings: list[Finding] = []
    pack = _layer_path(school, "policy", file.parent, findings)
    term = _layer_path(school, "term", file.parent, findings)
    documents: dict[Path, Document] = {file: school}
    for path in (pack, term, *scenarios):
        if path is not None:
            try:
                documents[path] = read_yaml(path)
            except InputRefused as refused:
                findings.extend(refused.findings)
    if pack is not None and pack in documents:
        findings.extend(_foreign_sections(documents[pack]))
    for path in (term, *scenarios):
        if path is not None and path in documents:
            findings.extend(_school_only(documents[path]))
    if findings:
        raise InputRefused(findings)
    order = [pack, file, term, *scenarios]
    return [documents[path] for path in order if path is not None]


def _layer_path(school: Document, field: str, folder: Path, findings: list[Finding]) -> Path | None:
    """The file of the layer a school names; None, with the fault recorded, when there is none."""
    name = school.data.get(field) if isinstance(school.data, dict) else None
    at: FieldPath = (field,)
    if not isinstance(name, str) or not name:
        if field == "policy":
            rule = (
                "a school names its policy pack, like policy: helan-2021",
                "学校须写明政策包，例如 policy: helan-2021",
            )
            findings.append(school.finding(at, *rule))
        return None
    found = find_pack(name, folder) if field == "policy" else beside(folder, name)
    if isinstance(found, Refused):
        findings.append(school.finding(at, *found.rule, found.hint))
        return None
    return found


def _foreign_sections(pack: Document) -> list[Finding]:
    rule = (
        "a policy pack has one section, `rules`; the rest stands in school.yaml",
        "政策包只有一个部分：rules，其余写在 school.yaml",
    )
    sections = pack.data if isinstance(pack.data, dict) else {}
    if "rules" not in sections:
        return [pack.finding((), *rule)]
    return [pack.finding((name,), *rule, None, True) for name in sections if name != "rules"]


def _school_only(layer: Document) -> list[Finding]:
    rule = (
        "only school.yaml names its policy pack and term file; delete it here",
        "只有 school.yaml 可以写政策包和学期文件，请在此处删除",
    )
    sections = layer.data if isinstance(layer.data, dict) else {}
    return [layer.finding((name,), *rule, None, True) for name in SCHOOL_ONLY if name in sections]


def _table_faults(document: Document, folder: Path) -> list[Finding]:
    """Faults of the tables themselves, while the merged file does not yet hold together."""
    written = document.data.get("rosters") if isinstance(document.data, dict) else None
    names: dict[str, Any] = (
        {k: v for k, v in written.items() if k in COLUMNS and isinstance(v, str) and v}
        if isinstance(written, dict)
        else {}
    )
    complaints = Complaints(document)
    open_tables(RosterFiles.model_construct(**names), folder, complaints)
    return complaints.found


def _hashes(files: Sequence[str], folder: Path) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for name in files:
        path = Path(name)
        shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        hashes[shown] = hashlib.sha256(path.read_bytes()).hexdigest()
    return hashes
