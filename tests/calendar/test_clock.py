import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.clock import Interval, format_clock, parse_clock, parse_interval


@st.composite
def intervals(draw: st.DrawFn, low: int = 0, high: int = 1440) -> Interval:
    start = draw(st.integers(low, high - 1))
    return Interval(start, draw(st.integers(start + 1, high)))


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("16:30", 990),  # 16 x 60 + 30
        ("9:05", 545),  # 9 x 60 + 5
        ("09:05", 545),
        ("0:00", 0),
        ("00:00", 0),
        ("23:59", 1439),
        ("24:00", 1440),  # the end of the day, 24 x 60
    ],
)
def test_clock_times_are_minutes_after_midnight(text: str, minute: int) -> None:
    """One or two hour digits and two minute digits count from midnight."""
    assert parse_clock(text) == minute


@pytest.mark.parametrize(
    "text",
    [
        "24:01",
        "25:00",
        "16:60",
        "16:5",
        "016:30",
        "1630",
        "16.30",
        "16:30:00",
        "-1:30",
        "",
        ":",
        "16:",
        "noon",
    ],
)
def test_other_spellings_are_refused_with_value_and_rule(text: str) -> None:
    """The message quotes what was written and states the accepted form in both languages."""
    with pytest.raises(ValueError, match=r"must be H:MM or HH:MM between 00:00 and 24:00.*应写成") as caught:
        parse_clock(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("16：30", "16:30"),
        ("１６:３０", "16:30"),
        (" 16:30", "16:30"),
        ("16:30\n", "16:30"),
        ("下午4:30", "16:30"),
        ("下午 4：30", "16:30"),
        ("上午9:05", "09:05"),
        ("中午12:10", "12:10"),
        ("晚上7:00", "19:00"),
        ("下午16:30", "16:30"),
        ("上午12:10", "12:10"),
        ("16.30", "16:30"),
        ("16点半", "16:30"),
        ("16时30分", "16:30"),
        ("1630", "16:30"),
        ("16:30:00", "16:30"),
        ("4:30pm", "16:30"),
        ("4PM", "16:00"),
        ("12:10 am", "00:10"),  # ten past midnight
        ("12:10 pm", "12:10"),
    ],
)
def test_guessable_spellings_are_refused_with_the_right_one(text: str, meant: str) -> None:
    """Full-width signs, blanks and Chinese half-day words are not read; the message says what to write."""
    with pytest.raises(ValueError, match=f"; write {meant} /.*请写 {meant}$"):
        parse_clock(text)


def test_a_hopeless_spelling_gets_no_guess() -> None:
    """Where nothing can be guessed the message ends with the rule."""
    with pytest.raises(ValueError, match=r"24:00 之间$"):
        parse_clock("soon")


