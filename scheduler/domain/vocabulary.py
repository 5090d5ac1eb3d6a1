"""The field's words in Chinese and English: how the codes of files and plans are said to people. One table."""

from collections.abc import Iterable, Mapping

LANGUAGES = ("zh", "en")

VOCABULARY: Mapping[str, tuple[str, str]] = {
    "early_activity": ("早放学活动", "early activity"),
    "homework": ("作业辅导", "homework"),
    "support": ("帮扶", "support"),
    "extension": ("拓展", "extension"),
    "club": ("社团", "club"),
    "class_activity": ("班级活动", "class activity"),
    "extended_care": ("延时托管", "extended care"),
    "evening_study": ("晚自习", "evening study"),
    "post.duty_lead": ("带班领导", "duty lead"),
    "post.gate": ("门岗", "gate"),
    "post.patrol": ("巡查", "patrol"),
    "post.standby": ("机动", "standby"),
    "post.first_aid": ("急救", "first aid"),
    "domain.moral": ("德", "moral"),
    "domain.intellectual": ("智", "intellectual"),
    "domain.physical": ("体", "physical"),
    "domain.aesthetic": ("美", "aesthetic"),
    "domain.labour": ("劳", "labour"),
    "own": ("教职工", "own staff"),
    "retired": ("离退休教师", "retired teacher"),
    "professional": ("社会专业人士", "professional"),
    "university_student": ("大学生", "university student"),
    "volunteer": ("志愿者", "volunteer"),
    "guard": ("保安", "guard"),
    "venue.classroom": ("教室", "classroom"),
    "venue.reading": ("阅览室", "reading room"),
    "venue.library": ("图书室", "library"),
    "venue.hall": ("礼堂", "hall"),
    "venue.computer": ("机房", "computer room"),
    "venue.science": ("科学室", "science room"),
    "venue.art": ("美术室", "art room"),
    "venue.music": ("音乐室", "music room"),
    "venue.dance": ("舞蹈室", "dance room"),
    "venue.calligraphy": ("书法室", "calligraphy"),
    "venue.maker": ("创客室", "maker room"),
    "venue.table_tennis": ("乒乓球室", "table tennis"),
    "venue.gym": ("体育馆", "gym"),
    "venue.court": ("球场", "court"),
    "venue.playground": ("操场", "playground"),
    "venue.multi_use": ("多功能室", "multi-use room"),
    "venue.lab": ("实验室", "laboratory"),
    "venue.language": ("语音室", "language room"),
    "venue.labour": ("劳动教室", "workshop"),
    "venue.kitchen": ("厨房", "kitchen"),
    "venue.field": ("场地", "field"),
    "venue.track": ("跑道", "running track"),
    "venue.garden": ("种植园", "garden"),
    "venue.stage": ("舞台", "stage"),
    "venue.pool": ("泳池", "pool"),
    "subject.chinese": ("语文", "Chinese"),
    "subject.maths": ("数学", "maths"),
    "subject.english": ("英语", "English"),
    "subject.morality": ("道德与法治", "morality and law"),
    "subject.science": ("科学", "science"),
    "subject.physics": ("物理", "physics"),
    "subject.chemistry": ("化学", "chemistry"),
    "subject.biology": ("生物", "biology"),
    "subject.history": ("历史", "history"),
    "subject.geography": ("地理", "geography"),
    "subject.music": ("音乐", "music"),
    "subject.art": ("美术", "art"),
    "subject.calligraphy": ("书法", "calligraphy"),
    "subject.pe": ("体育", "PE"),
    "subject.computer": ("信息科技", "computing"),
    "subject.labour": ("劳动", "labour"),
    "subject.mental_health": ("心理健康", "mental health"),
    "subject.class_meeting": ("班会", "class meeting"),
    "period.early": ("早放学活动", "early"),
    "period.p1": ("第一时段", "P1"),
    "period.p2": ("第二时段", "P2"),
    "period.extended": ("延时", "care"),
    "period.evening": ("晚自习", "evening"),
    "category.music": ("音乐欣赏", "music"),
    "category.art": ("美术欣赏", "art"),
    "category.sport": ("体育运动", "sport"),
    "category.labour": ("劳动实践", "labour"),
    "category.games": ("娱乐游戏", "games"),
    "category.outward_bound": ("拓展训练", "outward bound"),
    "category.interest_group": ("兴趣小组", "interest group"),
    "content.homework": ("作业", "homework"),
    "content.individual_qa": ("个别答疑", "individual questions"),
    "content.support": ("帮扶", "support"),
    "content.extension": ("拓展", "extension"),
    "content.reading": ("阅读", "reading"),
    "content.review": ("复习", "review"),
    "content.preview": ("预习", "preview"),
    "content.self_study": ("自习", "self-study"),
    "content.club": ("社团", "club"),
    "content.music": ("音乐欣赏", "music"),
    "content.art": ("美术欣赏", "art"),
    "content.sport": ("体育运动", "sport"),
    "content.labour": ("劳动实践", "labour"),
    "content.games": ("娱乐游戏", "games"),
    "content.outward_bound": ("拓展训练", "outward bound"),
    "content.interest_group": ("兴趣小组", "interest group"),
    "content.care": ("托管", "care"),
    "content.new_teaching": ("讲授新课", "new teaching"),
    "content.new teaching": ("讲授新课", "new teaching"),
    "credential.no_offence": ("无犯罪记录证明", "certificate of no offence"),
    "credential.health": ("健康证明", "health certificate"),
    "credential.qualification": ("资格证明", "qualification"),
    "credential.agreement": ("协议", "agreement"),
    "provider.children_palace": ("少年宫", "children's palace"),
    "provider.youth_centre": ("青少年活动中心", "youth centre"),
    "provider.practice_base": ("实践基地", "practice base"),
    "provider.company": ("企业", "company"),
    "provider.subject_tutoring": ("学科类培训机构", "subject tutoring"),
    "item.adult": ("成人", "adult"),
    "item.homeroom": ("班级", "homeroom"),
    "item.pupil": ("学生", "pupil"),
    "item.section": ("社团班", "section"),
    "item.venue": ("场地", "venue"),
    "item.club": ("社团", "club"),
    "item.strand": ("时段组", "strand"),
    "tier.shortage": ("缺口", "shortage"),
    "tier.places": ("志愿", "places"),
    "tier.moved": ("换社团的学生", "pupils moved"),
    "tier.together": ("希望同组而分开", "friends parted"),
    "tier.rank": ("名次之和", "sum of ranks"),
    "tier.unlisted": ("志愿外名额", "places outside the list"),
    **{f"tier.rank{n}": (f"第 {n} 志愿名额", f"places at wish {n}") for n in range(1, 9)},
    "tier.costs": ("志愿代价", "rank costs"),
    "tier.luck": ("再次落选", "lost again"),
    "tier.lottery": ("抽签", "lottery"),
    "tier.load": ("晚间不均", "load"),
    "tier.money": ("补助", "money"),
    "tier.wishes": ("意愿", "wishes"),
    "mode.roster": ("学生名册", "roster"),
    "mode.counts": ("预计人数", "expected counts"),
    "programme.p1": ("作业辅导", "homework support"),
    "programme.p2": ("社团活动", "club activity"),
    "stage.primary": ("小学", "primary"),
    "stage.junior": ("初中", "junior"),
    "season.winter": ("冬季", "winter"),
    "season.summer": ("夏季", "summer"),
    "relief.late_start": ("晚到", "late start"),
    "relief.early_leave": ("早走", "early leave"),
}


def said(code: str, family: str, language: str) -> str:
    """How a code of a family (category, stage, post ...) is said in `zh` or `en`; several are parted by ", ".

    A code that is not in the table, such as a subject of the school's own, is its own word.
    """
    index = LANGUAGES.index(language)
    parts = [VOCABULARY.get(f"{family}.{part}", (part, part))[index] for part in code.split(", ")]
    return ("、" if language == "zh" else ", ").join(parts)


def said_plain(code: str, language: str) -> str:
    """How a code without a family is said; its own word when it is not in the vocabulary."""
    return VOCABULARY.get(code, (code, code))[LANGUAGES.index(language)]


def duty_text(kind: str, language: str) -> str:
    """What a session kind or a kind of post is called."""
    return said(kind, "post", language) if f"post.{kind}" in VOCABULARY else said_plain(kind, language)


def skill_text(skill: str, language: str) -> str:
    """What a skill is called: a subject, or what a post asks for."""
    return said(skill, "post" if f"post.{skill}" in VOCABULARY else "subject", language)


def listed(parts: Iterable[str], language: str) -> str:
    """Parts in a row, parted as the language does."""
    return ("、" if language == "zh" else ", ").join(parts)
