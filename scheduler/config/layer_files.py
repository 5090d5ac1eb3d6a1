"""The YAML files of a school in the order they are laid over each other: policy pack, school, term, scenarios."""

from collections.abc import Sequence
from pathlib import Path

from scheduler.config.beside import Refused, beside
from scheduler.config.finding import Finding, InputRefused
from scheduler.config.policy_pack import find_pack
from scheduler.config.source import Document, FieldPath
from scheduler.config.yaml_reader import read_yaml

SCHOOL_ONLY = ("policy", "term", "pins")
"""Sections that name other files than tables, so no other layer may hold them."""


def read_layers(file: Path, scenarios: Sequence[Path]) -> list[Document]:
    """The documents in the order they are merged: policy pack, school, term, scenarios.

    Raises InputRefused with the faults of all files that cannot be read, and of sections that stand in the wrong one.
    """
    school = read_yaml(file)
    findings: list[Finding] = []
    pack = layer_path(school, "policy", file.parent, findings)
    term = layer_path(school, "term", file.parent, findings)
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


def layer_path(school: Document, field: str, folder: Path, findings: list[Finding]) -> Path | None:
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
        "only school.yaml names its policy pack, term file and file of pins; delete it here",
        "只有 school.yaml 可以写政策包、学期文件和固定与意愿文件，请在此处删除",
    )
    sections = layer.data if isinstance(layer.data, dict) else {}
    return [layer.finding((name,), *rule, None, True) for name in SCHOOL_ONLY if name in sections]
