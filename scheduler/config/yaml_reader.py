"""A planner's YAML as plain data with the place of every value, or every reason it cannot be used.

Values follow the YAML 1.2 core in its plainest form: `true`/`false`, `null`/`~`/nothing, whole numbers
without leading zeros, decimals such as `0.5`. Everything else is text, so `16:30`, `no`, `007` and
`2026-09-01` stay as written, and quotes always make text. Anchors, aliases, tags and merge keys are refused.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from scheduler.config.finding import MOST_FINDINGS, TOO_MANY, Finding, InputRefused
from scheduler.config.personal import personal_values
from scheduler.config.source import (
    Document,
    FieldPath,
    Mark,
    check_characters,
    decode,
    invisible_rule,
    read_bytes,
)
from scheduler.config.yaml_faults import (
    EMPTY,
    NO_NAME,
    NOT_A_MAPPING,
    WIDE_COMMA,
    slip_finding,
    slip_of_text,
    syntax_finding,
)

MAX_BYTES = 2_000_000
MAX_EVENTS = 200_000
MAX_DEPTH = 40

_TOO_DEEP = (
    f"nested deeper than {MAX_DEPTH} levels; check brackets and indentation",
    f"嵌套超过 {MAX_DEPTH} 层，请检查括号和缩进",
)
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile("0|-?[1-9][0-9]{0,14}")
_TAG = re.compile(r"![^\s,\[\]{}]*")
_DECIMAL = re.compile("-?(0|[1-9][0-9]{0,14})[.][0-9]{1,15}")


def read_yaml(path: str | Path) -> Document:
    """Read one YAML file whose top level is a mapping.

    Bounds: 2 MB, UTF-8, 200,000 parser events, 40 levels, one document. Raises InputRefused with every
    finding; a syntax error ends the reading, other findings are collected to the end (at most 1,000).
    """
    file = str(path)
    return parse_yaml(decode(read_bytes(path, MAX_BYTES), file), file)


def parse_yaml(text: str, file: str, loader: Any = _LOADER) -> Document:
    """`read_yaml` for text already in memory; `file` is the name used in marks and findings."""
    check_characters(text, file)
    builder = _Builder(file, text)
    try:
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            if count >= MAX_EVENTS:
                raise _StopError(
                    builder.mark(event),
                    f"more than {MAX_EVENTS} items; split the file",
                    "内容过多，请拆分文件",
                )
            builder.take(event)
    except _StopError as stop:
        builder.findings.append(stop.finding)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        builder.take_syntax_error(syntax_finding(error, text, file))
    if builder.findings:
        raise InputRefused(builder.findings)
    return builder.document()


def resolve(text: str) -> Any:
    """The value of an unquoted scalar: bool, None, int (up to 15 digits), float, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _written_tag(text: str, start: int) -> str:
    found = _TAG.search(text, start)
    return found.group() if found else ""


class _StopError(Exception):
    """Reading cannot go on past this fault."""

    def __init__(self, mark: Mark, rule: str, rule_zh: str, path: FieldPath = (), value: str = "") -> None:
        super().__init__(rule)
        self.finding = mark.finding(path, value, rule, rule_zh)


@dataclass
class _Level:
    """An open mapping or list: its path, its value so far, and the key waiting for a value.

    `again`: it stands under a name written twice, so that its own names are there twice, too.
    """

    path: FieldPath
    value: dict[str, Any] | list[Any]
    flow: bool
    again: bool = False
    key: str | None = None
    key_again: bool = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    @property
    def next_path(self) -> FieldPath:
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return self.path if self.key is None else (*self.path, self.key)

    def add(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key], self.key = value, None


