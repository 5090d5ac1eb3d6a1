"""What a school file may never ask for: new teaching in the service, subject tutoring bodies."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from scheduler.config.finding import Finding
from scheduler.config.source import Document, FieldPath, Mark

NEW_TEACHING = (
    "new lessons must not be taught in the after-school service (clause 29, section 四(三)); write review, ...",
    "不得利用课后服务时间讲新课（第29条，四（三）），可写复习（review）等",
)
SUBJECT_TUTORING = (
    "subject-tutoring bodies must not be brought in (clause 62, section 五(三)); partners are youth_centre, ...",
    "不得引入学科类校外培训机构（第62条，五（三）），可合作的如 youth_centre（青少年活动中心）等",
)
_NEW_TEACHING_WORDS = re.compile("newteaching|newlesson|teachnew|teachingnew|讲新|新课(?!标|程|改)|新授|讲课|授新")
_TUTORING_WORDS = re.compile(
    "(?<!non)subject(?:s|al)?(?:tutor|training|cram)|(?<!非)学科(?:类|培训|辅导|补习)|补习|cramschool"
)
_OWN_VOCABULARY = ("rules",)


def reads_as_new_teaching(word: str) -> bool:
    """Whether a word asks for new teaching content, however it is spelt (`New-Lesson`, `新授课`)."""
    return _NEW_TEACHING_WORDS.search(_plain(word)) is not None


def reads_as_subject_tutoring(word: str) -> bool:
    """Whether a kind of provider means subject tutoring, however spelt (`subject-tutoring`, `学科类机构`)."""
    return _TUTORING_WORDS.search(_plain(word)) is not None


def new_teaching_finding(mark: Mark, path: FieldPath, value: str) -> Finding:
    """The refusal of clause 29 at `mark`."""
    return mark.finding(path, value, *NEW_TEACHING)


def refused_contents(document: Document) -> Iterator[Finding]:
    """Every key and text of a school file that asks for new teaching; the policy's own words are free to."""
    if isinstance(document.data, dict):
        for section, inside in document.data.items():
            if section not in _OWN_VOCABULARY:
                yield from _refused_inside(document, (section,), inside)


def refused_providers(document: Document) -> Iterator[Finding]:
    """Every provider whose kind means subject tutoring (clause 62)."""
    providers = document.data.get("providers") if isinstance(document.data, dict) else None
    for name, provider in providers.items() if isinstance(providers, dict) else ():
        kind = provider.get("kind") if isinstance(provider, dict) else None
        if isinstance(kind, str) and reads_as_subject_tutoring(kind):
            yield document.finding(("providers", name, "kind"), *SUBJECT_TUTORING)


def _refused_inside(document: Document, path: FieldPath, value: Any) -> Iterator[Finding]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if reads_as_new_teaching(key):
                yield new_teaching_finding(document.key_mark((*path, key)), (*path, key), key)
            yield from _refused_inside(document, (*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _refused_inside(document, (*path, index), inner)
    elif isinstance(value, str) and reads_as_new_teaching(value):
        yield document.finding(path, *NEW_TEACHING)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return re.sub(r"[\s_\-./]+", "", folded)
