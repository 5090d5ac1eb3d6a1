"""Generated schools on disk: all files at once, or none."""

import os
from collections.abc import Mapping
from pathlib import Path

from scheduler.generate.kinds import kind_named
from scheduler.generate.school import SchoolDraft, draft_school
from scheduler.generate.shortage import shorten
from scheduler.generate.tables import csv_files
from scheduler.generate.term import term_yaml
from scheduler.generate.yaml_text import school_yaml


def generate_school(
    directory: Path,
    *,
    like: str,
    classes: int | None = None,
    pupils: int | None = None,
    seed: int,
    short_of: str | None = None,
) -> None:
    """Write a synthetic school into `directory`: school.yaml, term.yaml and five CSV files.

    The same arguments write the same bytes everywhere. Every school can be planned without a shortage in
    summer and
    in winter, unless `short_of` is given. names.csv holds synthetic names and is never read by planning.

    Args:
        directory: made if need be; files of the same names are replaced one by one, each atomically.
        like: the case to scale from: rural6, town24, town60 or nine30.
        classes: 3 to 120; None = as many as the case has.
        pupils: enrolled in all, 6 to 50 a class; None = class sizes of the case.
        seed: a whole number >= 0.
        short_of: None, staff, rooms or skill.

    Raises:
        ValueError: naming the argument, its value and the rule.
        OSError: when the directory cannot be written.
    """
    if seed < 0:
        raise ValueError(f"seed {seed} must be >= 0 / 种子 {seed} 不应为负数")
    kind = kind_named(like)
    draft = draft_school(kind, kind.classes if classes is None else classes, pupils, seed)
    if short_of is not None:
        draft = shorten(draft, short_of)
    write_files(directory, school_files(draft))


def school_files(draft: SchoolDraft) -> dict[str, str]:
    """The text of every file of a school, by name."""
    return {"school.yaml": school_yaml(draft), "term.yaml": term_yaml(), **csv_files(draft)}


def write_files(directory: Path, files: Mapping[str, str]) -> None:
    """Write every file beside its place first, then move all into place, so that no reader sees half a
    file.
    """
    directory.mkdir(parents=True, exist_ok=True)
    waiting = {}
    try:
        for name, text in files.items():
            waiting[name] = directory / f".{name}.new"
            _write(waiting[name], text)
        for name, path in waiting.items():
            os.replace(path, directory / name)
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)
    _sync(directory)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """Make the moves durable where the system can sync a directory."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
