"""PrefLib files of ranked choices: .soc, .soi and .toc (complete strict, incomplete strict, complete with ties).

A line `3: 2,{1,4},5` says that three voters rank alternative 2 first, 1 and 4 alike second, and 5 third
(Mattei and Walsh, "PrefLib: a library for preferences", 2013).
"""

import re
from dataclasses import dataclass
from pathlib import Path

ENDINGS = (".soc", ".soi", ".toc")
ORDER = re.compile(r"\d+|\{\d+(?:,\d+)*\}")


@dataclass(frozen=True)
class Preferences:
    """names: alternative -> name. voters: for each voter, alternative -> rank, 0 for the first; ties share a rank."""

    name: str
    names: dict[int, str]
    voters: tuple[dict[int, int], ...]


class BrokenFile(ValueError):
    """A file that does not follow the format; the message begins with file:line."""


def read_preferences(path: Path) -> Preferences:
    """Read a file whole. Raises BrokenFile, OSError."""
    facts: dict[str, str] = {}
    voters: list[dict[int, int]] = []
    names: dict[int, str] = {}
    number = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        if line.startswith("#"):
            key, colon, value = line[1:].partition(":")
            facts[key.strip()] = value.strip()
            if colon and key.strip().startswith("ALTERNATIVE NAME "):
                names[_number(where, key.split()[-1])] = value.strip()
        elif line.strip():
            voters += _voters(where, line, path.suffix, names)
    for fact, found in (("NUMBER ALTERNATIVES", len(names)), ("NUMBER VOTERS", len(voters))):
        if facts.get(fact) != str(found):
            raise BrokenFile(f"{path}:{number}: {fact} is {facts.get(fact)!r}, the file holds {found}")
    return Preferences(path.stem, names, tuple(voters))


def _voters(where: str, line: str, ending: str, names: dict[int, str]) -> list[dict[int, int]]:
    count, colon, order = line.partition(":")
    text = re.sub(r"\s", "", order)
    groups = ORDER.findall(text)
    if not colon or ",".join(groups) != text:
        raise BrokenFile(f"{where}: expected 'count: 1,2,{{3,4}}', found {line.strip()!r}")
    if ending != ".toc" and "{" in text:
        raise BrokenFile(f"{where}: a {ending} file may not hold ties, found {line.strip()!r}")
    ranks: dict[int, int] = {}
    for rank, group in enumerate(groups):
        for alternative in map(int, re.findall(r"\d+", group)):
            if alternative not in names:
                raise BrokenFile(f"{where}: alternative {alternative} is not among the {len(names)} named above")
            if alternative in ranks:
                raise BrokenFile(f"{where}: alternative {alternative} is ranked twice")
            ranks[alternative] = rank
    if ending != ".soi" and len(ranks) != len(names):
        raise BrokenFile(f"{where}: a {ending} file ranks all {len(names)} alternatives, this line {len(ranks)}")
    return [ranks] * _number(where, count)


def _number(where: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise BrokenFile(f"{where}: expected a whole number, found {text.strip()!r}") from None
