"""One adult's week: regular lessons, duties, flexible hours and what is left free."""

from collections.abc import Iterator, Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from scheduler.calendar.clock import Interval, format_clock
from scheduler.calendar.term import SchoolDay
from scheduler.charts.blocks import Block, draw_blocks, scale_of
from scheduler.charts.lanes import lanes
from scheduler.charts.palette import FAINT, GREEN, GREY, INK, KIND_COLOURS, PAPER, edge, tint
from scheduler.charts.sheet import (
    HEADER,
    MARGIN,
    Page,
    area,
    kind_patches,
    legend,
    legend_inches,
    new_figure,
    nothing,
    plain,
)
from scheduler.charts.view import View
from scheduler.domain.people import Adult, AdultKind
from scheduler.domain.plan import Post, Role, Session

TITLE = ("一人一周", "One adult's week")
AWAY_HATCH = "////"
EARLIEST, LATEST = 480, 1080
LABELS = 0.55
Lines = tuple[tuple[str, ...], ...]
Timed = tuple[Interval, Block]


def pages(view: View) -> Iterator[Page]:
    """A page for each adult asked for; else for the busiest, the least busy, a class teacher and one from outside."""
    chosen = view.adults or handful(view)
    if not chosen:
        yield nothing(view, view.pick(TITLE), "nothing" if view.empty else "no_duties")
    for adult in chosen:
        yield adult_page(view, adult)


def handful(view: View) -> tuple[str, ...]:
    """The busiest and the least busy adult with a duty (by minutes, then late minutes, then id), the first class
    teacher and the first adult from outside with one; each once, empty when nobody has a duty."""
    minutes = {adult: sum(d.interval.minutes for d in duties) for adult, duties in view.engagements.items()}
    ranked = sorted(minutes, key=lambda a: (-minutes[a], -view.late.get(a, 0), a))
    adults = [view.problem.adults[a] for a in sorted(minutes)]
    teachers = [a.id for a in adults if a.class_of is not None]
    outside = [a.id for a in adults if a.kind not in (AdultKind.OWN, AdultKind.GUARD)]
    return tuple(dict.fromkeys([*ranked[:1], *ranked[-1:], *teachers[:1], *outside[:1]]))


def adult_page(view: View, adult: str) -> Page:
    """The week of one adult, days across and the clock downward. Raises KeyError for an unknown id."""
    person = view.problem.adults[adult]
    figure = new_figure(view, f"{view.pick(TITLE)}  {view.who(adult)}{_about(view, person)}", 11.0, 8.0)
    figure.text(MARGIN / 11.0, 1 - (HEADER + 0.12) / 8.0, _sums(view, adult), fontsize=9, color=INK, va="top")
    items = {day.date: _items(view, person, day) for day in view.problem.days}
    hours = _hours([interval for found in items.values() for interval, _ in found])
    handles = _handles(view, adult)
    axes = area(figure, MARGIN + LABELS, legend_inches(view, handles, 11.0) + 0.05, MARGIN, HEADER + 0.68)
    _frame(view, axes, hours)
    blocks: list[Block] = []
    for index, day in enumerate(view.problem.days):
        blocks += _away(person, day, index, hours)
        blocks += _placed(items[day.date], index)
    draw_blocks(axes, blocks, view.fonts, scale_of(axes))
    legend(figure, view, handles)
    return Page(figure, adult)


def _items(view: View, person: Adult, day: SchoolDay) -> list[Timed]:
    """Everything of one day with the block it becomes, its place across still open."""
    found: list[Timed] = []
    for lesson in person.lessons_on(day) if day.date not in person.absent else ():
        subject = view.say(f"subject.{lesson.subject}")
        text: Lines = ((f"{subject} {lesson.homeroom}", lesson.homeroom), (str(lesson.interval),))
        found.append((lesson.interval, _block(KIND_COLOURS["lesson"], text, share=0.5)))
    for research in view.problem.research:
        if person.id in research.adults and research.weekday == day.weekday:
            text = ((f"{view.say('research')} {research.team}", view.say("research")), (str(research.interval),))
            found.append((research.interval, _block(FAINT, text, hatch="..", share=0.3)))
    for duty in view.plan.duties_of(person.id):
        if duty.date == day.date:
            found.append(
                (duty.interval, _post(view, duty) if isinstance(duty, Post) else _session(view, duty, person.id))
            )
    for relief in view.plan.reliefs:
        if relief.adult == person.id and relief.date == day.date:
            text = ((view.say(f"relief.{relief.kind}"),), (str(relief.interval),))
            found.append((relief.interval, _block(PAPER, text, outline=GREEN)))
    return found


