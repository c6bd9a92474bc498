"""The statutory form as it is printed: blocks, rows, columns, groups and spans of each sheet.

This is the physical side of the form, typed in from the official layout on its own so that the tests do not lean on the
data that the extractors read. `Form` holds only labels and codes; `sheet_rows` lays them out as cells with spans.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")

T3_WIDTH, T4_WIDTH = 10, 15
REQUESTS, CASES = "t3_requests", "t4_review_litigation"


class Label(NamedTuple):
    """A code and the label that the form prints for it."""

    code: str
    label: str


@dataclass(frozen=True)
class Block:
    """One block of table 二: its heading line, columns and rows; the codes of its columns of `money` (the unit is that
    of the form, empty where it prints none) and of `signed` counts.

    `head_spans` and `row_spans` are the grid columns of the cells of its header line and of its rows."""

    code: str
    title: str
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    head_spans: tuple[int, ...]
    row_spans: tuple[int, ...]
    money: tuple[str, str] = ("", "")
    signed: str = ""


@dataclass(frozen=True)
class RequestRow:
    """One row of table 三; `groups` are the labels of the cells that span it, outermost first."""

    code: str
    label: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of one era. Figure codes are ``table.row.column``."""

    id: str
    blocks: tuple[Block, ...]
    request_columns: tuple[Label, ...]
    request_rows: tuple[RequestRow, ...]
    case_groups: tuple[tuple[str, str], ...]  # (code prefix, label)
    case_columns: tuple[Label, ...]
    sections: tuple[Label, ...]
    topics: tuple[Label, ...]
    years: tuple[int, int] = (2021, 2024)

    @cached_property
    def second_width(self) -> int:
        """The grid columns of table 二."""
        return sum(self.blocks[0].head_spans)

    @cached_property
    def money(self) -> Mapping[str, str]:
        """The unit of each figure that is an amount of money; empty where the form prints none."""
        return {f"{b.code}.{r.code}.{b.money[0]}": b.money[1] for b in self.blocks if b.money[0] for r in b.rows}

    @cached_property
    def signed(self) -> frozenset[str]:
        """The codes of the figures that may be negative."""
        return frozenset(f"{b.code}.{r.code}.{b.signed}" for b in self.blocks if b.signed for r in b.rows)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every figure code, in printed order."""
        second = [f"{b.code}.{r.code}.{c.code}" for b in self.blocks for r in b.rows for c in b.columns]
        third = [f"{REQUESTS}.{r.code}.{c.code}" for r in self.request_rows for c in self.request_columns]
        return (*second, *third, *self.case_codes)

    @cached_property
    def case_codes(self) -> tuple[str, ...]:
        """The figure codes of the one row of table 四."""
        return tuple(f"{CASES}.cases.{p}_{c.code}" for p, _ in self.case_groups for c in self.case_columns)

    @cached_property
    def leaf_rows(self) -> tuple[str, ...]:
        """Codes of the rows of table 三 that add up to its closing total."""
        return tuple(r.code for r in self.request_rows if r.groups and r.code != "closed_total")

    @cached_property
    def applicants(self) -> tuple[str, ...]:
        """Codes of the columns of table 三 that add up to its total column."""
        return tuple(c.code for c in self.request_columns if c.code != "total")


def _labels(*pairs: str) -> tuple[Label, ...]:
    return tuple(Label(*pair.split(" ", 1)) for pair in pairs)


def _rows(groups: tuple[str, ...], *pairs: str) -> tuple[RequestRow, ...]:
    return tuple(RequestRow(*pair.split(" ", 1), groups=groups) for pair in pairs)


_RESULT = "三、本年度办理结果"
_DECISIONS = _labels("decisions 本年处理决定数量")

FORM_2021 = Form(
    id="form_2021",
    blocks=(
        Block(
            "t2_art20_1_documents",
            "第二十条第（一）项",
            _labels("issued 本年制发件数", "repealed 本年废止件数", "in_force 现行有效件数"),
            _labels("regulations 规章", "normative_documents 行政规范性文件"),
            (1, 1, 1, 1),
            (1, 1, 1, 1),
        ),
        Block(
            "t2_art20_5_licensing", "第二十条第（五）项", _DECISIONS, _labels("admin_license 行政许可"), (1, 3), (1, 3)
        ),
        Block(
            "t2_art20_6_enforcement",
            "第二十条第（六）项",
            _DECISIONS,
            _labels("admin_penalty 行政处罚", "admin_coercion 行政强制"),
            (1, 3),
            (1, 3),
        ),
        Block(
            "t2_art20_8_fees",
            "第二十条第（八）项",
            _labels("amount_wan_yuan 本年收费金额（单位：万元）"),
            _labels("admin_fees 行政事业性收费"),
            (1, 3),
            (1, 3),
            money=("amount_wan_yuan", "万元"),
        ),
    ),
    request_columns=_labels(
        "natural_person 自然人",
        "commercial_enterprise 商业企业",
        "research_institution 科研机构",
        "social_welfare_org 社会公益组织",
        "legal_service_org 法律服务机构",
        "other_org 其他",
        "total 总计",
    ),
    request_rows=(
        *_rows((), "new_received 一、本年新收政府信息公开申请数量", "carried_over_in 二、上年结转政府信息公开申请数量"),
        *_rows(
            (_RESULT,),
            "granted （一）予以公开",
            "partially_granted （二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        ),
        *_rows(
            (_RESULT, "（三）不予公开"),
            "denied_state_secret 1.属于国家秘密",
            "denied_prohibited_by_law 2.其他法律行政法规禁止公开",
            "denied_security_stability 3.危及“三安全一稳定”",
            "denied_third_party_rights 4.保护第三方合法权益",
            "denied_internal_affairs 5.属于三类内部事务信息",
            "denied_deliberative_process 6.属于四类过程性信息",
            "denied_enforcement_file 7.属于行政执法案卷",
            "denied_admin_inquiry 8.属于行政查询事项",
        ),
        *_rows(
            (_RESULT, "（四）无法提供"),
            "cannot_provide_not_held 1.本机关不掌握相关政府信息",
            "cannot_provide_needs_creation 2.没有现成信息需要另行制作",
            "cannot_provide_unclear_after_correction 3.补正后申请内容仍不明确",
        ),
        *_rows(
            (_RESULT, "（五）不予处理"),
            "not_processed_petition_complaint 1.信访举报投诉类申请",
            "not_processed_duplicate 2.重复申请",
            "not_processed_publication_request 3.要求提供公开出版物",
            "not_processed_excessive_repeated 4.无正当理由大量反复申请",
            "not_processed_reconfirm_reissue 5.要求行政机关确认或重新出具已获取信息",
        ),
        *_rows(
            (_RESULT, "（六）其他处理"),
            "other_abandoned_no_correction 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "other_abandoned_fee_unpaid 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "other_other 3.其他",
        ),
        *_rows((_RESULT,), "closed_total （七）总计"),
        *_rows((), "carried_over_out 四、结转下年度继续办理"),
    ),
    case_groups=(
        ("review", "行政复议"),
        ("litigation_direct", "未经复议直接起诉"),
        ("litigation_after_review", "复议后起诉"),
    ),
    case_columns=_labels("upheld 结果维持", "corrected 结果纠正", "other 其他结果", "pending 尚未审结", "total 总计"),
    sections=_labels(
        "overview 一、总体情况",
        "active_disclosure 二、主动公开政府信息情况",
        "requests 三、收到和处理政府信息公开申请情况",
        "review_litigation 四、政府信息公开行政复议、行政诉讼情况",
        "problems 五、存在的主要问题及改进情况",
        "other_matters 六、其他需要报告的事项",
    ),
    topics=_labels(
        "overview_active （一）主动公开",
        "overview_requests （二）依申请公开",
        "overview_info_management （三）政府信息管理",
        "overview_platform （四）政府信息公开平台建设",
        "overview_supervision （五）监督保障",
    ),
)

_ITEMS = _labels("items_prev_year 上一年项目数量", "items_change 本年增/减", "decisions 处理决定数量")
_SPLIT = {"head_spans": (1, 1, 2, 1), "row_spans": (1, 2, 1, 1)}

FORM_2019 = replace(
    FORM_2021,
    id="form_2019",
    years=(2019, 2020),
    blocks=(
        Block(
            "t2_art20_1_documents",
            "第二十条第（一）项",
            _labels("newly_made 本年新制作数量", "newly_disclosed 本年新公开数量", "disclosed_total 对外公开总数量"),
            _labels("regulations 规章", "normative_documents 规范性文件"),
            (1, 1, 2, 1),
            (1, 1, 2, 1),
        ),
        Block(
            "t2_art20_5_licensing",
            "第二十条第（五）项",
            _ITEMS,
            _labels("admin_license 行政许可", "other_public_services 其他对外管理服务事项"),
            **_SPLIT,
            signed="items_change",
        ),
        Block(
            "t2_art20_6_enforcement",
            "第二十条第（六）项",
            _ITEMS,
            _labels("admin_penalty 行政处罚", "admin_coercion 行政强制"),
            **_SPLIT,
            signed="items_change",
        ),
        Block(
            "t2_art20_8_fees",
            "第二十条第（八）项",
            _ITEMS[:2],
            _labels("admin_fees 行政事业性收费"),
            (1, 2, 2),
            (1, 3, 1),
            signed="items_change",
        ),
        Block(
            "t2_art20_9_procurement",
            "第二十条第（九）项",
            _labels("projects 采购项目数量", "amount 采购总金额"),
            _labels("government_procurement 政府集中采购"),
            (1, 3, 1),
            (1, 2, 2),
            money=("amount", ""),
        ),
    ),
    request_rows=tuple(
        RequestRow("other_handling", "（六）其他处理", (_RESULT,)) if row.code == "other_other" else row
        for row in FORM_2021.request_rows
        if not row.code.startswith("other_abandoned")
    ),
)

# Documents that mix the tables of both: the forms are named by table 二.
MIXED_2021 = replace(FORM_2021, request_rows=FORM_2019.request_rows)
MIXED_2019 = replace(FORM_2019, request_rows=FORM_2021.request_rows)


class Slot(NamedTuple):
    """One cell of the printed form. `kind` is head, note, block, group, label or value; `code` that of a value."""

    text: str
    kind: str
    colspan: int = 1
    rowspan: int = 1
    code: str = ""


def second_rows(form: Form) -> list[tuple[str, list[Slot]]]:
    """Table 二 as (row code, cells that the row opens)."""
    rows: list[tuple[str, list[Slot]]] = []
    for block in form.blocks:
        rows.append(("", [Slot(block.title, "block", form.second_width)]))
        heads = ("信息内容", *(column.label for column in block.columns))
        rows.append(("", [Slot(text, "head", span) for text, span in zip(heads, block.head_spans, strict=True)]))
        for row in block.rows:
            code = f"{block.code}.{row.code}"
            first, *spans = block.row_spans
            values = [
                Slot("", "value", span, 1, f"{code}.{column.code}")
                for column, span in zip(block.columns, spans, strict=True)
            ]
            rows.append((code, [Slot(row.label, "label", first), *values]))
    return rows


def third_rows(form: Form) -> list[tuple[str, list[Slot]]]:
    """Table 三 as (row code, cells that the row opens): three header rows, then one row a line of the form."""
    first, *organisations, last = form.request_columns
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: list[tuple[str, list[Slot]]] = [
        ("", [Slot(note, "note", 3, 3), Slot("申请人情况", "head", 7)]),
        (
            "",
            [
                Slot(first.label, "head", 1, 2),
                Slot("法人或其他组织", "head", len(organisations)),
                Slot(last.label, "head", 1, 2),
            ],
        ),
        ("", [Slot(column.label, "head") for column in organisations]),
    ]
    seen: set[str] = set()
    for row in form.request_rows:
        code = f"{REQUESTS}.{row.code}"
        fresh = [group for group in row.groups if group not in seen]
        seen.update(fresh)
        cells = [Slot(g, "group", 1, sum(g in other.groups for other in form.request_rows)) for g in fresh]
        cells.append(Slot(row.label, "label", 3 - len(row.groups)))
        cells += [Slot("", "value", 1, 1, f"{code}.{column.code}") for column in form.request_columns]
        rows.append((code, cells))
    return rows


def fourth_rows(form: Form) -> list[tuple[str, list[Slot]]]:
    """Table 四 as (row code, cells that the row opens): three header rows and one data row."""
    columns = form.case_columns
    review, *suits = form.case_groups
    inner = [Slot(column.label, "head") for column in columns]
    return [
        ("", [Slot(review[1], "head", 5), Slot("行政诉讼", "head", 10)]),
        ("", [*(cell._replace(rowspan=2) for cell in inner), *(Slot(label, "head", 5) for _, label in suits)]),
        ("", inner * len(suits)),
        (f"{CASES}.cases", [Slot("", "value", 1, 1, code) for code in form.case_codes]),
    ]