@given(st.integers(0, 1440))
def test_formatting_and_parsing_undo_each_other(minute: int) -> None:
    """Every minute of the day survives being written and read again."""
    assert parse_clock(format_clock(minute)) == minute


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text leads to a minute outside the day or to an error other than ValueError."""
    try:
        minute = parse_clock(text)
    except ValueError:
        return
    assert 0 <= minute <= 1440


@pytest.mark.parametrize("minute", [-1, 1441])
def test_minutes_outside_the_day_have_no_clock_time(minute: int) -> None:
    """The minutes just below and just above the day are refused by name."""
    with pytest.raises(ValueError, match=f"minute {minute} must lie between 0 and 1440"):
        format_clock(minute)


@pytest.mark.parametrize(("start", "end"), [(980, 980), (980, 979), (-1, 60), (1380, 1441)])
def test_an_interval_is_checked_at_birth(start: int, end: int) -> None:
    """Empty, backward and day-crossing intervals do not come into being."""
    with pytest.raises(ValueError, match=f"from minute {start} to minute {end} must end after it starts"):
        Interval(start, end)


def test_the_whole_day_is_an_interval() -> None:
    """Both bounds of the day are allowed: 24 x 60 minutes."""
    assert Interval(0, 1440).minutes == 1440


@pytest.mark.parametrize(
    ("other", "travel", "expected"),
    [
        ("17:19-18:00", 0, True),  # shares the minute 17:19
        ("17:20-18:00", 0, False),  # starts as the first ends
        ("17:24-18:00", 5, True),  # 4 minutes to walk 5
        ("17:25-18:00", 5, False),  # 5 minutes to walk 5
        ("17:26-18:00", 5, False),
        ("15:00-16:20", 0, False),
        ("15:00-16:21", 0, True),
        ("15:00-16:16", 5, True),  # 4 minutes before
        ("15:00-16:15", 5, False),  # 5 minutes before
        ("16:40-17:00", 0, True),  # inside
        ("15:00-19:00", 0, True),  # around
    ],
)
def test_intervals_clash_by_shared_minutes_or_too_short_a_walk(other: str, travel: int, expected: bool) -> None:
    """Against 16:20-17:20: just below, at and just above each threshold."""
    assert parse_interval("16:20-17:20").overlaps(parse_interval(other), travel) is expected


def test_negative_travel_is_refused() -> None:
    """Walking cannot take less than no time."""
    with pytest.raises(ValueError, match="travel -1 must be >= 0"):
        Interval(0, 10).overlaps(Interval(10, 20), -1)


@given(intervals(), intervals(), st.integers(0, 30))
def test_overlap_is_symmetric_and_agrees_with_counting_minutes(a: Interval, b: Interval, travel: int) -> None:
    """A clash means that one interval, widened by the walk, shares a minute with the other."""
    widened = range(a.start - travel, a.end + travel)
    shared = range(max(widened.start, b.start), min(widened.stop, b.end))
    assert a.overlaps(b, travel) == b.overlaps(a, travel) == (len(shared) > 0)


@given(intervals(300, 1000), intervals(300, 1000), st.integers(0, 30), st.integers(-300, 440))
def test_moving_both_changes_no_relation(a: Interval, b: Interval, travel: int, by: int) -> None:
    """Length, order, clash and enclosure depend on the differences only."""
    moved_a, moved_b = a.shift(by), b.shift(by)
    assert moved_a.minutes == a.minutes
    assert moved_a.overlaps(moved_b, travel) == a.overlaps(b, travel)
    assert moved_a.encloses(moved_b) == a.encloses(b)
    assert (moved_a < moved_b) == (a < b)
    assert moved_a.shift(-by) == a


@given(intervals(), intervals())
def test_enclosing_means_containing_every_minute(a: Interval, b: Interval) -> None:
    """The first and the last minute decide."""
    assert a.encloses(b) == (a.contains(b.start) and a.contains(b.end - 1))


def test_an_interval_contains_its_start_and_not_its_end() -> None:
    """Half-open: 16:20 is in, 16:19 and 17:20 are out."""
    period = parse_interval("16:20-17:20")
    inside = [period.contains(minute) for minute in (979, 980, 1039, 1040)]
    assert inside == [False, True, True, False]


def test_an_interval_cannot_be_moved_out_of_the_day() -> None:
    """23:30-24:00 has no minute left to move into."""
    with pytest.raises(ValueError, match="must end after it starts and stay within"):
        parse_interval("23:30-24:00").shift(1)


@pytest.mark.parametrize(
    "text", ["16:20-17:20", "16:20–17:20", "16:20—17:20", "16:20－17:20", "16:20 - 17:20", "16:20 — 17:20"]
)
def test_every_usual_dash_is_read(text: str) -> None:
    """16:20 is minute 980 and 17:20 minute 1040, whichever dash stands between."""
    assert parse_interval(text) == Interval(980, 1040)


@given(intervals())
def test_an_interval_is_read_back_as_written(interval: Interval) -> None:
    """Every interval survives being written and read again."""
    assert parse_interval(str(interval)) == interval


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("16:20", "two clock times joined by one dash"),
        ("16:20-17:20-18:20", "two clock times joined by one dash"),
        ("16:20~17:20", "two clock times joined by one dash"),
        ("16:20——17:20", "two clock times joined by one dash"),
        ("17:20-16:20", "must end after it starts"),
        ("16:20-16:20", "must end after it starts"),
        ("16:20-17:70", "clock time '17:70'"),
        (" 16:20-17:20", "write 16:20"),
    ],
)
def test_broken_intervals_are_refused(text: str, phrase: str) -> None:
    """The message names the rule that was broken."""
    with pytest.raises(ValueError, match=phrase):
        parse_interval(text)
