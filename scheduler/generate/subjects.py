"""Lessons a week by subject and grade, and the subjects teachers are trained for."""

from collections.abc import Mapping

LOW = {
    "chinese": 8,
    "maths": 5,
    "pe": 4,
    "music": 2,
    "art": 2,
    "morality": 2,
    "science": 1,
    "labour": 1,
    "class_meeting": 1,
}
HIGH = {
    "chinese": 7,
    "maths": 5,
    "english": 3,
    "pe": 3,
    "music": 2,
    "art": 2,
    "morality": 2,
    "science": 2,
    "computer": 1,
    "labour": 1,
    "calligraphy": 1,
    "class_meeting": 1,
}
_JUNIOR_COMMON = {
    "chinese": 6,
    "maths": 6,
    "english": 5,
    "pe": 3,
    "music": 1,
    "art": 1,
    "morality": 2,
    "computer": 1,
    "labour": 1,
    "class_meeting": 1,
    "history": 2,
}
LESSONS: Mapping[int, Mapping[str, int]] = {
    1: LOW,
    2: LOW,
    3: HIGH,
    4: HIGH,
    5: HIGH,
    6: HIGH,
    7: {**_JUNIOR_COMMON, "geography": 2, "biology": 3, "mental_health": 1},
    8: {**_JUNIOR_COMMON, "geography": 2, "biology": 2, "physics": 2},
    9: {**_JUNIOR_COMMON, "physics": 3, "chemistry": 3},
}
"""G1-2 26 and G3-6 30 lessons a week; G7-9 34 and the class meeting, written as a 35th."""

PRIMARY_WEIGHTS = {"maths": 16, "english": 6, "pe": 6, "music": 4, "art": 4, "science": 4}
JUNIOR_WEIGHTS = {
    "chinese": 8,
    "maths": 8,
    "english": 7,
    "physics": 4,
    "history": 3,
    "pe": 4,
    "morality": 3,
    "geography": 2,
    "biology": 3,
    "chemistry": 2,
    "music": 1,
    "art": 1,
    "computer": 2,
}

SIDE_SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "chinese": ("morality", "labour", "calligraphy", "class_meeting", "history"),
    "maths": ("labour", "morality", "science", "class_meeting", "computer", "physics"),
    "english": ("morality", "labour", "class_meeting", "geography"),
    "science": ("computer", "labour", "biology", "chemistry"),
    "art": ("calligraphy", "labour"),
    "music": ("mental_health", "morality"),
    "pe": ("labour", "mental_health"),
    "morality": ("mental_health", "history"),
    "history": ("morality",),
    "geography": ("labour", "biology"),
    "biology": ("mental_health", "labour", "science"),
    "chemistry": ("biology", "labour"),
    "physics": ("chemistry", "computer"),
    "computer": ("labour", "science"),
}

HOBBIES: Mapping[str, tuple[str, ...]] = {
    "chinese": ("reading", "speech", "drama", "calligraphy", "manners", "handicraft", "paper_cutting"),
    "maths": ("go", "xiangqi", "cube", "board_games", "programming", "robotics"),
    "english": ("speech", "drama", "reading", "board_games", "photography", "manners", "guitar"),
    "pe": (
        "basketball",
        "football",
        "athletics",
        "rope_skipping",
        "badminton",
        "table_tennis",
        "volleyball",
        "shuttlecock",
        "martial",
        "team_games",
    ),
    "music": ("singing", "recorder", "percussion", "hulusi", "dance", "guitar"),
    "art": ("painting", "paper_cutting", "clay", "calligraphy", "printmaking", "handicraft"),
    "science": ("science", "robotics", "programming", "maker", "photography", "gardening"),
    "computer": ("programming", "robotics", "photography", "maker"),
    "physics": ("robotics", "maker", "science"),
    "biology": ("gardening", "science"),
    "chemistry": ("science", "gardening"),
    "history": ("reading", "speech", "go"),
    "geography": ("gardening", "photography", "speech"),
    "morality": ("manners", "speech", "drama"),
}


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` shared out in proportion to the weights; leftovers to the largest remainders, first named
    first.
    """
    whole = sum(weights.values())
    shares = {name: total * weight // whole for name, weight in weights.items()}
    order = sorted(weights, key=lambda name: -(total * weights[name] % whole))
    for name in order[: total - sum(shares.values())]:
        shares[name] += 1
    return shares
