"""Points of a sweep on disk: one file each, so that a killed sweep goes on where it was.

A file bears the digest of everything its point was made from: one of another digest is of another question, and is
planned anew.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from scheduler.atomic import write_text
from scheduler.explain.records import plain_data
from scheduler.whatif.compare import Side

UNSAFE = re.compile(r"[^\w=,.@+-]+")
FORMAT = "afterschool-sweep-point/1"
_SIDE = TypeAdapter(Side)
Dropped = Callable[[Path, str], None]


def digest_of(*facts: object) -> str:
    """SHA-256 of plain data."""
    text = json.dumps([plain_data(fact) for fact in facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Store:
    """A folder of points. `dropped` is told of files that cannot be read and are left out."""

    folder: Path
    dropped: Dropped = lambda path, why: None

    def save(self, name: str, key: str, side: Side) -> None:
        """Write a point, whole or not at all."""
        point = _SIDE.dump_python(side, mode="json")
        record: Mapping[str, Any] = {"format": FORMAT, "key": key, "digest": digest_of(point), "point": point}
        write_text(self._file(name), json.dumps(record, ensure_ascii=False, indent=1) + "\n")

    def load(self, name: str, key: str) -> Side | None:
        """The point, if it was made from the same; None when there is none, or none that can be read."""
        file = self._file(name)
        if not file.exists():
            return None
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            if record["format"] != FORMAT or record["key"] != key:
                return None
            if record["digest"] != digest_of(record["point"]):
                raise ValueError("its digest is not that of the rest")
            return _SIDE.validate_python(record["point"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self.dropped(file, f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}")
        return None

    def _file(self, name: str) -> Path:
        return self.folder / f"{UNSAFE.sub('_', name)}.json"
