"""Writing a plan's documents: all of them made in memory first, then written, each whole or not at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scheduler.atomic import write_bytes
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.reports.paper import paper_of
from scheduler.reports.refusal import MissingGlyphs
from scheduler.reports.registry import Format, documents


def export(
    problem: Problem,
    plan: Plan,
    folder: Path,
    *,
    language: str,
    kinds: Sequence[str] = (),
    forms: Sequence[Format] = (),
    names: Mapping[str, str] | None = None,
    earlier: Sequence[Plan] = (),
) -> tuple[Path, ...]:
    """Write the documents of a plan into a folder and return the files, in the registry's order.

    Only ids are shown unless `names` maps them. `earlier`: plans of the same week that this one replaces, oldest first;
    calendars then tell what changed and what was called off. Same plans and names, same bytes.

    Raises PaperRefused (UnknownKind, NoSuchForm, MissingGlyphs, OtherSchool, OtherWeek) before anything is written;
    OSError.
    """
    chosen = documents(kinds, forms)
    paper = paper_of(problem, plan, language, names, earlier)
    made: list[tuple[Path, bytes]] = []
    missing: list[tuple[str, str]] = []
    for document in chosen:
        try:
            made += [(folder / name, content) for name, content in document.files(paper)]
        except MissingGlyphs as refused:
            missing += refused.missing
    if missing:
        raise MissingGlyphs(missing)
    for path, content in made:
        write_bytes(path, content)
    return tuple(path for path, _ in made)