def _session(view: View, session: Session, adult: str) -> Block:
    role = next((duty.role for duty in session.duties if duty.adult == adult), Role.LEAD)
    where = session.venue or view.say("no_venue")
    labels = view.group_labels(session)
    size = view.say("size", count=session.size)
    lines = (
        view.signed(session.kind, labels),
        (f"{where} {size} {view.say(role.value)}", f"{where} {size}", where),
        (str(session.interval),),
    )
    return _block(KIND_COLOURS[session.kind], lines)


def _post(view: View, post: Post) -> Block:
    lines = (view.signed("post", (view.say(f"post.{post.kind}"),)), (post.place,), (str(post.interval),))
    return _block(KIND_COLOURS["post"], lines, share=0.6)


def _block(colour: str, lines: Lines, *, outline: str | None = None, hatch: str = "", share: float = 0.35) -> Block:
    return Block(0, 0, 0, 0, colour, lines, outline=outline, hatch=hatch, share=share)


def _placed(items: Sequence[Timed], index: int) -> Iterator[Block]:
    dealt = lanes([interval for interval, _ in items])
    for (interval, block), lane in zip(items, dealt, strict=True):
        sharing = [k for (other, _), k in zip(items, dealt, strict=True) if other.overlaps(interval)]
        wide = 0.94 / (max(sharing) + 1)
        left = index + 0.03 + lane * wide
        yield Block(
            left,
            left + wide,
            interval.end,
            interval.start,
            block.colour,
            block.lines,
            outline=block.outline,
            hatch=block.hatch,
            share=block.share,
        )


def _away(person: Adult, day: SchoolDay, index: int, hours: Interval) -> Iterator[Block]:
    """The hours of the page at which the adult is not at school."""
    here = [] if day.date in person.absent else sorted(person.windows.get(day.weekday, ()))
    begins = hours.start
    for window in [*here, Interval(hours.end, hours.end + 1)]:
        until = min(window.start, hours.end)
        if until > begins:
            yield Block(index, index + 1, until, begins, PAPER, outline=None, hatch=AWAY_HATCH, share=1.0)
        begins = max(begins, window.end)


def _hours(intervals: Sequence[Interval]) -> Interval:
    first = min([EARLIEST, *(i.start for i in intervals)])
    last = max([LATEST, *(i.end for i in intervals)])
    return Interval(first // 30 * 30, min(1439, ceil(last / 30) * 30))


def _frame(view: View, axes: Axes, hours: Interval) -> None:
    plain(axes)
    days = view.problem.days
    axes.set_xlim(0, len(days))
    axes.set_ylim(hours.end + 3, hours.start - 3)
    axes.set_xticks([index + 0.5 for index in range(len(days))], [view.day_title(day) for day in days], fontsize=9)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    marks = [minute for minute in range(hours.start, hours.end + 1) if minute % 60 == 0]
    axes.set_yticks(marks, [format_clock(minute) for minute in marks], fontsize=8)
    axes.hlines(marks, 0, len(days), colors=FAINT, linewidth=0.5, zorder=0)
    axes.vlines(range(1, len(days)), hours.start, hours.end, colors=GREY, linewidth=0.6, zorder=5)


def _handles(view: View, adult: str) -> list[Patch]:
    kinds = [d.kind if d.role is not Role.POST else "post" for d in view.engagements.get(adult, ())]
    return [
        *kind_patches(view, kinds),
        Patch(facecolor=tint(FAINT, 0.5), edgecolor=edge(FAINT), label=view.say("lesson")),
        Patch(facecolor=PAPER, edgecolor=GREEN, linewidth=1.6, label=view.say("relief")),
        Patch(facecolor=PAPER, edgecolor=FAINT, label=view.say("free")),
        Patch(facecolor=PAPER, edgecolor=edge(PAPER), hatch=AWAY_HATCH, label=view.say("away")),
    ]


def _about(view: View, person: Adult) -> str:
    parts = [view.say(person.kind.value)] + ([person.class_of] if person.class_of else [])
    return f"（{'，'.join(parts)}）" if view.language == "zh" else f" ({', '.join(parts)})"


def _sums(view: View, adult: str) -> str:
    credit = next((c for c in view.plan.credits if c.adult == adult), None)
    earned, granted, carried = (credit.earned, credit.granted, credit.carried) if credit else (0, 0, 0)
    return view.say(
        "adult.sums",
        duties=len(view.engagements.get(adult, ())),
        late=view.late.get(adult, 0),
        earned=earned,
        granted=granted,
        carried=carried,
    )
