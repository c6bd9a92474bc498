"""Invented narrative: plausible sentences that name no real body, with numbers that agree with the tables or none."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

REQUESTS_TOTAL = "t3_requests.new_received.total"
CLOSED_TOTAL = "t3_requests.closed_total.total"

OPENINGS = (
    "{agency}对照现行条例和格式要求，汇总整理{year}年度有关数据，形成本报告。统计期限为{year}年1月1日至{year}年12月31日。",
    "现将{agency}{year}年度政府信息公开工作有关情况报告如下，数据统计期限自{year}年1月1日起，至{year}年12月31日止。",
    "本报告由{agency}汇总各科室材料后撰写，反映{year}年全年工作。所涉数据统计期限为{year}年1月1日到{year}年12月31日。",
)
CONTACTS = (
    "读者对报告内容有意见的，可在工作日与办公室值班人员联系（地址：青禾大道十八号，邮编：000000）。",
    "报告电子文本可在本单位门户查阅，纸质文本存放于一楼服务台。",
)
OVERVIEW = (
    "一年来，本单位把公开当作改进服务的抓手，流程更顺，群众办事更省心。",
    "按照年初工作安排，各科室分头落实、逐月对账，全年任务如期完成。",
    "班子会先后多次听取专题汇报，对薄弱环节逐条提出要求。",
)
TOPICS: Mapping[str, tuple[str, ...]] = {
    "overview_active": (
        "围绕群众常问的事项重新梳理目录，更新办事指南{n}份，发布各类动态信息{m}条。",
        "涉企政策出台后同步配发图文解读，让企业看得懂、用得上。",
        "会议纪要中可以公开的内容，由起草人拟稿时一并提出公开意见。",
    ),
    "overview_requests": (
        "受理窗口延长了服务时间，登记、流转、答复各环节均留有记录。",
        "答复文书统一由法制人员把关，用语规范，告知清楚。",
        "对表述含糊的来件，工作人员先打电话问明需求，再按程序办理。",
    ),
    "overview_info_management": (
        "发布前实行科室初核、分管领导复核、专人终核，错别字和敏感内容明显减少。",
        "对历年文件逐份核对效力，失效的及时加注标识并移出常用目录。",
    ),
    "overview_platform": (
        "门户栏目由十二个归并为七个，检索框移至页面上方，查找更方便。",
        "公众号推送图文{n}篇，留言当天转办、次日回复。",
    ),
    "overview_supervision": (
        "把公开情况列入科室季度考评，结果在内网张贴，全年未发生责任追究情形。",
        "组织业务培训{k}场，请一线人员讲案例，参加者普遍反映有收获。",
        "邀请居民代表走进机关提意见，收集到的建议已逐项答复。",
    ),
}
PROBLEMS = (
    "回头看，仍有科室把公开当成额外负担，报送材料偏晚，个别栏目更新间隔较长。",
    "解读形式略显单一，文字多、图表少，年长读者反映不易看懂。",
    "下一步，将给每个栏目明确责任人，逾期未更新的由系统自动提醒。",
    "同时扩充解读队伍，重要文件至少配一张流程图，并在社区公告栏同步张贴。",
)
OTHER = (
    "本年度没有收取信息处理费。",
    "无。",
    "除上述内容外，没有需要另行说明的情况。",
    "年内办理代表建议若干件，答复文本已在门户公布。",
)


def narrative(
    rng: Random, agency: str, year: int, values: Mapping[str, int | float | None]
) -> dict[str, tuple[str, ...]]:
    """Section code to paragraphs. 二, 三 and 四 hold only tables and are not among them."""
    opening = rng.choice(OPENINGS).format(agency=agency, year=year)
    sections = {"preamble": (opening, rng.choice(CONTACTS)) if rng.random() < 0.5 else (opening,)}
    if rng.random() < 0.8:
        sections["overview"] = _some(rng, OVERVIEW)
    for code, pool in TOPICS.items():
        sections[code] = tuple(
            text.format(n=rng.randint(3, 90), m=rng.randint(100, 3000), k=rng.randint(1, 9))
            for text in _some(rng, pool)
        )
    sections["overview_requests"] = (_intake(year, values), *sections["overview_requests"])
    sections["problems"] = _some(rng, PROBLEMS)
    sections["other_matters"] = _some(rng, OTHER, 1)
    return sections


def _some(rng: Random, pool: tuple[str, ...], most: int = 0) -> tuple[str, ...]:
    """One or more sentences of the pool, in its order."""
    chosen = rng.sample(range(len(pool)), rng.randint(1, most or len(pool)))
    return tuple(pool[index] for index in sorted(chosen))


def _intake(year: int, values: Mapping[str, int | float | None]) -> str:
    """A sentence that agrees with table 三, or names no number where the table prints none."""
    received, closed = values[REQUESTS_TOTAL], values[CLOSED_TOTAL]
    if received is None or closed is None:
        return f"{year}年，依申请公开渠道保持畅通。"
    if received == 0:
        return f"{year}年未收到政府信息公开申请。"
    return f"{year}年共收到政府信息公开申请{received}件，当年办结{closed}件。"
