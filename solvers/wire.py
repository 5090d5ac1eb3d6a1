"""What parent and child say to each other; on a pipe, eight bytes of length and then a pickle."""

import pickle
import struct
from dataclasses import dataclass
from typing import IO, TypeVar

from solvers.answer import TierResult
from solvers.compact import Compact, CompactAnswer, Vector
from solvers.stop import Limits

HEADER = struct.Struct(">Q")
LONGEST = 2**40
"""Bytes of a message; a header that says more is none."""
OUT_OF_MEMORY = 12
"""Exit code of a child that ran out of memory: a fresh one is the only cure."""


@dataclass(frozen=True)
class Request:
    """Parent to child, about a numbered job."""

    number: int


@dataclass(frozen=True)
class Job(Request):
    """Answer this. Columns only, no key ever crosses."""

    engine: str
    problem: Compact
    limits: Limits
    hint: dict[int, int]


@dataclass(frozen=True)
class Halt(Request):
    """Hand over what you have for this job."""


@dataclass(frozen=True)
class Reply:
    """Child to parent, about a numbered job; number 0 is the child itself."""

    number: int


@dataclass(frozen=True)
class Ready(Reply):
    """The heavy libraries are loaded."""


@dataclass(frozen=True)
class Found(Reply):
    """Better legal values."""

    tier: int
    values: Vector
    costs: tuple[int, ...]


@dataclass(frozen=True)
class Bounded(Reply):
    """A better bound."""

    tier: int
    bound: int


@dataclass(frozen=True)
class Settled(Reply):
    """A tier is done."""

    tier: int
    result: TierResult


@dataclass(frozen=True)
class Done(Reply):
    """The answer."""

    answer: CompactAnswer


@dataclass(frozen=True)
class Failed(Reply):
    """An exception, as text."""

    text: str


Message = TypeVar("Message", Request, Reply)


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message and flush. Raises OSError when the other side is gone."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes], kind: type[Message]) -> Message | None:
    """Read one message; None when the other side is gone. Raises TypeError for a message of another kind, and whatever
    unpickling raises for what is no message."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    if length > LONGEST:
        raise ValueError(f"Expected a message of at most {LONGEST} bytes, got {length}.")
    body = stream.read(length)
    if len(body) < length:
        return None
    message = pickle.loads(body)
    if not isinstance(message, kind):
        raise TypeError(f"Expected a {kind.__name__}, got {type(message).__name__}.")
    return message
