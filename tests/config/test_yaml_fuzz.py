"""Hostile and random YAML: bombs, fuzz, and nothing but InputRefused."""

from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.config.finding import InputRefused
from scheduler.config.source import Document
from scheduler.config.yaml_reader import parse_yaml, read_yaml

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]

ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "".join(f"m{i}: &m{i}\n  k{i}: 1\n  <<: [{', '.join([f'*m{i - 1}'] * 9)}]\n" for i in range(1, 300))
BOMBS = {
    "aliases": ALIAS_BOMB,
    "merges": MERGE_BOMB,
    "cycle": "a: &a [*a]\n",
    "brackets": "a: " + "[" * 100_000,
    "brackets on lines": "a: " + "[\n" * 100_000,
    "braces": "a: " + "{b: " * 100_000,
    "dashes": "a:\n" + "- " * 100_000,
    "questions": "? " * 100_000,
    "items": "a: [" + "1," * 250_000 + "]",
    "duplicates": "a: 1\n" * 90_000,
    "slips": "s:\n" + "  名称：甲\n" * 50_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_within_bounds(bomb: str) -> None:
    """Whatever the file would grow to, at most 1,001 findings come back and nothing is expanded."""
    with pytest.raises(InputRefused) as caught:
        parse_yaml(bomb, "f.yaml")
    assert 1 <= len(caught.value.findings) <= 1_001


def read_or_refuse(text: str, loader: Any) -> Document | InputRefused:
    """The document or the refusal; anything else is a fault of the reader."""
    try:
        return parse_yaml(text, "f.yaml", loader)
    except InputRefused as refused:
        return refused


def check_refusal(refused: InputRefused, text: str) -> None:
    """Every finding lies inside the file and fits one line in either language."""
    lines = len(text.splitlines()) + 1
    for finding in refused.findings:
        assert 1 <= finding.line <= lines
        assert finding.column >= 1
        assert "\n" not in finding.say("en") + finding.say("zh")


def check_marks(value: Any, path: tuple[str | int, ...], document: Document) -> None:
    """Every value has a mark and is of a plain type."""
    assert path in document.marks
    assert isinstance(value, dict | list | str | int | float | bool | None)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        check_marks(inner, (*path, key), document)


FLOW = ["[", "]", "{", "}", ",", "，", "'", '"', "\\", "#", "|", ">", "@", "~"]
BLOCK = [": ", ":", "：", "\n", "\n  ", "\n- ", "- ", "? ", "\t", "\r\n", "---", "..."]
REFUSED = ["&a ", "*a", "!t ", "!!int ", "<<: ", "%YAML 1.1\n", "%TAG ! x\n", "\\U0011FFFF", "\\ud800"]
TEXT = ["a", "b", "12", "3.10", "名称", "16:30", "😀", "\0", "\x85", "\u2028", "\ud800"]
YAML_PIECES = st.sampled_from((*FLOW, *BLOCK, *REFUSED, *TEXT))


@settings(max_examples=400, deadline=None)
@given(st.lists(YAML_PIECES, max_size=30).map("".join), st.sampled_from(LOADERS))
def test_pieces_of_yaml_in_any_order_are_read_or_refused(text: str, loader: Any) -> None:
    """Nothing but InputRefused ever comes out, and whatever is read has a place."""
    outcome = read_or_refuse(text, loader)
    if isinstance(outcome, Document):
        check_marks(outcome.data, (), outcome)
    else:
        check_refusal(outcome, text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LOADERS))
def test_any_text_is_read_or_refused(text: str, loader: Any) -> None:
    """Random text raises nothing but InputRefused."""
    outcome = read_or_refuse(text, loader)
    if isinstance(outcome, InputRefused):
        check_refusal(outcome, text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Random bytes in a file raise nothing but InputRefused."""
    file = tmp_path_factory.mktemp("fuzz") / "f.yaml"
    file.write_bytes(raw)
    with suppress(InputRefused):
        assert isinstance(read_yaml(file), Document)
