"""One broken configuration: edits of a good school that say themselves where the fault is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scheduler.config.finding import SHOWN, Finding, InputRefused
from scheduler.config.load import load_school
from tests.config.broken.good import GOOD, SCENARIO

OPEN, CLOSE = "«", "»"
"""They stand around what is wrong in the new text of a change, and are not written to the file."""


@dataclass(frozen=True)
class Broken:
    """Changes (file, old text, new text) to a school, and what the refusal has to say.

    `old` occurs once in its file; an empty one means the whole file. Every `«wrong»` of a new text is a place where a
    finding begins, and no finding begins elsewhere. `en` and `zh` are what the message says to write instead: the hint,
    or a part of the rule. `codec` is the encoding of the files changed, `without` names files that are not there,
    `folders` those that are folders. `secret`: what is wrong must not be repeated. `near`: only the line is known.
    """

    changes: tuple[tuple[str, str, str], ...]
    en: str
    zh: str
    codec: str = "utf-8"
    without: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    secret: bool = False
    near: bool = False
    good: str = "whole"

    @property
    def name(self) -> str:
        """The changes in short."""
        return "; ".join(f"{file}: {new[:60]!r}" for file, _, new in self.changes)

    def marked(self) -> dict[str, str]:
        """The texts of all files, the marks still in those that are changed."""
        texts = dict(GOOD[self.good])
        for file, old, new in self.changes:
            before = texts.get(file, "")
            assert not old or before.count(old) == 1, f"{old!r} is {before.count(old)} times in {file}"
            texts[file] = before.replace(old, new) if old else new
        return texts

    def write(self, folder: Path) -> None:
        """The broken school as files."""
        changed = {file for file, _, _ in self.changes}
        for file, text in self.marked().items():
            plain = text.replace(OPEN, "").replace(CLOSE, "")
            raw = plain.encode(self.codec if file in changed else "utf-8", "surrogateescape")
            if file in self.folders:
                (folder / file).mkdir()
            elif file not in self.without:
                (folder / file).write_bytes(raw)

    def places(self) -> dict[tuple[str, int, int], str]:
        """File, line and column of every fault, and the text that is wrong there."""
        found: dict[tuple[str, int, int], str] = {}
        for file in sorted({file for file, _, _ in self.changes}):
            before, *rest = self.marked()[file].split(OPEN)
            for part in rest:
                wrong, _, after = part.partition(CLOSE)
                lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
                found[file, len(lines), len(lines[-1]) + 1] = wrong
                before += wrong + after
        assert found, f"no {OPEN}mark{CLOSE} in {self.name}"
        return found


def broken(
    file: str,
    old: str,
    new: str,
    en: str,
    zh: str | None = None,
    *more: tuple[str, str, str],
    good: str = "whole",
    near: bool = False,
) -> Broken:
    """A configuration broken in one file, and, with `more` changes, in others; `zh` is `en` where not given."""
    return Broken(((file, old, new), *more), en, en if zh is None else zh, good=good, near=near)


school = partial(broken, "school.yaml")
term = partial(broken, "term.yaml")
pack = partial(broken, "county.yaml")
day = partial(broken, SCENARIO)
pupils = partial(broken, "pupils.csv")
lessons = partial(broken, "lessons.csv")
expected = partial(broken, "expected.csv")
interest = partial(broken, "interest.csv")
luck = partial(broken, "luck.csv")


@dataclass(frozen=True)
class Verdict:
    """What became of a broken configuration; `findings` is empty when it was accepted."""

    case: Broken
    findings: tuple[Finding, ...]
    place: Callable[[Finding], tuple[str, int, int]]

    @property
    def lines_right(self) -> bool:
        """Whether findings begin on exactly the lines that are broken."""
        return {self.place(finding)[:2] for finding in self.findings} == {place[:2] for place in self.case.places()}

    def faults(self) -> list[str]:
        """Everything the refusal gets wrong, in words; nothing when it is as it should be."""
        if not self.findings:
            return ["accepted"]
        wanted = self.case.places()
        seen = {self.place(finding) for finding in self.findings}
        wrong = [] if self.lines_right else [f"lines {sorted(seen)} instead of {sorted(wanted)}"]
        if self.lines_right and not self.case.near and seen != set(wanted):
            wrong.append(f"columns {sorted(seen)} instead of {sorted(wanted)}")
        for finding in self.findings:
            wrong += self._unsaid(finding, wanted.get(self.place(finding), ""))
        return wrong

    def _unsaid(self, finding: Finding, written: str) -> list[str]:
        faults = [] if _advises(finding, self.case.en, "en") else [f"en lacks {self.case.en!r}"]
        faults += [] if _advises(finding, self.case.zh, "zh") else [f"zh lacks {self.case.zh!r}"]
        for said in (finding.say("en"), finding.say("zh")):
            faults += ["more than one line"] if "\n" in said else []
            if self.case.secret:
                faults += [f"repeats {written!r}"] if written and written in said else []
            elif written[: SHOWN // 2].strip() not in said:
                faults.append(f"does not show {written!r}")
        return faults


def _advises(finding: Finding, words: str, language: str) -> bool:
    rule = finding.rule if language == "en" else finding.rule_zh
    return words == finding.hint or words in rule


def judge(case: Broken, folder: Path) -> Verdict:
    """Write a broken school into an empty folder and load it: any other error than a refusal is let through."""
    case.write(folder)

    def place(finding: Finding) -> tuple[str, int, int]:
        path = Path(finding.file)
        return (path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name), *_at(finding)

    scenarios = [folder / SCENARIO] if SCENARIO in GOOD[case.good] else []
    try:
        load_school(folder, scenarios=scenarios)
    except InputRefused as refused:
        return Verdict(case, refused.findings, place)
    return Verdict(case, (), place)


def _at(finding: Finding) -> tuple[int, int]:
    return finding.line, finding.column
