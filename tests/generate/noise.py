"""What goes wrong between the official form and a published page: switches, and the lists of misprints behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Noise:
    """Probabilities between 0 and 1, all 0 by default.

    Per label or cell: `typo`, `half_width` (ASCII punctuation), `quotes_lost`, `wrap` (line break inside a label),
    `head_lost` (a header cell keeps half its words), `group_lost` (a group cell prints nothing), `pad_space` (a value
    stands among spaces), `cut` (markup cuts a text in two), `bookmark` (an artefact of text made from Word files).
    Per document: `row_numbers_lost`, `section_numbers_lost`, `broken_title`, `furniture`, `sign_off`, `section_list`,
    `instructions`, `local_row`.
    `encoding` is that of text files and of HTML: utf-8, utf-8-sig or gb18030.
    """

    typo: float = 0
    half_width: float = 0
    quotes_lost: float = 0
    wrap: float = 0
    head_lost: float = 0
    group_lost: float = 0
    pad_space: float = 0
    row_numbers_lost: float = 0
    section_numbers_lost: float = 0
    broken_title: float = 0
    furniture: float = 0
    sign_off: float = 0
    section_list: float = 0
    instructions: float = 0
    local_row: float = 0
    bookmark: float = 0
    cut: float = 0
    encoding: str = "utf-8"


QUIET = Noise()

MISPRINTS: Mapping[str, tuple[str, ...]] = {
    "规章": ("规 章", "规　章"),
    "行政规范性文件": ("规范性文件", "行政规范性", "行政规范性文 件", "行政规范性文件件"),
    "行政许可": ("行政许 可", "行政许可："),
    "行政处罚": ("行政处罚　", "行政处 罚"),
    "行政强制": ("行政强 制", "行政强制措施"),
    "行政事业性收费": ("行政事业收费", "行政事业性收 费"),
    "本年制发件数": ("本年度制发件数", "制发件数", "本年制发件数量"),
    "本年废止件数": ("本年废纸件数", "废止件数", "本年废止数"),
    "现行有效件数": ("现行有效数", "现行有郊件数"),
    "本年处理决定数量": ("处理决定数量", "本年处理决定数"),
    "规范性文件": ("行政规范性文件", "规范性文 件"),
    "其他对外管理服务事项": ("其它对外管理服务事项", "其他对外管理服务事项（含公共服务）"),
    "本年新制作数量": ("本年新制\n作数量", "本年新制做数量"),
    "本年新公开数量": ("本年新公开数", "本年 新公开数量"),
    "对外公开总数量": ("对外公开总数", "对外公开 总数量"),
    "上一年项目数量": ("上年项目数量", "上一年项目数量（指上年事项数）"),
    "本年增/减": ("本年增\\减", "本年增减", "本年增／减", "本年增/减（减用负值表示）"),
    "处理决定数量": ("处理决定数量（指办件量）", "处理决定数"),
    "采购项目数量": ("采购项目数", "采购项目 数量"),
    "采购总金额": ("采购总金 额",),
    "本年新收政府信息公开申请数量": (
        "本年度新收政府信息公开申请数量",
        "本年新收政府信息公开申请数",
        "本年新收政府信息公开申请量",
    ),
    "上年结转政府信息公开申请数量": ("上年度结转政府信息公开申请数量", "上年接转政府信息公开申请数量"),
    "予以公开": ("予已公开", "予以公开　"),
    "部分公开（区分处理的，只计这一情形，不计其他情形）": (
        "部分公开（区分处理的，只记这一情形，不计其他情形）",
        "部分公开（区分处理的,只计这一情形,不计其它情形）",
        "部分公开",
        "部分公开（区分处理的，只计这一情形）",
    ),
    "属于国家秘密": ("属于国家机密", "属国家秘密", "属于国家秘秘密"),
    "其他法律行政法规禁止公开": ("其他法律、行政法规禁止公开", "其它法律行政法规禁止公开", "其他法律行政法规禁止公天"),
    "危及“三安全一稳定”": ("危及三安全一稳定", "危及‘三安全一稳定’", "危急“三安全一稳定”", '危及"三安全一稳定"'),
    "保护第三方合法权益": ("保护第三方合法权利", "保护第三人合法权益", "保护第三方合法权"),
    "属于三类内部事务信息": ("属于三类内部事物信息", "属于三类内部事务信息信息"),
    "属于四类过程性信息": ("属于四类过程信息", "属于四类过程性息"),
    "属于行政执法案卷": ("属于行政执法案券", "属于行政执法卷"),
    "属于行政查询事项": ("属于行政查寻事项", "属于行政查询项"),
    "本机关不掌握相关政府信息": ("本机关不掌握相关信息", "本机关不撑握相关政府信息"),
    "没有现成信息需要另行制作": ("没有现成信息，需要另行制作", "没有现成信息需另行制作"),
    "补正后申请内容仍不明确": ("补正后申请内容不明确", "补证后申请内容仍不明确"),
    "信访举报投诉类申请": ("信访、举报、投诉类申请", "信访举报投诉申请"),
    "重复申请": ("重复申请　", "重复申 请"),
    "要求提供公开出版物": ("要求提供公开岀版物", "要求提供出版物"),
    "无正当理由大量反复申请": ("无正当理由大量重复申请", "无正当理由反复申请"),
    "要求行政机关确认或重新出具已获取信息": (
        "要求行政机关确认或重新出具已获取的信息",
        "要求行政机关确认、重新出具已获取信息",
    ),
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": (
        "申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
        "申请人无正当理由逾期不补证、行政机关不再处理其政府信息公开申请",
    ),
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": (
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其他政府公开申请",
        "申请人逾期未按收费通知要求交纳费用，行政机关不再处理其政府信息公开申请",
    ),
    "其他": ("其它", "其 他"),
    "总计": ("合计", "总 计"),
    "结转下年度继续办理": ("结转下一年度继续办理", "结转下年度继续办"),
    "本年度办理结果": ("本年度办理结 果", "本年办理结果"),
    "不予公开": ("不予公 开",),
    "无法提供": ("无法提 供",),
    "不予处理": ("不予处 理",),
    "其他处理": ("其它处理",),
    "商业企业": ("商业企 业", "企业"),
    "科研机构": ("科研 机构", "科研机 构"),
    "社会公益组织": ("社会公益组 织", "公益组织"),
    "法律服务机构": ("法律服务 机构", "法律服务"),
    "主动公开政府信息情况": ("主动公开政府信息的情况", "行政机关主动公开政府信息情况"),
    "收到和处理政府信息公开申请情况": ("行政机关收到和处理政府信息公开申请情况",),
    "政府信息公开行政复议、行政诉讼情况": ("政府信息公开行政复议和行政诉讼情况",),
    "存在的主要问题及改进情况": ("存在的主要问题和改进情况", "存在问题及改进情况"),
    "其他需要报告的事项": ("其它需要报告的事项", "其他需要报告事项"),
    "主动公开": ("主动公开情况", "主动公开方面"),
    "依申请公开": ("依申请公开情况", "依申请公开方面"),
    "政府信息管理": ("政府信息管理情况", "政府信息管理方面"),
    "政府信息公开平台建设": ("平台建设情况", "政府信息公开平台建设情况"),
    "监督保障": ("监督保障情况", "监督保障方面"),
}

HEAD_LOSS: Mapping[str, str] = {
    "结果维持": "结果",
    "结果纠正": "结果",
    "其他结果": "其他",
    "尚未审结": "尚未",
    "科研机构": "科研",
    "商业企业": "商业",
    "信息内容": "",
    "申请人情况": "",
}

HALF_WIDTH = str.maketrans("（），：．", "(),:.")
UNIT = "万元"  # what a slip must not touch: another unit is another figure
LOCAL_ROWS = ("其中：线上渠道办理", "辖区便民事项", "本级特色指标", "镇村代办事项数", "其他主动公开文件")
INSTRUCTIONS = (
    "注意事项：没有数据的格子请填数字零，提交前删去本行。",
    "注意事项：各单位填完后请自行核对一遍。",
    "该部分以表格形式报告。",
)


def misprint(rng: Random, noise: Noise, label: str) -> str:
    """The label as a careless hand prints it; labels that are not in the lists lose, double or swap one character."""
    text = label
    if rng.random() < noise.typo:
        text = rng.choice(MISPRINTS[label]) if label in MISPRINTS and rng.random() < 0.7 else slip(rng, label)
    if rng.random() < noise.quotes_lost:
        text = text.translate(str.maketrans("", "", "“”‘’"))
    return text.translate(HALF_WIDTH) if rng.random() < noise.half_width else text


def slip(rng: Random, label: str) -> str:
    """One character wrong, missing or doubled; labels under six characters stay whole (they would turn ambiguous)."""
    if len(label) < 6:
        return label
    at = rng.randrange(len(label))
    if label[at] in UNIT:
        return label
    wrong = rng.choice(("", label[at] * 2, rng.choice("的一了丶囗工")))
    return label[:at] + wrong + label[at + 1 :]
