"""What cannot be printed as asked, told in Chinese and English."""

from collections.abc import Sequence
from datetime import date

from scheduler.config.nearest import nearest

MOST_TOLD = 10


class PaperRefused(ValueError):
    """A document that cannot be made as asked; nothing was written."""


class UnknownKind(PaperRefused):
    """A kind of document that does not exist; names the nearest that does, else all."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        near = nearest(kind, known)
        hint_en = f"; did you mean {near!r}?" if near else f"; choose from {', '.join(known)}"
        hint_zh = f"，是否指 {near}？" if near else f"，可选：{'、'.join(known)}"
        super().__init__(f"no document {kind!r}{hint_en} / 没有文件种类 {kind!r}{hint_zh}")


class NoSuchForm(PaperRefused):
    """Kinds and forms asked for that have no document in common."""

    def __init__(self, kinds: Sequence[str], forms: Sequence[str]) -> None:
        asked, wanted = ", ".join(kinds), ", ".join(forms)
        super().__init__(f"none of {asked} comes as {wanted} / {asked} 没有 {wanted} 格式")


class OtherSchool(PaperRefused):
    """A plan of another school: its pages would be about nobody here."""

    def __init__(self, plan: str, school: str) -> None:
        super().__init__(
            f"the plan is of school {plan}, not of {school}; nothing was written"
            f" / 这份计划是学校 {plan} 的，不是 {school} 的；没有写任何文件"
        )


class OtherWeek(PaperRefused):
    """A plan to be replaced that is not of this school and week."""

    def __init__(self, school: str, week: date, other_school: str, other_week: date) -> None:
        super().__init__(
            f"the plan replaced must be of {school}, week of {week}, not of {other_school}, {other_week}"
            f" / 被替换的计划应属于 {school} 的 {week} 周，而不是 {other_school} 的 {other_week} 周"
        )


class MissingGlyphs(PaperRefused):
    """Characters no face can draw: each with its code point and the person, else the text, it stands in."""

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        self.missing = tuple(dict.fromkeys(missing))
        told = [f"{character} (U+{ord(character):04X}): {where}" for character, where in self.missing[:MOST_TOLD]]
        more = len(self.missing) - len(told)
        rest_en, rest_zh = (f" and {more} more", f" 等另外 {more} 处") if more else ("", "")
        super().__init__(
            f"the font cannot print {'; '.join(told)}{rest_en}; nothing was written"
            f" / 字体中没有：{'；'.join(told)}{rest_zh}；没有写任何文件"
        )
