"""Statements from a planner's words, in Chinese or English, by the forms there are."""

import re

from scheduler.calendar.term import weekday_en
from scheduler.domain.problem import Problem
from scheduler.statements.forms import EXAMPLES, FORMS
from scheduler.statements.refusal import StatementRefused
from scheduler.statements.statement import Statement

EVERY_DAY = re.compile(r"\s*(?:每天|\bevery\s+(?:school\s+)?day\b)\s*", re.IGNORECASE)


def read_statement(problem: Problem, words: str) -> Statement:
    """The statement that the words make about the school; clubs and adults by id, clubs by title too.

    Raises StatementRefused when no form fits, a word is not the school's, or the club can never be there then.
    """
    plain = re.sub(r"[“”「」\"']", "", words.strip().rstrip(".。?？!！"))
    for pattern, make in FORMS:
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        if found is not None:
            return make(problem, {name: part.strip() for name, part in found.groupdict().items() if part})
    raise StatementRefused("refused.form", words=words, forms=EXAMPLES)


def read_statements(problem: Problem, words: str) -> tuple[Statement, ...]:
    """The same, where words may say 每天 or every day: one statement for each school day that has what they speak of.

    Raises StatementRefused as `read_statement` does; idle, when no day of the week has it.
    """
    if not EVERY_DAY.search(words):
        return (read_statement(problem, words),)
    found: list[Statement] = []
    idle: StatementRefused | None = None
    for day in problem.days:
        chinese = "每天" in words
        one = f"周{'一二三四五六日'[day.weekday - 1]}" if chinese else f" on {weekday_en(day.weekday)} "
        try:
            found.append(read_statement(problem, EVERY_DAY.sub(f" {one}", words).strip()))
        except StatementRefused as refused:
            if not refused.idle and refused.key != "refused.never":
                raise
            idle = refused
    if idle is not None and not found:
        raise idle
    return tuple(found)
