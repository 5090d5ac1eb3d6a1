"""Several files read as one: later ones change earlier ones, and every value remembers who set it."""

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.config.finding import Finding, InputRefused
from scheduler.config.nearest import nearest
from scheduler.config.source import Document, FieldPath, Mark, walk

_NEW_ENTRY = (
    "there is no entry of this name to change, so this adds one",
    "前面没有叫这个名称的条目，此处会新增一个",
)


def merge(documents: Sequence[Document]) -> Document:
    """Lay each document over those before it, in the manner of RFC 7386.

    Mappings merge key by key, lists and single values are replaced whole, and `null` deletes what an earlier
    document holds under that key. Inside something new `null` stays a plain value. Marks, key marks and
    written texts come from whichever file set the value; a merged mapping keeps its first mark, and the
    result its first file's name. What was deleted is in `removed`, with the mark of the deletion. Raises
    InputRefused with a finding for every deletion of what is not there, and ValueError for no documents. The
    documents given are left as they were.
    """
    if not documents:
        raise ValueError("merge needs at least one document")
    layered = Layered(documents[0])
    for document in documents[1:]:
        layered.lay(document)
    if layered.findings:
        raise InputRefused(layered.findings)
    return layered.document()


def entries_added(below: Sequence[Document], top: Document) -> list[Finding]:
    """Entries (`adults.T11`) of a layer that none below has but that are nearly named like one: perhaps a slip.

    Each a finding at the entry's name with the one that may be meant; fields that no section has are not judged here.
    """
    findings: list[Finding] = []
    for section, entries in top.data.items():
        older = [layer.data.get(section) for layer in below]
        known = {key for layer in older if isinstance(layer, dict) for key in layer}
        for key in entries if isinstance(entries, dict) else ():
            hint = None if key in known or entries[key] is None else nearest(key, known)
            if hint is not None:
                findings.append(top.finding((section, key), *_NEW_ENTRY, hint, at_key=True))
    return findings


def origin(document: Document, path: FieldPath) -> Mark:
    """The place, in whichever file set it, of the value at `path`, or of its nearest ancestor."""
    return document.mark(path)


class Layered:
    """The merge so far; `findings` are deletions of what was not there."""

    def __init__(self, first: Document) -> None:
        self.file = first.file
        self.data = _copy(first.data)
        self.marks = dict(first.marks)
        self.key_marks = dict(first.key_marks)
        self.texts = dict(first.texts)
        self.removed = dict(first.removed)
        self.findings: list[Finding] = []

    def document(self) -> Document:
        """The merge as a document."""
        return Document(self.data, self.marks, self.file, self.key_marks, self.texts, self.removed)

    def lay(self, top: Document) -> None:
        """Lay a document over what there is."""
        if isinstance(self.data, dict) and isinstance(top.data, dict):
            self._merge(self.data, top.data, (), top)
        else:
            self._forget(self.data, ())
            self.data = self._adopt(top.data, (), top)

    def _merge(self, below: dict[str, Any], above: Mapping[str, Any], at: FieldPath, top: Document) -> None:
        for key, value in above.items():
            path = (*at, key)
            if value is None:
                self._delete(below, key, path, top)
            elif isinstance(value, dict) and isinstance(below.get(key), dict):
                self._merge(below[key], value, path, top)
            else:
                if key in below:
                    self._forget(below[key], path)
                below[key] = self._adopt(value, path, top)

    def _delete(self, below: dict[str, Any], key: str, path: FieldPath, top: Document) -> None:
        if key in below:
            self._forget(below.pop(key), path)
            self.removed[path] = top.key_mark(path)
            return
        rule = "null deletes, but there is nothing of this name to delete; leave this out"
        rule_zh = "null 表示删除，但前面没有叫这个名称的内容，请去掉此处"
        self.findings.append(top.finding(path, rule, rule_zh, nearest(key, below), at_key=True))

    def _adopt(self, value: Any, path: FieldPath, top: Document) -> Any:
        for inner in walk(value, path):
            for mine, theirs in ((self.marks, top.marks), (self.key_marks, top.key_marks)):
                if inner in theirs:
                    mine[inner] = theirs[inner]
            if inner in top.texts:
                self.texts[inner] = top.texts[inner]
        return _copy(value)

    def _forget(self, value: Any, path: FieldPath) -> None:
        for inner in walk(value, path):
            self.marks.pop(inner, None)
            self.key_marks.pop(inner, None)
            self.texts.pop(inner, None)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