@dataclass
class _Builder:
    """Turns parser events into data and marks without recursion, collecting findings."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    marks: dict[FieldPath, Mark] = field(default_factory=dict)
    key_marks: dict[FieldPath, Mark] = field(default_factory=dict)
    texts: dict[FieldPath, str] = field(default_factory=dict)
    levels: list[_Level] = field(default_factory=list)
    root: dict[str, Any] | None = None
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Account for one parser event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            rule, rule_zh = "`*` aliases are not allowed; write the value again", "不支持“*”引用，请把内容重写一遍"
            self._refuse(event, rule, rule_zh, f"*{event.anchor}")
            self._scalar(event, "", quoted=False)
        elif isinstance(event, yaml.ScalarEvent):
            self._check_properties(event)
            self._check_text(event)
            self._scalar(event, event.value, quoted=bool(event.style))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(event, {})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        if len(self.findings) >= MOST_FINDINGS:
            raise _StopError(self.mark(event), *TOO_MANY)

    def take_syntax_error(self, finding: Finding) -> None:
        """Account for what ended the parsing; on a line that has a fault already it only follows from that."""
        if all(before.line != finding.line for before in self.findings):
            self.findings.append(finding)

    def document(self) -> Document:
        """The finished document. Raises InputRefused when the file holds no mapping."""
        if self.root is None:
            raise InputRefused([Mark(self.file, 1, 1).finding("", "", *EMPTY)])
        return Document(self.root, self.marks, self.file, self.key_marks, self.texts)

    def mark(self, event: Any) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _path(self) -> FieldPath:
        return self.levels[-1].next_path if self.levels else ()

    def _refuse(self, event: yaml.Event, rule: str, rule_zh: str, value: str = "") -> None:
        self.findings.append(self.mark(event).finding(self._path(), value, rule, rule_zh))

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _StopError(
                self.mark(event),
                "a second document (`---`); one file holds one",
                "文件中只能有一个文档，请删除“---”",
            )
        if event.tags:
            self._refuse(event, "%TAG is not allowed; delete it", "不支持 %TAG，请删除")

    def _check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                event,
                "`&` anchors are not allowed; write the value itself",
                "不支持“&”锚点，请直接写值",
                f"&{event.anchor}",
            )
        if event.tag is not None:
            self._refuse(
                event,
                "`!` tags are not allowed; write the plain value",
                "不支持“!”标签，请直接写值",
                _written_tag(self.text, event.start_mark.index),
            )

    def _check_text(self, event: Any) -> None:
        broken = invisible_rule(event.value) if event.style == '"' else None
        if broken is not None:
            self._refuse(event, *broken)
        for personal in personal_values(event.value):
            self.findings.append(personal.finding(self.mark(event), self._path()))
        if not event.style:
            self._check_plain(event)

    def _check_plain(self, event: Any) -> None:
        level = self.levels[-1] if self.levels else None
        if level and level.flow and ("，" in event.value or (isinstance(level.value, list) and "、" in event.value)):
            self._refuse(event, *WIDE_COMMA, event.value)
        lines = self.text[event.start_mark.index : event.end_mark.index].splitlines()
        slip = slip_of_text(lines, alone=level is None or (level.flow and level.wants_key))
        if slip is not None:
            offset, rule = slip
            self.findings.append(slip_finding(self.file, event.start_mark.line, event.start_mark.column + offset, rule))
        elif level is None and event.value not in ("", "~", "null"):
            self._refuse(event, *NOT_A_MAPPING, event.value)

    def _scalar(self, event: Any, text: str, *, quoted: bool) -> None:
        if not self.levels:
            if quoted:
                self._refuse(event, *NOT_A_MAPPING, text)
        elif self.levels[-1].wants_key:
            self._take_key(event, text, quoted)
        else:
            path, value = self._path(), text if quoted else resolve(text)
            self.marks[path] = self.mark(event)
            if not isinstance(value, str):
                self.texts[path] = text
            self.levels[-1].add(value)

    def _take_key(self, event: Any, key: str, quoted: bool) -> None:
        level = self.levels[-1]
        path = (*level.path, key)
        level.key_again = path in self.key_marks
        if key == "<<" and not quoted:
            self._refuse(
                event,
                "merge keys `<<` are not allowed; write the fields out",
                "不支持“<<”合并，请把字段写全",
                key,
            )
        elif key == "" and not isinstance(event, yaml.AliasEvent):
            self._refuse(event, *NO_NAME)
        elif level.key_again and not level.again:
            first = self.key_marks[path].line
            rule = f"written twice, first on line {first}; keep one"
            rule_zh = f"重复，第 {first} 行已写过，请只保留一处"
            self.findings.append(self.mark(event).finding(path, "", rule, rule_zh))
        self.key_marks.setdefault(path, self.mark(event))
        level.key = key

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        self._check_properties(event)
        path = self._path()
        if len(self.levels) >= MAX_DEPTH:
            raise _StopError(self.mark(event), *_TOO_DEEP)
        if not self.levels and isinstance(value, list):
            raise _StopError(self.mark(event), *NOT_A_MAPPING)
        if self.levels and self.levels[-1].wants_key:
            raise _StopError(
                self.mark(event),
                "a name must be plain text, not a list or mapping",
                "名称必须是文字，不能是列表或映射",
                path,
            )
        self.marks[path] = self.mark(event)
        again = bool(self.levels) and (self.levels[-1].again or self.levels[-1].key_again)
        self.levels.append(_Level(path, value, bool(event.flow_style), again))

    def _close(self) -> None:
        level = self.levels.pop()
        if self.levels:
            self.levels[-1].add(level.value)
        elif isinstance(level.value, dict):
            self.root = level.value
