"""Laying files over one another."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.config.finding import InputRefused
from scheduler.config.layers import merge, origin
from scheduler.config.source import Document, FieldPath, Mark, walk
from scheduler.config.yaml_reader import parse_yaml


def layered(*texts: str) -> Document:
    """The texts as `f0.yaml`, `f1.yaml`, ... merged."""
    return merge([parse_yaml(text, f"f{number}.yaml") for number, text in enumerate(texts)])


# Lower file, upper file, the merged data. After the examples in RFC 7386, appendix A.
MERGED: list[tuple[str, str, dict[str, Any]]] = [
    ("a: b", "a: c", {"a": "c"}),
    ("a: b", "b: c", {"a": "b", "b": "c"}),
    ("a: b", "a: null", {}),
    ("{a: b, b: c}", "a: null", {"b": "c"}),
    ("a: [b]", "a: c", {"a": "c"}),
    ("a: c", "a: [b]", {"a": ["b"]}),
    ("a: {b: c, d: e}", "a: {b: x, d: null}", {"a": {"b": "x"}}),
    ("a: [{b: c}]", "a: [1]", {"a": [1]}),
    ("a: foo", "a: {b: c}", {"a": {"b": "c"}}),
    ("a: {b: c}", "a: foo", {"a": "foo"}),
    ("e: null", "a: 1", {"e": None, "a": 1}),  # a null of the lowest file is a value
    ("a: 1", "t: {T01: {x: null}}", {"a": 1, "t": {"T01": {"x": None}}}),  # nothing below: a value too
    ("t: {T01: 1}", "t: {}", {"t": {"T01": 1}}),
]


@pytest.mark.parametrize(("below", "above", "expected"), MERGED)
def test_later_files_change_earlier_ones(below: str, above: str, expected: dict[str, Any]) -> None:
    """Mappings merge, lists and values are replaced, null deletes."""
    assert layered(below, above).data == expected


@pytest.mark.parametrize(
    ("texts", "place", "path", "hint"),
    [
        (("a: 1", "b: null"), "f1.yaml:1:1", "b", None),
        (("t: {T01: 1}", "t:\n  T02: null"), "f1.yaml:2:3", "t.T02", "T01"),
        (("t: {T01: 1}", "t: {T01: null}", "t: {T01: null}"), "f2.yaml:1:5", "t.T01", None),
        (("clubs: {足球: 1}", "clubs: {足求: ~}"), "f1.yaml:1:9", "clubs.足求", "足球"),
    ],
)
def test_deleting_what_is_not_there_is_refused(texts: tuple[str, ...], place: str, path: str, hint: str | None) -> None:
    """The finding stands at the key, in the file that deletes, with the nearest existing id."""
    with pytest.raises(InputRefused) as caught:
        layered(*texts)
    assert [(f.place, f.path, f.hint) for f in caught.value.findings] == [(place, path, hint)]


def test_every_wrong_deletion_is_listed() -> None:
    """Two files, three wrong deletions."""
    with pytest.raises(InputRefused) as caught:
        layered("a: 1", "b: ~\nc: ~", "d: ~")
    assert [f.place for f in caught.value.findings] == ["f1.yaml:1:1", "f1.yaml:2:1", "f2.yaml:1:1"]


def test_every_value_remembers_the_file_that_set_it() -> None:
    """The school says 12, the term 10; the name is still the school's, the new teacher the term's."""
    document = layered("t:\n  T01: {name: 甲, max: 12}\n", "t:\n  T01: {max: 10}\n  T02: {name: 乙}\n")
    assert origin(document, ("t", "T01", "max")) == Mark("f1.yaml", 2, 14)
    assert document.key_mark(("t", "T01", "max")) == Mark("f1.yaml", 2, 9)
    assert document.written(("t", "T01", "max")) == "10"
    assert origin(document, ("t", "T01", "name")) == Mark("f0.yaml", 2, 15)
    assert origin(document, ("t", "T01")) == Mark("f0.yaml", 2, 8)
    assert origin(document, ("t", "T02", "name")) == Mark("f1.yaml", 3, 15)
    assert origin(document, ("t", "T02", "absent")) == Mark("f1.yaml", 3, 8)


def test_nothing_is_remembered_of_what_was_replaced() -> None:
    """A list of three replaced by a list of one leaves no mark of the second item."""
    document = layered("a: [1, 2, 3]\nb: {c: 1}\n", "a: [9]\nb: null\n")
    assert ("a", 1) not in document.marks
    assert ("a", 1) not in document.texts
    assert ("b", "c") not in document.key_marks


def test_the_files_given_are_left_as_they_were() -> None:
    """Merging twice gives the same, since nothing given is changed."""
    files = [parse_yaml("t: {T01: {x: 1}}", "a"), parse_yaml("t: {T01: {x: 2}, T02: {y: [1]}}", "b")]
    first = merge(files)
    first.data["t"]["T02"]["y"].append(2)
    assert merge(files).data == {"t": {"T01": {"x": 2}, "T02": {"y": [1]}}}
    assert files[0].data == {"t": {"T01": {"x": 1}}}


def test_merging_nothing_is_an_error() -> None:
    """No document, no result."""
    with pytest.raises(ValueError, match="at least one"):
        merge([])


KEYS = st.sampled_from("abcd")
VALUES = st.recursive(
    st.integers(0, 3) | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
)
FILES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


def overlaid(below: Any, above: Any) -> Any:
    """RFC 7386 in a few lines; a null beside something, naming nothing, is a fault."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    if any(value is None and key not in below for key, value in above.items()):
        raise KeyError
    kept = {key: value for key, value in below.items() if above.get(key, value) is not None or key not in above}
    changed = {k: overlaid(below.get(k), v) for k, v in above.items() if v is not None}
    return kept | changed


@settings(max_examples=200, deadline=None)
@given(FILES, FILES)
def test_merging_agrees_with_its_definition(below: dict[str, Any], above: dict[str, Any]) -> None:
    """Data as defined, and a mark for each piece of it and for nothing else."""
    texts = [yaml.safe_dump(data) for data in (below, above)]
    try:
        expected = overlaid(below, above)
    except KeyError:
        with pytest.raises(InputRefused):
            layered(*texts)
        return
    document = layered(*texts)
    paths: set[FieldPath] = set(walk(document.data))
    assert document.data == expected
    assert set(document.marks) == paths
    assert set(document.key_marks) == {path for path in paths if path and isinstance(path[-1], str)}
