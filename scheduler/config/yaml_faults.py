"""What a YAML syntax error means to a planner: the place to look at and what to write instead."""

import re

import yaml

from scheduler.config.finding import Finding
from scheduler.config.source import Mark

Rule = tuple[str, str]

NOT_A_MAPPING = (
    "expected `name: value` lines with an ordinary colon and a space",
    "此处应为“名称: 值”的写法，用半角冒号，冒号后空一格",
)
EMPTY = ("the file is empty; write its sections, like `name: value`", "文件是空的，请写入各部分，如“名称: 值”")
WIDE_COMMA = (
    "full-width comma inside brackets; write `,` or quote the text",
    "括号内是全角逗号或顿号，请改为半角“,”或给文字加引号",
)
NO_NAME = ("a name is missing before the colon; write `name: value`", "冒号前缺少名称，请写成“名称: 值”")
_FULL_WIDTH_COLON = (
    "full-width colon `：` read as text; write an ordinary colon and a space, like `name: value`",
    "全角冒号“：”会被当作文字，请改为半角冒号加空格，如“名称: 值”",
)
_TIGHT_COLON = (
    "a colon without a space after it is read as text; write `name: value`",
    "冒号后面没有空格，会被当作文字，请写成“名称: 值”",
)
_TIGHT_DASH = ("a list item is a dash, a space and the value: `- value`", "列表项的“-”后要空一格，如“- 值”")
_TAB = ("tab character; indent and separate with spaces", "此处是制表符（Tab），缩进和分隔请用空格")
_RESERVED = (
    "a value cannot begin with this character; put it in quotes",
    "值不能以这个字符开头，请给整个值加引号",
)
_NO_COMMA = ("expected `,` or the closing bracket here", "此处应为半角“,”或右括号")
_OPEN_BRACKET = ("this bracket is never closed properly; close it", "这个括号没有正确闭合，请补上右括号")
_GENERIC = (
    "not valid YAML here; check indentation, brackets and quotes on this line and the one before",
    "此处不符合 YAML 格式，请检查本行和上一行的缩进、括号和引号",
)
_ESCAPE = ("invalid escape after a backslash; use single quotes", "反斜杠后的转义无效，请改用单引号")
_RULES: tuple[tuple[str, Rule], ...] = (
    (
        "mapping values are not allowed",
        (
            "unexpected colon; check the indentation, or quote a value that contains a colon and a space",
            "多余的冒号：请检查缩进；若值里有冒号加空格，请给值加引号",
        ),
    ),
    (
        "could not find expected ':'",
        ("no colon and space after this name; write `name: value`", "名称后缺少冒号和空格，请写成“名称: 值”"),
    ),
    (
        "unknown escape character",
        _ESCAPE,
    ),
    ("escape code", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("tab character", _TAB),
    ("entries are not allowed", ("a list with `-` starts on its own line", "以“-”开头的列表要另起一行")),
    (
        "expected '-' indicator",
        ("this line is level with a list but has no `-`", "本行与列表同级，却没有“-”"),
    ),
    (
        "did not find expected key",
        (
            "this line does not fit the lines above; check its indentation, quotes and brackets",
            "本行与上文不符，请检查缩进、引号和括号",
        ),
    ),
    ("<document start>", ("text after the end of the document", "文档结束后还有内容")),
    (
        "incompatible YAML document",
        ("only YAML 1.x can be read; delete this line", "只支持 YAML 1.x，请删除这一行"),
    ),
    (
        "expected comment or line break",
        ("text after `|` or `>` must start on the next line", "“|”或“>”后的文字要另起一行"),
    ),
)
_KEY_LIKE = re.compile(r"""\s*(?:- +)*[^\s:：#"'\[\]{},&*!|>%@`-][^\s:：#"'\[\]{},]{0,39}(?P<colon>：|:(?=\S))""")


def colon_slip(line: str) -> tuple[int, Rule] | None:
    """The offset of the colon and the rule for a line like `名称：甲` or `name:x`, or None for any other.

    For a text found where a mapping belongs; a clock such as `16:30` is not taken for a slip.
    """
    found = _KEY_LIKE.match(line)
    if found is None or line[: found.start("colon")].strip("- ").isdigit():
        return None
    return found.start("colon"), _FULL_WIDTH_COLON if found["colon"] == "：" else _TIGHT_COLON


def slip_of_text(lines: list[str], *, alone: bool) -> tuple[int, Rule] | None:
    """The offset in the first line and the rule for a text whose lines look like a mapping or a list; else None.

    One line is enough where it is `alone`: at the root of a file, or as a name inside brackets.
    """
    if len(lines) > 1 and all(re.match(r"\s*-\S", line) for line in lines):
        return 0, _TIGHT_DASH
    slips = [colon_slip(line) for line in lines]
    return slips[0] if lines and (alone or (len(lines) > 1 and all(slips))) else None


def syntax_finding(error: Exception, text: str, file: str) -> Finding:
    """The finding for an error of the YAML parser, placed where the planner has to change something."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Mark(file, 1, 1).finding("", "", *_GENERIC)
    problem = error.problem or ""
    here = (error.problem_mark.line, error.problem_mark.column)
    start = (error.context_mark.line, error.context_mark.column) if error.context_mark else here
    lines = text.splitlines() or [""]
    slip = _slip_above(lines, start[0], here, problem)
    if slip is not None:
        return slip_finding(file, *slip)
    (line, column), rule = _judge(problem, error.context or "", start, here, lines)
    return Mark(file, line + 1, column + 1).finding("", "", *rule)


def slip_finding(file: str, line: int, offset: int, rule: Rule) -> Finding:
    """The finding for a colon slip at a line and offset, both from 0."""
    return Mark(file, line + 1, offset + 1).finding("", "", *rule)


def _slip_above(lines: list[str], start: int, here: tuple[int, int], problem: str) -> tuple[int, int, Rule] | None:
    if not any(words in problem for words in ("mapping values", "expected ':'", "expected key")):
        return None
    first = start if "expected ':'" in problem else here[0] - 1
    for number in range(max(first, 0), min(here[0], len(lines) - 1) + 1):
        slip = colon_slip(lines[number])
        if slip is not None and (slip[1] is _FULL_WIDTH_COLON or not re.search(":( |$)", lines[number])):
            return number, *slip
    return None


def _judge(
    problem: str, context: str, start: tuple[int, int], here: tuple[int, int], lines: list[str]
) -> tuple[tuple[int, int], Rule]:
    line = lines[here[0]] if here[0] < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    if "tab" in problem or "cannot start any token" in problem:
        if "\t" in indent:
            return (here[0], indent.index("\t")), _TAB
        return here, _TAB if line[here[1] : here[1] + 1] == "\t" else _RESERVED
    if "quoted scalar" in context and "unexpected" in problem:
        return start, ("this quote is never closed; close it", "这个引号没有闭合，请补上")
    if "alias" in context or "anchor" in context:
        return start, _RESERVED
    if "flow" in context:
        return (here, _NO_COMMA) if here[0] == start[0] else (start, _OPEN_BRACKET)
    if "expected ':'" in problem and re.match(r"\s*-\S", lines[start[0]]):
        return start, _TIGHT_DASH
    if "expected key" in problem and line[here[1] : here[1] + 1] == ":":
        return here, NO_NAME
    rule = next((rule for words, rule in _RULES if words in problem), _GENERIC)
    return (start if "expected ':'" in problem else here), rule
