"""A school's own files without what lies below and above them, and a school put together from such parts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from scheduler.config.build import build_problem
from scheduler.config.build_findings import Complaints, distinct
from scheduler.config.build_tables import Rows, Source, open_tables
from scheduler.config.csv_reader import Table
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.layer_files import layer_path
from scheduler.config.layers import merge
from scheduler.config.laying import rosters_named
from scheduler.config.load import school_file
from scheduler.config.schema import SchoolFile
from scheduler.config.schema_refusals import refused_contents, refused_providers
from scheduler.config.schema_words import validate
from scheduler.config.source import Document
from scheduler.config.yaml_reader import read_yaml
from scheduler.domain.problem import Problem


def read_own(path: Path) -> tuple[Document, dict[str, Table]]:
    """A school's own files as they stand: school.yaml with its term file laid over it, and the rosters that are there.

    Nothing is validated but that each file can be read. Raises InputRefused with what cannot.
    """
    file = school_file(path)
    school, findings = read_yaml(file), list[Finding]()
    term = layer_path(school, "term", file.parent, findings)
    if findings:
        raise InputRefused(findings)
    document = merge([school] if term is None else [school, read_yaml(term)])
    complaints = Complaints(document)
    tables = open_tables(rosters_named(document), file.parent, complaints)
    if complaints.found:
        raise InputRefused(distinct(complaints.found))
    return document, tables


def assemble(own: Document, tables: Mapping[str, Source], folder: Path) -> Problem:
    """The problem of a school whose own document and rosters are at hand, with the places they bring along.

    Raises InputRefused with every fault, as `load_school` would; the policy pack is looked for in `folder`.
    """
    findings: list[Finding] = []
    pack = layer_path(own, "policy", folder, findings)
    if pack is None:
        raise InputRefused(findings)
    document = replace(merge([read_yaml(pack), own]), file=own.file)
    document = replace(document, marks={**document.marks, (): own.mark(())})
    complaints = Complaints(document)
    school, faults = validate(SchoolFile, document)
    refused = [*refused_contents(document), *refused_providers(document)]
    if school is None or refused:
        raise InputRefused(distinct([*refused, *faults]))
    rows = {name: Rows(table, complaints) for name, table in tables.items()}
    return build_problem(school, rows, complaints, week=None, mode=None)
