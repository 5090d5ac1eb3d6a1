"""XML of another program as plain elements with their line; no entity, document type or reference is followed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark, mark_at
from scheduler.timetables.decoding import read_text
from scheduler.timetables.entry import Rule

MAX_ELEMENTS = 150_000
MAX_DEPTH = 30
LONGEST_TEXT = 10_000
"""Characters kept of what stands in one element."""
_LONG_TAG = re.compile("<[^<>]{100000}")
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*)")
_TAG: Rule = ("a tag of more than 100,000 characters", "标签超过 100,000 个字符")
_ENTITIES: Rule = (
    "declares a document type with entities, as no timetable does",
    "定义了带实体的文档类型，不是正常的课表文件",
)
_TOO_MANY: Rule = (
    f"more than {MAX_ELEMENTS:,} elements; no timetable has as many",
    f"超过 {MAX_ELEMENTS:,} 个元素，不是正常的课表文件",
)
_TOO_DEEP: Rule = (f"elements nested deeper than {MAX_DEPTH} levels", f"元素嵌套超过 {MAX_DEPTH} 层")


@dataclass(slots=True)
class Element:
    """One element: its name, attributes, text and children, and the line and column it begins at."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> Iterator["Element"]:
        """Children of that name."""
        return (child for child in self.children if child.name == name)

    def one(self, *path: str) -> "Element | None":
        """The first descendant along a path of names, or None."""
        found: Element | None = self
        for name in path:
            found = next(found.all(name), None) if found else None
        return found

    def get(self, *names: str) -> str:
        """The text of the first child that bears one of these names, empty if none does."""
        return next((child.text.strip() for name in names for child in self.all(name)), "")

    def place(self, file: str) -> Mark:
        """Where it stands."""
        return Mark(file, self.line, self.column)


def read_xml(path: Path, encoding: str | None = None) -> Element:
    """The root of an XML file.

    Bounds: 5 MB, 150,000 elements, 30 levels, 100,000 characters a tag. Raises InputRefused, at its line, for what is
    not XML or goes beyond them, and for any entity, internal document type or reference to one outside.
    """
    file, text = str(path), read_text(path, encoding)
    long_tag = _LONG_TAG.search(text)
    if long_tag is not None:
        raise InputRefused([mark_at(text, long_tag.start(), file).finding("", "", *_TAG)])
    parser = expat.ParserCreate(encoding="utf-8")
    tree = _Tree(file, parser)
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        rule = (
            f"not well-formed XML: {expat.ErrorString(error.code)}",
            f"不是规范的 XML：{expat.ErrorString(error.code)}",
        )
        raise InputRefused([Mark(file, error.lineno, error.offset + 1).finding("", "", *rule)]) from None
    if tree.root is None:
        raise AssertionError("expat accepts no document without a root")
    return tree.root


def root_name(text: str) -> str:
    """The name of the first element of an XML text, without reading further; empty where there is none."""
    found = _ROOT.search(text)
    return found[1] if found else ""


class _Tree:
    """Builds the elements as the parser meets them."""

    def __init__(self, file: str, parser: expat.XMLParserType) -> None:
        self.file, self.parser = file, parser
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.count = 0
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            self._refuse(_TOO_MANY)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(_TOO_DEEP)
        found = Element(name, attributes, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if self.stack:
            self.stack[-1].children.append(found)
        else:
            self.root = found
        self.stack.append(found)

    def _end(self, name: str) -> None:
        self.stack.pop()

    def _text(self, text: str) -> None:
        if not text.isspace() and len(self.stack[-1].text) < LONGEST_TEXT:
            self.stack[-1].text += text

    def _doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if system or public or internal:
            self._refuse(_ENTITIES)

    def _entity(self, *declared: object) -> None:
        self._refuse(_ENTITIES)

    def _refuse(self, rule: Rule) -> None:
        place = Mark(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        raise InputRefused([place.finding("", "", *rule)])
