"""Whom and what the names of a timetable stand for in a school: ids, the local names file, the planner's own map."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.config.nearest import nearest
from scheduler.config.schema import SchoolFile
from scheduler.domain.vocabulary import VOCABULARY
from scheduler.timetables.entry import Kind, Timetable

SKIP = "skip"
"""What a map writes for a name whose lessons are left out on purpose."""
SKIP_WORDS = (SKIP, "-", "不导入")
_SUBJECT = "subject."
_NUMERALS = "一二三四五六七八九"
_CLASS = re.compile(r"(小学|初中|初)?([一二三四五六七八九1-9])(?:年级?)?[(\s.-]*(\d{1,2}|[一二三四五六七八九])[)\s]*班")
_TRAILING = re.compile(r"(\d+)$")
_FIRST_JUNIOR = 7
_MOST_STEPS = 5
"""Steps from a group of pupils up to the class they are part of."""


@dataclass(frozen=True)
class Match:
    """What a name stands for: an id, `SKIP`, or nothing, with the ids it may mean if there are several."""

    found: str | None
    several: tuple[str, ...] = ()
    hint: str | None = None


class Naming:
    """Matches names to the ids of one school, each name once.

    A name is, in this order: what the planner's map says; an id; an id in another width or case; a name in the names
    file; for classes such as `三年级2班`, `三(2)班` or `302班` the homeroom of that grade whose id ends in 2 (`C302`);
    the same of its other names in the file; for a group of pupils what it is part of. Subjects that are no known word
    stay as they are.
    """

    def __init__(
        self,
        file: SchoolFile,
        timetable: Timetable,
        names: Mapping[str, str],
        decided: Mapping[tuple[Kind, str], str],
    ) -> None:
        self.file, self.timetable, self.decided = file, timetable, decided
        self.ids: Mapping[Kind, Sequence[str]] = {
            Kind.TEACHER: list(file.adults),
            Kind.CLASS: list(file.homerooms),
            Kind.ROOM: list(file.venues),
            Kind.SUBJECT: [word.removeprefix(_SUBJECT) for word in VOCABULARY if word.startswith(_SUBJECT)],
        }
        self._words = {kind: self._index(kind, names) for kind in Kind}
        self._matches: dict[tuple[Kind, str], Match] = {}

    def match(self, kind: Kind, name: str) -> Match:
        """What a name stands for."""
        if (kind, name) not in self._matches:
            self._matches[kind, name] = self._match(kind, name)
        return self._matches[kind, name]

    def _index(self, kind: Kind, names: Mapping[str, str]) -> dict[str, list[str]]:
        """Ids by what they are called, in plain writing."""
        words: dict[str, list[str]] = {}
        for key in self.ids[kind]:
            said = VOCABULARY[f"{_SUBJECT}{key}"] if kind is Kind.SUBJECT else (names.get(key, ""),)
            for word in dict.fromkeys(map(plain, (key, *said))):
                if word:
                    words.setdefault(word, []).append(key)
        return words

    def _match(self, kind: Kind, name: str) -> Match:
        for word in self._called(kind, name):
            decided = self.decided.get((kind, word))
            if decided:
                return Match(SKIP if decided in SKIP_WORDS else decided)
            if word in self.ids[kind]:
                return Match(word)
            found = self._words[kind].get(plain(word)) or (self._by_number(word) if kind is Kind.CLASS else [])
            if found:
                return Match(found[0]) if len(found) == 1 else Match(None, tuple(found))
        if kind is Kind.SUBJECT:
            return Match(name)
        near = nearest(plain(name), self._words[kind])
        return Match(None, hint=self._words[kind][near][0] if near else None)

    def _called(self, kind: Kind, name: str) -> Iterator[str]:
        """The name, its other names, and what it is part of."""
        steps = 0
        while name and steps < _MOST_STEPS:
            yield name
            yield from self.timetable.said.get((kind, name), ())
            above = self.timetable.parents.get(name, "") if kind is Kind.CLASS else ""
            name, steps = ("" if above == name else above), steps + 1

    def _by_number(self, name: str) -> list[str]:
        """Homerooms meant by a grade and a number: those of the grade whose id ends in the number."""
        found = _CLASS.fullmatch(unicodedata.normalize("NFKC", name).strip())
        if found is None:
            return []
        grade, number = _number(found[2]), _number(found[3])
        if found[1] in ("初中", "初") and grade < _FIRST_JUNIOR:
            grade += _FIRST_JUNIOR - 1
        meant = (f"{number:02d}", f"{grade}{number}", f"{grade}{number:02d}")
        rooms = [key for key, homeroom in self.file.homerooms.items() if homeroom.grade == grade]
        return [key for key in rooms if (end := _TRAILING.search(key)) and end[1] in meant]


def plain(name: str) -> str:
    """A name as compared: case, character width and blanks do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _number(text: str) -> int:
    return _NUMERALS.index(text) + 1 if text in _NUMERALS else int(text)
