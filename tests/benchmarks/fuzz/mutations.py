"""Ways to spoil a school's file: its bytes, its lines and words, its cells, and its tree of values."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from random import Random
from typing import Any

from scheduler.config.finding import InputRefused
from scheduler.config.source import walk
from scheduler.config.yaml_reader import parse_yaml

LONGEST = 3_000_000
"""Bytes of a mutated file; more is cut."""

_BYTES = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\x80", b"\xc3", b"\t", b"\r", b"\n", b'"', b"'", b"[", b"]", b"{", b"}",
    b": ", b"- ", b"#", b"&a ", b"*a", b"<<: ", b"!!x ", b"---\n", b"|", b">", b"%", b"?", b",", "：".encode(),
    "，".encode(), "\u2028".encode(), "\u200b".encode(), "学".encode(), "学".encode("gb18030"), b"=1+1", b"\\x",
)  # fmt: skip
_ODD: tuple[Any, ...] = (
    None, "", 0, -1, 1.5, 10**12, [], {}, "x", "0min", "9999min", "1min", "00:00", "24:00", "23:59-24:00", "1-9", "9",
    "fri", "2026-12-31", "2026-02-30", "9999-12-31", "0001-01-01", ["x"], {"x": "y"}, True, [0, 0, 0, 0, 0], "学" * 80,
    "../x", "/etc/hosts", ".", "names.csv", "school.yaml", "C1", "T1", "own", "=1", "a" * 300,
)  # fmt: skip
_CELLS = (
    "", "P1", "P1+P2+E+V", "是", "0", "-1", "99999", "ball@A", "@", "+", "mon", "24:00", "2026-09-01", "9999-12-31",
    "=1", "C1", "a1", "x" * 500, '"', "\n", "S1", "T1", "1", "9", "夏季",
)  # fmt: skip
_WORD = re.compile(r"[^\s:,\[\]{}#]+")

Texts = Mapping[str, bytes]
"""The files of a school by name."""


def mutate(texts: Texts, file: str, random: Random, strangers: Sequence[bytes]) -> bytes:
    """One file of a school spoilt in one to four ways, of the same kind as the file half of the time.

    `strangers` are files of other schools. The same random state gives the same bytes.
    """
    raw = texts[file]
    if file.endswith(".yaml") and random.random() < 0.5:
        return _spoilt_tree(raw, random)
    ways = (_WORDS_OF_YAML if file.endswith(".yaml") else _WORDS_OF_CSV) if random.random() < 0.6 else _ANY
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        raw = random.choice(ways)(raw, random, strangers)[:LONGEST]
    return raw


def _cut(raw: bytes, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(raw))
    return start, min(len(raw), start + random.choice((1, 2, 8, 80, 2000)))


def _overwrite(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, _stop = _cut(raw, random)
    piece = bytes([random.randrange(256)]) if random.random() < 0.5 else random.choice(_BYTES)
    return raw[:start] + piece + raw[start + len(piece) :]


def _insert(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, _stop = _cut(raw, random)
    return raw[:start] + random.choice(_BYTES) * random.choice((1, 1, 1, 3, 60)) + raw[start:]


def _delete(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _cut(raw, random)
    return raw[:start] + raw[stop:]


def _truncate(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    return raw[: random.randint(0, len(raw))]


def _repeat(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _cut(raw, random)
    return raw[:stop] + raw[start:stop] * random.choice((1, 10, 1000)) + raw[stop:]


def _splice(raw: bytes, random: Random, strangers: Sequence[bytes]) -> bytes:
    other = random.choice(strangers)
    return raw[: random.randint(0, len(raw))] + other[random.randint(0, len(other)) :]


def _recode(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(("gb18030", "utf-16", "utf-8-sig", "utf-32")), "replace")


def _lines(raw: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    here, there = random.randrange(len(lines)), random.randrange(len(lines))
    way = random.randrange(4)
    if way == 0:
        lines[here], lines[there] = lines[there], lines[here]
    elif way == 1:
        lines.insert(there, lines[here])
    elif way == 2:
        del lines[here]
    else:
        lines[here] = random.choice((b" ", b"  ", b"\t", b"- ", b"? ")) + lines[here]
    return b"".join(lines)


def _word(raw: bytes, random: Random, strangers: Sequence[bytes]) -> bytes:
    """One word replaced by another, of this file, of another or out of a list."""
    text, other = raw.decode("utf-8", "replace"), random.choice(strangers).decode("utf-8", "replace")
    words = list(_WORD.finditer(text))
    if not words:
        return raw
    found = random.choice(words)
    new = random.choice(
        (random.choice(words).group(), random.choice(_WORD.findall(other) or ["x"]), f"{random.choice(_ODD)}")
    )
    return (text[: found.start()] + new + text[found.end() :]).encode("utf-8", "replace")


def _cell(raw: bytes, random: Random, strangers: Sequence[bytes]) -> bytes:
    """One cell replaced, added or dropped, or two swapped; quotes are not looked at."""
    rows = [line.split(",") for line in raw.decode("utf-8", "replace").splitlines()] or [[""]]
    row, other = random.choice(rows), random.choice(rows)
    here, there = random.randrange(len(row)), random.randrange(len(other))
    way = random.randrange(5)
    if way == 0:
        row[here], other[there] = other[there], row[here]
    elif way == 1:
        row.insert(here, random.choice(_CELLS))
    elif way == 2:
        del row[here]
    elif way == 3 and here < len(other):
        row[here] = other[here]
    else:
        row[here] = random.choice(_CELLS)
    return "\n".join(",".join(row) for row in rows).encode("utf-8", "replace")


def _spoilt_tree(raw: bytes, random: Random) -> bytes:
    """The file's values with one to three replaced, renamed, dropped or copied, written as JSON, which is YAML."""
    try:
        data = parse_yaml(raw.decode("utf-8"), "f").data
    except InputRefused:
        return raw
    for _ in range(random.choice((1, 1, 2, 3))):
        places = [path for path in walk(data) if path]
        if places:
            _spoil(data, random.choice(places), random, [path for path in places if len(path) > 1] or places)
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def _spoil(data: Any, path: tuple[Any, ...], random: Random, places: Sequence[tuple[Any, ...]]) -> None:
    *above, last = path
    holder = _at(data, above)
    twins = [place for place in places if place[-1] == last and place != path]
    way = random.randrange(6)
    if way == 0:
        holder[last] = random.choice(_ODD)
    elif way == 1 and twins:
        holder[last] = deepcopy(_at(data, random.choice(twins)))
    elif way == 2:
        del holder[last]
    elif way == 3 and isinstance(holder, dict):
        holder[random.choice((f"{last}x", "周一", "mon", "3-1", "学", random.choice(places)[-1], ""))] = holder.pop(
            last
        )
    elif way == 4 and isinstance(holder, list):
        holder += [holder[last]] * random.choice((1, 2, 1000))
    elif isinstance(holder[last], int) and not isinstance(holder[last], bool):
        holder[last] += random.choice((-1, 1, 100, -(10**6), 10**5))
    else:
        holder[last] = deepcopy(_at(data, random.choice(places)))


def _at(data: Any, path: Sequence[Any]) -> Any:
    for step in path:
        data = data[step]
    return data


_ANY: tuple[Callable[[bytes, Random, Sequence[bytes]], bytes], ...] = (
    _overwrite, _insert, _delete, _truncate, _repeat, _splice, _recode, _lines,
)  # fmt: skip
_WORDS_OF_YAML = (_word, _word, _word, _lines)
_WORDS_OF_CSV = (_cell, _cell, _cell, _word, _lines)
