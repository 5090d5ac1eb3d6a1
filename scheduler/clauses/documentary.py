"""Rows of the notice that no plan of a week can keep or break: what the school keeps on file for them."""

from dataclasses import dataclass

from scheduler.clauses.clause import DOCUMENTARY, Clause


@dataclass(frozen=True)
class Documentary(Clause):
    """A row shown by papers alone; the title says which."""

    number: int
    section: str
    quote: str
    title: tuple[str, str]
    kind = DOCUMENTARY


def _on_file(number: int, section: str, quote: str, named: tuple[str, str], evidence: tuple[str, str]) -> Documentary:
    """The row about what is `named`, with its papers, both in (Chinese, English)."""
    chinese = f"{named[0]}（不由计划决定；凭据：{evidence[0]}）"
    english = f"{named[1]} (not decided by the plan; evidence: {evidence[1]})"
    return Documentary(number, section, quote, (chinese, english))


CLAUSES: tuple[Clause, ...] = (
    _on_file(
        1, "抬头", "各初中、小学",
        ("适用学校", "The schools addressed"),
        ("学校文件中各班的学段和年级", "stage and grade of every homeroom in the school file"),
    ),
    _on_file(
        2, "一", "一校一案",
        ("一校一案", "A scheme for each school"),
        ("本校课后服务方案", "the school's own scheme of service"),
    ),
    _on_file(
        8, "二", "从作业时间和作业数量两个根源上，彻底解决学生作业负担",
        ("减轻作业负担", "Less homework at its root"),
        ("各班作业的统筹和公示记录", "records of homework coordinated and announced by homeroom"),
    ),
    _on_file(
        9, "三", "教研室、综合办、财务室、全县各中小学校长",
        ("县级组织机构", "The county's organisation"),
        ("县教育体育局文件", "the education bureau's document"),
    ),
    _on_file(
        11, "四(一)", "结合师资、场地、设施设备等实际情况",
        ("结合实际条件", "By the school's own means"),
        ("师资、场地、设备台账", "registers of staff, venues and equipment"),
    ),
    _on_file(
        12, "四(一)", "详细制定课后服务学期、月以及周工作计划",
        ("学期、月、周工作计划", "Plans for term, month and week"),
        ("学期计划、月计划和每周计划", "the term's, the month's and each week's plan"),
    ),
    _on_file(
        13, "四(一)", "严格抓好落实",
        ("计划的落实", "Plans carried out"),
        ("开展、取消和调换的实际记录", "records of what was held, cancelled and exchanged"),
    ),
    _on_file(
        14, "四(一)", "教师要认真策划制定课后服务具体工作计划",
        ("教师的具体工作计划", "Each teacher's own plan"),
        ("每名教师的工作计划", "the working plan of every teacher"),
    ),
    _on_file(
        17, "四(二)", "利用各种媒介做好前期宣传",
        ("前期宣传", "Publicity beforehand"),
        ("宣传材料和发布记录", "the material and where it was published"),
    ),
    _on_file(
        31, "四(四)", "为学生提供活动场地和设备",
        ("场地和设备向学生提供", "Venues and equipment for pupils"),
        ("场地和设备的使用登记", "the register of their use"),
    ),
    _on_file(
        32, "四(四)", "服务性收费或代收费等方式筹措",
        ("经费筹措方式", "How the money is raised"),
        ("收费项目及其性质的说明", "a statement of every charge and its kind"),
    ),
    _on_file(
        33, "四(四)", "对家庭经济困难的学生严格进行审核后，可以减收或免收课后服务费用",
        ("困难学生减免", "Relief for families in need"),
        ("减免申请和审核记录", "applications and their examination"),
    ),
    _on_file(
        34, "四(四)", "审核通过后进行减免登记，按月公示",
        ("减免登记和公示", "Relief registered and published"),
        ("减免登记册；每月公示，不公开学生身份", "the register; a monthly notice that names no child"),
    ),
    _on_file(
        35, "四(四)", "严禁以课后服务名义乱收费",
        ("严禁乱收费", "No other charges"),
        ("收费公示、收费台账和票据", "published rates, ledger and receipts"),
    ),
    _on_file(
        36, "五(一)", "课后服务对象为全县义务教育阶段在校学生",
        ("服务对象", "Whom the service is for"),
        ("在籍学生名册", "the register of enrolment"),
    ),
    _on_file(
        45, "五(三)甲", "广泛调研收集家长需求",
        ("调研家长需求", "Parents' needs surveyed"),
        ("家长需求调查表和汇总", "survey forms and their summary"),
    ),
    _on_file(
        46, "五(三)甲", "将课后服务活动安排对外公示",
        ("活动安排公示", "The timetable published"),
        ("公示的活动安排，不含学生信息", "the published timetable, without pupils' data"),
    ),
    _on_file(
        64, "六(二)", "核定课后服务收费标准",
        ("收费标准", "Approved rates"),
        ("核定收费标准的文件", "the document that approves them"),
    ),
    _on_file(
        66, "六(二)", "保证专款专用，不得用于其他任何支出",
        ("专款专用", "Money for this service alone"),
        ("经费专账和支出凭证", "the separate account and its vouchers"),
    ),
    _on_file(
        67, "六(三)", "充分发挥家长委员会的组织协调作用",
        ("家长委员会", "The parents' committee"),
        ("家长委员会的会议记录", "minutes of its meetings"),
    ),
    _on_file(
        68, "六(三)", "及时将申请程序、服务内容、人员安排、收费标准、时间安排等告知学生及家长",
        ("告知五项内容", "Five facts for families"),
        ("告家长书和回执", "the letter to parents and its receipts"),
    ),
    _on_file(
        70, "六(四)", "主动公开课后服务的方式、内容、财务收支和服务质量等有关信息",
        ("信息公开", "Open to the public"),
        ("信息公开记录", "what was disclosed, and when"),
    ),
    _on_file(
        71, "六(四)", "总结推广校内课后服务的成功做法和典型经验",
        ("总结推广经验", "Good practice passed on"),
        ("经验总结材料", "written accounts"),
    ),
    _on_file(
        72, "六(五)", "加强师生安全教育",
        ("安全教育", "Safety lessons"),
        ("安全教育的日期和记录", "their dates and records"),
    ),
    _on_file(
        74, "六(五)", "严格落实新冠肺炎疫情防控常态化防控措施",
        ("疫情防控", "Control of epidemics"),
        ("现行卫生防疫要求的落实记录", "records under the health rules now in force"),
    ),
    _on_file(
        80, "六(六)", "依据教育事业统计数据",
        ("以统计数据为准", "By official statistics"),
        ("教育事业统计报表", "the school's statistical return"),
    ),
    _on_file(
        81, "六(六)", "每月及时、准确更新课后服务开展情况",
        ("每月直报", "Monthly return"),
        ("直报系统的每月填报记录", "what was entered each month"),
    ),
    _on_file(
        82, "六(六)", "定期对各校进展情况进行通报",
        ("县级通报", "The county's bulletin"),
        ("县教育体育局的通报", "the education bureau's bulletins"),
    ),
)  # fmt: skip
