"""Faults that change nothing a plan or a school could show, each looked at and given its reason."""

from collections.abc import Collection
from pathlib import Path

FILE = Path(__file__).with_name("equivalent.txt")


def reviewed(known: Collection[str]) -> dict[str, str]:
    """Fault -> reason, from `equivalent.txt`: a reason after `#`, then the faults it holds for, one a line.

    Raises ValueError naming the line of a fault that the code does not have, or that stands before any reason.
    """
    found: dict[str, str] = {}
    reason = ""
    for number, line in enumerate(FILE.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("# "):
            reason = line[2:].strip()
        elif line.strip():
            if line not in known:
                raise ValueError(f"{FILE.name}:{number}: the code has no such fault: {line}")
            if not reason:
                raise ValueError(f"{FILE.name}:{number}: no reason stands above: {line}")
            found[line] = reason
    return found
