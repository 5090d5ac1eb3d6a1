"""Words of the command line in Chinese and English, one table."""

from scheduler.domain.vocabulary import said

TEXTS: dict[str, tuple[str, str]] = {
    "reading": ("正在读取 {school} …", "Reading {school} ..."),
    "school": (
        "{title}：{week} 周（{mode}），{homerooms} 个班，{pupils} 名学生参加，{adults} 名成人，{venues} 处场地",
        "{title}: week of {week} ({mode}), {homerooms} homerooms, {pupils} "
        "pupils take part, {adults} adults, {venues} venues",
    ),
    "scenario": ("情景：{title}{reason}", "Scenario: {title}{reason}"),
    "scenario.reason": ("（{reason}）", " ({reason})"),
    "mode.roster": ("按学生名册", "from the roster"),
    "mode.counts": ("按预计人数", "from expected counts"),
    "stage": ("阶段", "stage"),
    "tier": ("目标", "tier"),
    "value": ("数值", "value"),
    "bound": (
        "理论下限",
        "bound",
    ),
    "gap": ("差距", "gap"),
    "time": ("用时", "time"),
    "stop": ("停止原因", "stopped by"),
    "tier.shortage": ("缺口", "shortage"),
    "tier.places": ("志愿满足（名次代价）", "places (rank cost)"),
    "tier.load": ("晚间不均（分钟）", "uneven late minutes"),
    "tier.money": ("补助（元）", "allowances (yuan)"),
    "tier.wishes": ("意愿与走动", "wishes and walking"),
    "draft": ("初稿·{stage}", "draft, {stage}"),
    "stage.groups": ("分班与教室", "groups and rooms"),
    "stage.offer": ("社团开班", "club offer"),
    "stage.seats": ("学生入团", "club seats"),
    "stage.sections": ("社团场地", "club venues"),
    "stage.staff": ("教师排班", "staffing"),
    "stage.whole": ("各阶段合起来", "all stages together"),
    "stop.proven": ("已证最优", "proven"),
    "stop.gap": ("达到允许差距", "gap reached"),
    "stop.effort": ("用尽计算量", "effort spent"),
    "stop.stalled": ("久无进展", "no progress"),
    "stop.time": ("到时", "time limit"),
    "stop.interrupted": ("中断", "interrupted"),
    "planned": (
        "计划完成：{sessions} 场活动，{duties} 人次，{sections} 个社团班；用时 {seconds:.1f} 秒",
        "Planned: {sessions} sessions, {duties} adult duties, {sections} club sections, in {seconds:.1f} s",
    ),
    "first": (
        "填报志愿的 {met.pupils} 名学生中，{met.first} 名进入第一志愿社团；"
        "{met.places} 个社团名额中，第一志愿 {met.first_places} 个，志愿单内 {met.listed_places} 个",
        "Of {met.pupils} pupils with wishes {met.first} are in the club they list first; "
        "of {met.places} club places {met.first_places} are a first wish, {met.listed_places} on the list",
    ),
    "days_bound": (
        "志愿代价 {value}；对所有开班日的下界 {bound}（差 {gap:.1%}）",
        "Rank cost {value}; bound over all club days {bound} (gap {gap:.1%})",
    ),
    "all_bounds": (
        "各阶段合起来的下限（班级分组不变）：{parts}",
        "Bounds over all stages together (class groups given): {parts}",
    ),
    "unmet": ("未满足的需求 {count} 项：", "{count} demands are not met:"),
    "unmet.row": (
        "第 {clause} 条 {when} {where}：缺{what} × {amount}",
        "clause {clause} {when} {where}: short of {what} x {amount}",
    ),
    "what.adult": ("人员", "adult"),
    "what.venue": ("场地", "venue"),
    "what.chaperone": ("陪同的本校教师", "own teacher beside an outside lead"),
    "what.seat": ("社团名额", "club place"),
    "what.gate": ("门岗", "gate post"),
    "what.patrol": ("巡查", "patrol"),
    "what.standby": ("机动", "standby"),
    "what.first_aid": ("急救", "first aid"),
    "what.duty_lead": ("带班领导", "duty lead"),
    "more": ("……另有 {count} 项，见 {file}", "... and {count} more, see {file}"),
    "audit.clean": ("审核通过：未发现违规", "Audit: no breach"),
    "audit.breaches": ("审核发现 {count} 处违规：", "Audit: {count} breaches:"),
    "audit.findings": (
        "学校条件与通知不符 {count} 处（与计划无关）：",
        "{count} findings about the school itself, whatever the plan:",
    ),
    "audit.touched": (
        "注意：计划文件生成后被手工改动过（摘要不符）",
        "Note: the plan file was changed by hand after it was written (digest differs)",
    ),
    "ways.asking": ("正在寻找解决办法，每种都要试排 …", "Seeking ways out, each to be planned with ..."),
    "clash.asking": (
        "查找冲突：{stage}（{scope}），已找到 {count} 组 …",
        "Looking for clashes: {stage} ({scope}), {count} so far ...",
    ),
    "clash.every": ("任何计划", "every plan"),
    "clash.plan": ("这份计划", "this plan"),
    "written": ("已写入 {path}", "Wrote {path}"),
    "charts": ("已绘制 {count} 幅图：{path}", "Drew {count} charts: {path}"),
    "exported": ("已导出 {count} 个文件：{path}", "Wrote {count} documents: {path}"),
    "interrupted": (
        "已按要求停下：这是目前最好的计划。没有绘图，可用 afterschool chart 补绘",
        "Stopped as asked: this is the best plan so far. No charts drawn; afterschool chart draws them",
    ),
    "count.certain": (
        "肯定不够的 {count} 项（任何计划都避免不了）：",
        "{count} certain shortages, which no plan avoids:",
    ),
    "count.tight": ("刚好够、没有余量的 {count} 项：", "{count} with nothing to spare:"),
    "count.adults": (
        "人手最紧：{when} {interval}，至少需要 {wanted} 人，可以承担的 {supply} 人",
        "Adults, tightest: {when} {interval}, {wanted} needed at least, {supply} can serve",
    ),
    "count.places": (
        "场地最紧：{when} {interval}，至少需要 {wanted} 处，合适的 {supply} 处",
        "Places, tightest: {when} {interval}, {wanted} needed at least, {supply} suit",
    ),
    "refused": ("输入有 {count} 处问题：", "{count} problems in the input:"),
    "ok": (
        "检查通过，没有发现问题",
        "Checked: nothing wrong found",
    ),
    "impossible": (
        "已证明：按现在的文件排不出任何计划（两种算法设置都确认），卡在：{stage}",
        "Proven: these files allow no plan at all (confirmed by two configurations), stuck at: {stage}",
    ),
    "no_time": (
        "时限内没有得到完整的计划（正在：{stage}）；没有写任何文件。请加大 --time-limit",
        "No whole plan within the time limit (busy with: {stage}); nothing was written. Give a larger --time-limit",
    ),
    "bug": ("程序内部错误，请把这段信息报告给开发者：{error}", "Our bug, please report this text: {error}"),
    "init": ("已生成合成学校：{path}", "Wrote a synthetic school: {path}"),
    "exists": (
        "{path} 已存在且不为空；换一个目录，或先移走它",
        "{path} exists and is not empty; choose another folder or move it away",
    ),
    "origin": ("{path} 来自 {mark}", "{path} is set at {mark}"),
    "working": (
        "已用 {seconds:.0f} 秒；按 Ctrl-C 停下，保留目前最好的计划",
        "{seconds:.0f} s so far; Ctrl-C stops and keeps the best plan found",
    ),
    "line": (
        "{clock}  {stage}｜{tier} {value}，理论下限 {bound}，差距 {gap}",
        "{clock}  {stage} | {tier} {value}, bound {bound}, gap {gap}",
    ),
    "clause": (
        "第 {number} 条：",
        "clause {number}: ",
    ),
    "also": (
        "（{days} 相同）",
        " (same on {days})",
    ),
    "audit.changed": (
        "注意：这些学校文件在排表之后改动过：{files}",
        "Note: these school files changed after the plan was made: {files}",
    ),
    "audit.total": (
        "审核发现 {count} 处违规",
        "Audit: {count} breaches",
    ),
    "undrawn": (
        "绘图中断；计划已经写好，可用 afterschool chart 补绘",
        "Drawing interrupted; the plan is written, afterschool chart draws the rest",
    ),
    "stopped": (
        "已按要求停下，但还没有一份完整的计划（正在：{stage}）；没有写任何文件",
        "Stopped as asked, but there was no whole plan yet (busy with: {stage}); nothing was written",
    ),
    "failed": (
        "没有得到计划，停在：{stage}。计算进程说：{note}",
        "No plan, stopped at: {stage}. The solving process says: {note}",
    ),
    "check.findings": (
        "文件可用；学校条件与通知不符 {count} 处",
        "The files can be used; the school falls short of the notice in {count} places",
    ),
    "os": (
        "不能读写 {file}：{reason}",
        "Cannot read or write {file}: {reason}",
    ),
    "next": (
        "下一步：afterschool check {path}，然后 afterschool plan {path}",
        "Next: afterschool check {path}, then afterschool plan {path}",
    ),
    "usage.option": (
        "没有选项 {word}{hint}",
        "No such option {word}{hint}",
    ),
    "usage.verb": (
        "没有命令 {word}{hint}；可用：{verbs}",
        "No such command {word}{hint}; there are: {verbs}",
    ),
    "usage.missing": (
        "缺少 {word}",
        "Missing {word}",
    ),
    "usage.value": (
        "{word} 的值不对：{reason}",
        "Wrong value for {word}: {reason}",
    ),
    "usage.near": (
        "，是不是 {word}？",
        "; did you mean {word}?",
    ),
    "usage.help": (
        "用法见：{command} --help",
        "See: {command} --help",
    ),
    "usage.choice": (
        "{word}{hint}；可选：{known}",
        "{word}{hint}; choose from {known}",
    ),
    "audit.other": (
        "这份计划是学校 {plan} 的，不是 {school} 的；以下只列与学校不符之处",
        "This plan is of school {plan}, not of {school}; only what does not fit the school is listed",
    ),
    "survey.form": ("已生成调查表：{path}", "Wrote the survey form: {path}"),
    "survey.forms": ("已生成 {count} 份调查表：{path}", "Wrote {count} survey forms: {path}"),
    "survey.homeroom": ("{homeroom}（{count} 项）", "{homeroom} ({count})"),
    "survey.no_homeroom": ("整份文件", "whole files"),
    "survey.refused": (
        "有 {count} 处必须改正，没有写名册",
        "{count} entries must be corrected; no roster was written",
    ),
    "survey.open": ("有 {count} 项待落实", "{count} matters to be settled"),
    "survey.clean": ("全部核对无误", "All in order"),
    "survey.counted": (
        "摸底已覆盖 {counted}/{enrolled} 人；school.yaml 的 survey 部分可写：",
        "Surveyed: {counted} of {enrolled} pupils; the section for school.yaml:",
    ),
    "planb.fits": ("备用方案仍对应这份计划", "The plans B are of this plan"),
    "planb.stale": (
        "计划在备用方案之后改动过；请重新运行 afterschool planb",
        "The plan was changed after its plans B; run afterschool planb again",
    ),
    "pins.head": ("{school} {week} 一周的安排，{count} 项", "{school}, week of {week}: {count} statements"),
    "pins.idle": ("本周用不上的一项：{note}", "Idle this week: {note}"),
    "pins.impossible": (
        "固定的安排使这一周排不出来，停在：{stage}",
        "With these pins there is no week, stuck at: {stage}",
    ),
    "tiers": ("各项目标，从最重要的起，数值越小越好：", "Tiers, most important first; smaller is better:"),
    "keep.other": (
        "{file}：应为本校按学生名册编制、有社团名额的计划（计划属于 {plan}，本校为 {school}）",
        "{file}: must be a plan of this school made from its roster, with club places (it is of {plan}, not {school})",
    ),
    "keep.moves": (
        "与原名额相比：{moved} 人次换社团，{joined} 人次新安排，{left} 人次退出",
        "against the places given before: {moved} moved, {joined} joined, {left} left",
    ),
    "season.none": (
        "{week} 当周之后，学期内没有换季后的完整周；请用 --week 指定一周",
        "the term has no full week after a switch of season later than the week of {week}; give --week",
    ),
    "season.week": ("计划搬到 {week} 周（{season}作息）：", "The plan in the week of {week} ({season} bells):"),
    "season.left_out": (
        "那一周没有相应时段、没有搬过去的 {count} 项：{ids}",
        "{count} not carried, their period is not held that week: {ids}",
    ),
    "season.findings": (
        "学校自身条件新出现 {count} 处与通知不符：",
        "{count} findings about the school itself that are new that week:",
    ),
    "season.runs": ("没有违规，计划可以照原样执行", "Nothing breaks: the plan can run as it is"),
    "season.breaks": ("共 {count} 处违规：", "{count} breaches:"),
    "season.clause": ("第 {number} 条 {title}：{count} 处", "clause {number}, {title}: {count}"),
    "season.more": ("……另有 {count} 条", "... and {count} more"),
    "season.homerooms": ("涉及班级：{ids}", "homerooms: {ids}"),
    "season.adults": ("涉及人员：{ids}", "adults: {ids}"),
    "season.told": (
        "……另有 {count} 条给班级和场地的通知（-o 写进 notices.txt）",
        "... and {count} notices for homerooms and venues (-o writes them to notices.txt)",
    ),
    "season.later": ("本季以后各完整周照搬的违规数：", "Breaches when carried to later full weeks of the season:"),
    "season.span": ("{first} 至 {last}", "{first} to {last}"),
    "season.in_week": ("{week} 周：{count} 处", "{week}: {count}"),
    "places.suffix": ("{path}：应以 .csv 或 .json 结尾", "{path}: must end in .csv or .json"),
    "places.counts": (
        "这份计划按预计人数编制，没有逐人名额；请用 --mode roster 排班",
        "this plan was made from counts and places no pupil by name; plan with --mode roster",
    ),
    "places.unknown": ("没有编号为 {pupil} 的学生", "there is no pupil {pupil}"),
    "places.nearest": ("；是不是 {pupil}？", "; did you mean {pupil}?"),
    "places.none": ("{pupil} 本周没有申请社团时段", "{pupil} applied for no club period this week"),
    "places.certificates": (
        "名额分配的证明（不经求解器核对）：",
        "Certificates of the places, checked without a solver:",
    ),
    "places.holds": ("成立", "holds"),
    "places.fails": ("不成立", "FAILS"),
    "places.offers": (
        "可以征求意见的调整 {count} 项（空位或互换，参与的学生都更满意；不问不动）：",
        "Changes to offer: {count} (a free place or a swap that pleases everybody in it; nobody is moved unasked):",
    ),
    "places.profile": ("各时段组得到的志愿：", "Wishes granted by strand:"),
    "places.demand": (
        "有人候补的社团 {count} 个，列出候补最多的 {shown} 个：",
        "Clubs with a waiting list: {count}; the {shown} longest:",
    ),
    "repair.title": ("本周出了什么事", "What happened this week"),
    "repair.proven": (
        "改法 {number}：代价 {points} 分，{changes} 处改动；已证明没有更小的（下限 {bound}）",
        "Repair {number}: {points} points, {changes} changes; proven: none costs less (bound {bound})",
    ),
    "repair.beside": (
        "改法 {number}：代价 {points} 分，{changes} 处改动；以所给的场地和停开的社团为前提，"
        "已证明没有更小的（下限 {bound}）",
        "Repair {number}: {points} points, {changes} changes; proven beside the places given and clubs called off: "
        "none costs less (bound {bound})",
    ),
    "repair.open": (
        "改法 {number}：代价 {points} 分，{changes} 处改动；下限 {bound}",
        "Repair {number}: {points} points, {changes} changes; bound {bound}",
    ),
    "repair.kind": ("{what} {count} 次，{points} 分", "{what}: {count}, {points} points"),
    "repair.unkept": ("不能再保留：{said}", "cannot be kept any longer: {said}"),
    "repair.nothing": ("无须改动，计划仍然成立。", "Nothing has to change; the plan still holds."),
    "stop.repaired": ("临时补位后", "repaired"),
    "tasks.begun": ("开始", "begun"),
    "tasks.done": ("完成，{seconds:.1f} 秒", "done in {seconds:.1f} s"),
    "tasks.failed": ("没有结果（{fault}），{seconds:.1f} 秒", "no result ({fault}) after {seconds:.1f} s"),
    "tasks.line": ("{count}  {name}：{state}", "{count}  {name}: {state}"),
    "whatif.base": ("现状", "as it is"),
    "whatif.table": (
        "各项目标，数值 [下限]，越小越好，从最重要的起：",
        "Tiers as value [bound], smaller is better, most important first:",
    ),
    "whatif.bounds": (
        "方括号内是下限，以该周自己的分组为前提；晚间不均、补助、意愿的下限还以它的社团班和名额为前提。"
        "“未证明”：两个区间 [下限, 数值] 有重叠",
        "In brackets bounds, beside each week's own groups; of load, money and wishes beside its clubs and places too. "
        "Not proven: the intervals [bound, value] overlap",
    ),
    "whatif.unequal": (
        "{star} 需求与第一行不同，数值不是同一件事的，见下文",
        "{star} asks for something else than the first row: the values are not of the same, see below",
    ),
    "whatif.twice": ("{word} 写了两次", "{word} is given twice"),
    "whatif.no_base": ("没有可作比较的计划：{why}", "There is no week to compare with: {why}"),
    "whatif.stopped": (
        "已按要求停下；排好的情形都保留了",
        "Stopped as asked; the weeks that were done are kept",
    ),
    "meaning.same": ("相同", "same"),
    "meaning.better": ("更好", "better"),
    "meaning.worse": ("更差", "worse"),
    "meaning.open": ("未证明", "not proven"),
    "sweep.vary": ("请写一个或两个 --vary，或写 --one-more", "give --vary once or twice, or --one-more"),
    "sweep.dropped": (
        "注意：{path} 读不出来（{why}），重新排这一点",
        "Note: {path} cannot be read ({why}); this point is planned anew",
    ),
    "sweep.stopped": (
        "已按要求停下：{done}/{all} 个点已存在 {path}，再运行同一条命令会接着做",
        "Stopped as asked: {done} of {all} points are kept in {path}; the same command goes on from there",
    ),
    "sweep.table": ("数值 [下限]；第一志愿 [上限]：", "Values [bound]; first wishes [the most there can be]:"),
    "sweep.first": ("第一志愿", "first wishes"),
    "sweep.late": ("晚间分钟", "late minutes"),
    "sweep.none": ("没有计划：{why}", "no plan: {why}"),
    "sweep.undone": ("还没有排", "not planned yet"),
    "compare.unlike": (
        "计划不是同一周、同一方式的：{one} 与 {other}",
        "the plans are not of one week and source of demand: {one} and {other}",
    ),
    "import.taken": ("{kind} {name} → {id}", "{kind} {name} -> {id}"),
    "import.more": ("……另有 {count} 项", "... and {count} more"),
    "import.left.weekend": ("周末的 {count} 节课没有导入", "{count} lessons at weekends are left out"),
    "import.left.nobody": ("没有教师的 {count} 节课没有导入", "{count} lessons without a teacher are left out"),
    "import.left.skipped": (
        "按对照表不导入的课 {count} 节",
        "{count} lessons are left out as the map says",
    ),
    "import.idle": (
        "没有课的本校教职工 {count} 人，请核对：{ids}",
        "Own staff without a lesson, please check: {count}: {ids}",
    ),
    "import.open": (
        "有 {count} 个名称没有对上；教师和班级全部对上以前不写课表",
        "{count} names have no match; no lessons are written until every teacher and class has one",
    ),
    "import.open.row": ("{place}: {kind} {name}（{count} 节）{near}", "{place}: {kind} {name} ({count} lessons){near}"),
    "import.near": ("，是不是 {id}？", "; did you mean {id}?"),
    "import.read": ("已读入课表（{format}）：{count} 节课", "Timetable read ({format}): {count} lessons"),
    "import.unread": (
        "这些工作表不属于学校，没有读取：{sheets}",
        "Sheets that are no part of a school, not read: {sheets}",
    ),
    "import.school": (
        "工作簿无误；取自工作簿的改动 {taken} 处，保留文件中的改动 {kept} 处",
        "The workbook is sound; rows taken from it: {taken}, rows kept as edited in the files: {kept}",
    ),
    "template.exists": (
        "{path} 已存在，可能已经填写；请换一个文件名，或先移走它",
        "{path} is there already and may be filled in; choose another name or move it away",
    ),
    "template": ("已生成学校工作簿：{path}", "Wrote the school workbook: {path}"),
    "import.unwritten": (
        "课表（{format}）中可用的课 {count} 节，没有写文件",
        "Timetable ({format}): {count} lessons usable, none written",
    ),
    "places.worst": ("得到名额最靠后的学生：", "Pupils placed worst:"),
}


def say(key: str, language: str, **facts: object) -> str:
    """The sentence of a key in `zh` or `en`, filled with facts; raises KeyError for an unknown key."""
    return TEXTS[key][0 if language == "zh" else 1].format(**facts)


def say_tier(name: str, language: str) -> str:
    """A tier's name in words: a plan's tier as the screen puts it, any other by the vocabulary."""
    key = f"tier.{name}"
    return say(key, language) if key in TEXTS else said(name, "tier", language)
