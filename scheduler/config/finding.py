"""What is wrong with something a planner wrote, and where."""

from dataclasses import dataclass

SHOWN = 60
"""Characters of a written value repeated in a message; the rest is cut."""

MOST_FINDINGS = 1_000
"""Faults of a file that are listed; reading ends there."""
TOO_MANY = (
    f"{MOST_FINDINGS:,} faults are listed and no more; correct them, then look again",
    f"已列出 {MOST_FINDINGS:,} 处错误，其余不再列出；请先改正，再检查一次",
)


@dataclass(frozen=True)
class Finding:
    """One fault in a user's file: the place, the value, the rule and the nearest valid word.

    `line` and `column` count from 1, in characters; in a workbook they are row and column, and `cell` is the place as
    its reader knows it (`C101!D7`). `path` is the dotted field (`teachers.T01.max_per_week`,
    empty for the file as a whole), `value` what was written (empty when there is nothing to repeat),
    `hint` the nearest valid word or None.
    """

    file: str
    line: int
    column: int
    path: str
    value: str
    rule: str
    rule_zh: str
    hint: str | None = None
    cell: str = ""

    def say(self, lang: str) -> str:
        """The finding in one line: `zh` gives Chinese, any other language English."""
        return self._chinese() if lang == "zh" else self._english()

    def __str__(self) -> str:
        return self._english()

    @property
    def place(self) -> str:
        """`file:line:column`, as editors and terminals understand it; `file:sheet!cell` in a workbook."""
        return place(self.file, self.line, self.column, self.cell)

    def _english(self) -> str:
        field = f"{visible(self.path)}: " if self.path else ""
        wrote = f" (you wrote {visible(self.value)})" if self.value else ""
        hint = f"; did you mean {visible(self.hint)}?" if self.hint else ""
        return f"{self.place}: {field}{self.rule}{wrote}{hint}"

    def _chinese(self) -> str:
        field = f"{visible(self.path)}：" if self.path else ""
        wrote = f"（您写的是 {visible(self.value)}）" if self.value else ""
        hint = f"；是不是 {visible(self.hint)}？" if self.hint else ""
        return f"{self.place}: {field}{self.rule_zh}{wrote}{hint}"


class InputRefused(Exception):
    """A user's file cannot be used. Carries every finding once, sorted by file, line and column."""

    def __init__(self, findings: tuple[Finding, ...] | list[Finding]) -> None:
        self.findings = tuple(sorted(dict.fromkeys(findings), key=_place))
        super().__init__(self.findings)

    def say(self, lang: str) -> str:
        """All findings, one a line, in `zh` or English."""
        return "\n".join(finding.say(lang) for finding in self.findings)

    def __str__(self) -> str:
        return self.say("en")


def place(file: str, line: int, column: int, cell: str = "") -> str:
    """A place as it is printed: `file:line:column`, or `file:cell` where there is a cell."""
    return f"{file}:{cell}" if cell else f"{file}:{line}:{column}"


def visible(text: str, limit: int = SHOWN) -> str:
    """`text` on one line: control characters escaped, cut to `limit` characters with an ellipsis."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)


def _place(finding: Finding) -> tuple[str, str, int, int, str, str]:
    sheet = finding.cell.rpartition("!")[0]
    return finding.file, sheet, finding.line, finding.column, finding.path, finding.rule
