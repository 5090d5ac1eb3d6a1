"""Options by which `plan` is told what to keep, and what had better be so; and how their words are read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from scheduler.config.load import Loaded
from scheduler.config.pins_file import read_pins_file
from scheduler.statements.pinned import Pinned, conditions_of, read_pins, school_pins
from scheduler.statements.refusal import StatementRefused

Pin = Annotated[
    list[str] | None,
    typer.Option(
        "--pin", metavar="TEXT", help="必须如此，可多次，如 “舞蹈周二开班” / must be so, like 'dance in DAN1'"
    ),
]
Forbid = Annotated[
    list[str] | None,
    typer.Option("--forbid", metavar="TEXT", help="不许如此，可多次 / must not be so, repeatable"),
]
Prefer = Annotated[
    list[str] | None,
    typer.Option(
        "--prefer",
        metavar="TEXT",
        help="最好如此，可多次，句末可写（弱）（强）或分数 / had better be so, like 'T012 leads chess (strong)'",
    ),
]
Avoid = Annotated[
    list[str] | None, typer.Option("--avoid", metavar="TEXT", help="最好不如此，可多次 / had better not be so")
]
Pins = Annotated[
    list[Path] | None,
    typer.Option("--pins", metavar="FILE", help="固定与意愿文件，可多次 / file of pins, repeatable"),
]


def given_pins(loaded: Loaded, files: Sequence[Path], flags: Mapping[str, Sequence[str]], language: str) -> Pinned:
    """The conditions of the files, then of the flags by `how`, and what is idle this week in files, the school's own
    among them. Raises InputRefused for a file, BadParameter for a flag whose words are no statement about the school
    and week."""
    read = [read_pins(loaded.problem, read_pins_file(file)) for file in files]
    found = [condition for pinned in read for condition in pinned.conditions]
    for how, texts in flags.items():
        for words in texts:
            try:
                found += conditions_of(loaded.problem, how, words)
            except StatementRefused as refused:
                raise typer.BadParameter(refused.say(language)) from refused
    idle = [note for pinned in (school_pins(loaded), *read) for note in pinned.idle]
    return Pinned(tuple(found), tuple(idle))
