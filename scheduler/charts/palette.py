"""Colours that stay apart for colour-blind readers (Okabe and Ito 2008), and the signs that go with them."""

from collections.abc import Mapping

from matplotlib.colors import to_hex, to_rgb

from scheduler.domain.groups import Kind

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
INK, FAINT, SHORT, PAPER = "#222222", "#D9D9D9", "#C40000", "#FFFFFF"
SHORT_HATCH = "////"

KIND_COLOURS: Mapping[str, str] = {
    Kind.EARLY_ACTIVITY: YELLOW,
    Kind.HOMEWORK: SKY,
    Kind.SUPPORT: BLUE,
    Kind.EXTENSION: PURPLE,
    Kind.CLUB: ORANGE,
    Kind.CLASS_ACTIVITY: GREEN,
    Kind.EXTENDED_CARE: VERMILION,
    Kind.EVENING_STUDY: INK,
    "post": GREY,
    "lesson": FAINT,
}
"""Colour of every kind of session, of posts and of regular lessons. The sign beside it says the same in a letter."""
DOMAIN_COLOURS: Mapping[str, str] = {
    "moral": VERMILION,
    "intellectual": SKY,
    "physical": GREEN,
    "aesthetic": PURPLE,
    "labour": ORANGE,
}
DOMAIN_HATCHES: Mapping[str, str] = {
    "moral": "..",
    "intellectual": "",
    "physical": "\\\\",
    "aesthetic": "xx",
    "labour": "--",
}


def tint(colour: str, share: float = 0.35) -> str:
    """The colour mixed into white: `share` of it, so that dark text on it reads well."""
    red, green, blue = (share * part + 1 - share for part in to_rgb(colour))
    return to_hex((red, green, blue))


def edge(colour: str) -> str:
    """The colour made darker, for outlines on its tint."""
    red, green, blue = (0.75 * part for part in to_rgb(colour))
    return to_hex((red, green, blue))
