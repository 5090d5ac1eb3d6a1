"""Collecting what is wrong across the sections of a school file."""

from collections.abc import Collection, Iterable

from scheduler.config.finding import MOST_FINDINGS, TOO_MANY, Finding, InputRefused
from scheduler.config.nearest import nearest
from scheduler.config.source import Document, FieldPath, Mark

Rule = tuple[str, str]
"""A rule in English and in Chinese."""

_NO_ID = ("an id must stand here", "此处应写编号")
_LISTED = 12
"""Ids that a message lists."""
MOST_COMPARED = 200_000
"""Words compared in search of near ones, a second's work; faults after that come without a hint."""


class Complaints:
    """Findings about one document, gathered so that a planner sees all of them at once.

    `found` stop the school from being used; `notes` do not.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Finding] = []
        self.notes: list[Finding] = []
        self._compared = 0

    def at(self, path: FieldPath, rule: Rule, hint: str | None = None, *, key: bool = False) -> None:
        """Record that the value at `path`, or its key, breaks a rule."""
        self.found.append(self.document.finding(path, *rule, hint, key))

    def note(self, path: FieldPath, rule: Rule) -> None:
        """Record something a planner should know but may leave."""
        self.notes.append(self.document.finding(path, *rule))

    def known(self, path: FieldPath, word: str | None, among: Iterable[str], what: Rule, *, key: bool = False) -> bool:
        """Whether `word` is one of the ids `among`; records the nearest one if not. None counts as known."""
        valid = list(among)
        if word is None or word in valid:
            return True
        self.at(path, *self.unknown(what, word, valid), key=key)
        return False

    def unknown(self, what: Rule, word: str, among: Collection[str]) -> tuple[Rule, str | None]:
        """That nothing of the kind `what` bears this id, and the nearest id; where none is near, the ids there are."""
        hint = self.nearest(word, among)
        en, zh = (f"there is no {what[0]} {word}", f"没有编号为 {word} 的{what[1]}") if word else _NO_ID
        if hint is None and among:
            listed, more = list(among)[:_LISTED], len(among) > _LISTED
            en = f"{en}; the {what[0]}s are {', '.join(listed)}{', ...' if more else ''}"
            zh = f"{zh}；{what[1]}有 {'、'.join(listed)}{' 等' if more else ''}"
        elif not among:
            en, zh = f"{en}; none is written in school.yaml", f"{zh}；school.yaml 中一个也没有写"
        return (en, zh), hint

    def nearest(self, word: str, among: Collection[str]) -> str | None:
        """The nearest of these words; None once so many were compared that a hint for each fault would take long."""
        self._compared += len(among)
        return nearest(word, among) if self._compared <= MOST_COMPARED else None

    def cell(self, finding: Finding) -> None:
        """Record a fault of a cell. Raises InputRefused with all of them at the thousandth."""
        self.found.append(finding)
        if len(self.found) >= MOST_FINDINGS:
            mark = Mark(finding.file, finding.line, finding.column)
            raise InputRefused([*distinct(self.found), mark.finding("", "", *TOO_MANY)])


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with one for each place and field: the first says why, a second would only repeat it."""
    kept: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.place, finding.path), finding)
    return list(kept.values())


ADULT: Rule = ("adult", "人员")
BUILDING: Rule = ("building", "楼")
CLUB: Rule = ("club", "社团")
EQUIPMENT: Rule = ("equipment", "器材")
HOMEROOM: Rule = ("homeroom", "班级")
PUPIL: Rule = ("pupil", "学生")
PROVIDER: Rule = ("provider", "机构")
STRAND: Rule = ("strand", "时段组")
SUPPORT: Rule = ("support group", "帮扶小组")
VENUE: Rule = ("venue", "场地")
