"""The documents there are: one ordered list, from which files, help texts and tests follow.

Nothing heavy is loaded by importing this: the libraries that write a form are loaded when a document is made.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from scheduler.domain.vocabulary import LANGUAGES
from scheduler.reports import (
    adults,
    cards,
    clubs,
    feeds,
    handover,
    homerooms,
    notice,
    overview,
    parents,
    posters,
    posts,
    registers,
    venues,
)
from scheduler.reports.feeds import Feed
from scheduler.reports.paper import Paper
from scheduler.reports.refusal import NoSuchForm, UnknownKind
from scheduler.reports.table import Table, empty

_UNSAFE = re.compile(r"[^\w.-]")


class Format(StrEnum):
    """What a document comes as, and the ending of its files."""

    XLSX = "xlsx"
    PDF = "pdf"
    ICS = "ics"


@dataclass(frozen=True)
class Document(ABC):
    """One kind of document: its name in files and commands, and its title (Chinese, English)."""

    kind: str
    title: tuple[str, str]
    form: ClassVar[Format]

    def called(self, language: str) -> str:
        """The title in a language."""
        return self.title[LANGUAGES.index(language)]

    @abstractmethod
    def files(self, paper: Paper) -> Iterator[tuple[str, bytes]]:
        """(path below the folder, content) of every file of the document."""


@dataclass(frozen=True)
class Workbook(Document):
    """A workbook, `tables` its sheets; one sheet that says so when there is nothing."""

    tables: Callable[[Paper], Iterator[Table]]
    form = Format.XLSX

    def files(self, paper: Paper) -> Iterator[tuple[str, bytes]]:
        """One workbook."""
        from scheduler.reports.workbook import workbook_bytes

        title = self.called(paper.language)
        sheets = tuple(self.tables(paper)) or (empty(self.kind, title, paper.say(f"nothing.{self.kind}")),)
        yield f"{self.kind}.{self.form}", workbook_bytes(paper, sheets, title)


@dataclass(frozen=True)
class Printed(Document):
    """A PDF; `content` is what its template of the same name is filled with."""

    content: Callable[[Paper], Mapping[str, Any]]
    form = Format.PDF

    def files(self, paper: Paper) -> Iterator[tuple[str, bytes]]:
        """One PDF."""
        from scheduler.reports.pdf import pdf_bytes

        yield f"{self.kind}.{self.form}", pdf_bytes(paper, self.kind, self.called(paper.language), self.content(paper))


@dataclass(frozen=True)
class Feeds(Document):
    """Calendar feeds, a file an owner, in a folder of the kind's name."""

    feeds: Callable[[Paper], Iterator[Feed]]
    form = Format.ICS

    def files(self, paper: Paper) -> Iterator[tuple[str, bytes]]:
        """One file for each adult, homeroom or venue."""
        from scheduler.reports.ical import feed_bytes

        for name, feed in self._named(paper):
            yield f"{self.kind}/{name}.{self.form}", feed_bytes(paper, feed)

    def _named(self, paper: Paper) -> Iterator[tuple[str, Feed]]:
        """The feeds by file name: the owner's id, without what a file name may not hold."""
        taken: set[str] = set()
        for feed in self.feeds(paper):
            name = _UNSAFE.sub("_", feed.owner)
            while name.casefold() in taken:
                name += "_"
            taken.add(name.casefold())
            yield name, feed


DOCUMENTS: tuple[Document, ...] = (
    Workbook("homerooms", ("班级去向与签退表", "where each class goes, with sign-out"), homerooms.tables),
    Workbook("adults", ("人员一周职责", "each adult's week"), adults.tables),
    Workbook("venues", ("场地一周使用表", "each venue's week"), venues.tables),
    Workbook("clubs", ("社团名册与签到表", "club rosters and sign-in sheets"), clubs.tables),
    Workbook("registers", ("各组点名册", "attendance of every other group"), registers.tables),
    Workbook("handover", ("交接班表", "hand-over along the custody chain"), handover.tables),
    Workbook("posts", ("岗位、巡查与门岗表", "posts, patrol and gate sheets"), posts.tables),
    Workbook("overview", ("每日一页总览", "every day on one page"), overview.tables),
    Printed("notice", ("课后服务活动安排公示", "After-school service: public notice"), notice.content),
    Printed("parents", ("致家长：课后服务告知与申请", "After-school service: for parents"), parents.content),
    Printed("cards", ("课后服务任务卡", "Duty cards"), cards.content),
    Printed("wall", ("本周社团与活动", "Clubs and activities of the week"), posters.wall),
    Printed("corridor", ("本周课后服务", "After-school service of the week"), posters.corridor),
    Feeds("calendars-adults", ("人员日历", "a calendar feed for each adult"), feeds.adults),
    Feeds("calendars-homerooms", ("班级日历", "a calendar feed for each class"), feeds.homerooms),
    Feeds("calendars-venues", ("场地日历", "a calendar feed for each venue"), feeds.venues),
)


def documents(kinds: Sequence[str] = (), forms: Sequence[Format] = ()) -> tuple[Document, ...]:
    """The documents of the given kinds and forms in the registry's order; of all where none is given.

    Raises UnknownKind, and NoSuchForm when no kind asked for comes in a form asked for.
    """
    known = [document.kind for document in DOCUMENTS]
    for kind in kinds:
        if kind not in known:
            raise UnknownKind(kind, known)
    found = tuple(d for d in DOCUMENTS if (not kinds or d.kind in kinds) and (not forms or d.form in forms))
    if not found:
        raise NoSuchForm(kinds, forms)
    return found


def listing(separator: str = ", ") -> str:
    """The kinds by form, for help texts: `xlsx homerooms adults ..., pdf ...`."""
    return separator.join(f"{form}: {' '.join(d.kind for d in DOCUMENTS if d.form is form)}" for form in Format)
