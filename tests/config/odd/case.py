"""One odd but valid configuration: edits of a good school that change how it is written, or what is unusual in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scheduler.config.load import Loaded, load_school
from tests.config.broken.good import GOOD, SCENARIO


@dataclass(frozen=True)
class Odd:
    """Changes (file, old text, new text) to the whole tiny school, after which it still loads.

    `old` occurs once in its file; an empty one means the whole file. `rewrite` turns the text of the files changed into
    other text, `codec` is their encoding. `same`: the school means what it did before.
    """

    changes: tuple[tuple[str, str, str], ...]
    same: bool = True
    codec: str = "utf-8"
    rewrite: Callable[[str], str] = str
    without: tuple[str, ...] = ()

    def load(self, folder: Path) -> Loaded:
        """The school written into an empty folder and loaded."""
        texts = dict(GOOD["whole"])
        for file, old, new in self.changes:
            before = texts.get(file, "")
            assert not old or before.count(old) == 1, f"{old!r} is {before.count(old)} times in {file}"
            texts[file] = before.replace(old, new) if old else new
        changed = {file for file, _, _ in self.changes}
        for file, text in texts.items():
            if file not in self.without:
                written = self.rewrite(text) if file in changed else text
                (folder / file).write_bytes(written.encode(self.codec if file in changed else "utf-8"))
        return load_school(folder, scenarios=[] if SCENARIO in self.without else [folder / SCENARIO])


def odd(file: str, old: str, new: str, *more: tuple[str, str, str], same: bool = True) -> Odd:
    """A school written oddly in one file, and, with `more` changes, in others."""
    return Odd(((file, old, new), *more), same)


def rewritten(file: str, rewrite: Callable[[str], str], codec: str = "utf-8") -> Odd:
    """The same school with one whole file rewritten or saved in another encoding."""
    return Odd(((file, "", GOOD["whole"][file]),), True, codec, rewrite)
