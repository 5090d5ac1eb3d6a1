"""The text of a file whose encoding nobody noted down: what it says itself, else what it can only be."""

import codecs
import re
from pathlib import Path

from scheduler.config.finding import InputRefused
from scheduler.config.source import Mark, check_characters, read_bytes

MAX_BYTES = 5_000_000
"""Twice the largest of a hundred schools' files."""
MANDARIN_SHARE = 0.6
"""Share of the letters outside ASCII that must be everyday Chinese ones for text to be taken as GB18030."""
WESTERN = "windows-1252"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = re.compile(
    r"utf[-_]?8|utf[-_]?16([-_]?[bl]e)?|gb2312|gbk|gb18030|big5|ascii|us-ascii|(windows|cp)[-_]?125\d|iso[-_]?8859[-_]\d{1,2}|koi8-[ru]",
    re.I,
)


def read_text(path: Path, encoding: str | None = None) -> str:
    """The file's text: by `encoding` if given, else by its byte-order mark, its XML declaration, or as UTF-8, GB18030
    or windows-1252, whichever fits first.

    A text that is not UTF-8 is GB18030 if at least 60 % of its letters outside ASCII are among the 3,755 everyday
    characters of GB 2312, else windows-1252. Bounds: 5 MB. Raises InputRefused for an unknown encoding, for bytes that
    are not text in it, and for characters no editor shows.
    """
    raw, file = read_bytes(path, MAX_BYTES), str(path)
    mark = next((bom for bom, _ in _MARKS if raw.startswith(bom)), b"")
    declared = _DECLARED.match(raw[len(mark) :])
    name = encoding or dict(_MARKS).get(mark) or (declared[1].decode("ascii") if declared else _guess(raw))
    if not _ENCODINGS.fullmatch(name):
        raise _refused(file, f"unknown encoding {name}; save it as UTF-8", f"不认识的编码 {name}，请另存为 UTF-8")
    try:
        text = raw[len(mark) :].decode("gb18030" if name.lower().startswith("gb") else name)
    except (UnicodeDecodeError, LookupError):
        raise _refused(
            file, f"is not text in {name}; save it as UTF-8", f"不是 {name} 编码的文本，请另存为 UTF-8"
        ) from None
    check_characters(text, file)
    return text


def _guess(raw: bytes) -> str:
    for name in ("utf-8", "gb18030"):
        try:
            text = codecs.decode(raw, name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" or _mandarin(text):
            return name
    return WESTERN


def _mandarin(text: str) -> bool:
    """Whether most letters outside ASCII are everyday Chinese: rows 16 to 55 of GB 2312."""
    foreign = [letter for letter in text if not letter.isascii() and letter.isalpha()]
    everyday = sum(
        0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1 for letter in foreign if len(code := letter.encode("gb18030")) == 2
    )
    return everyday >= MANDARIN_SHARE * max(1, len(foreign))


def _refused(file: str, rule: str, rule_zh: str) -> InputRefused:
    return InputRefused([Mark(file, 1, 1).finding("", "", rule, rule_zh)])
