"""The indicator lists that were annexed to reports of 2008 to 2018, as they are printed: titles, rows, units, headings.

Typed in from the lists themselves on their own, like `tests.generate.form`, so that the tests do not lean on the data
that the extractors read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ListRow:
    """One printed line. `code` is empty for a heading without figures; `has_parts`: lines below are parts of it."""

    code: str
    unit: str
    label: str
    has_parts: bool = False


@dataclass(frozen=True)
class ListForm:
    """A list: its title and lines in printed order, the wordings of the head of each column of figures by its code
    ({year} stands for the year), and the years that it was in use."""

    id: str
    title: str
    rows: tuple[ListRow, ...]
    heads: Mapping[str, tuple[str, ...]]
    years: tuple[int, int] = (2008, 2013)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every figure code, in printed order."""
        return tuple(f"{self.id}.{row.code}.{column}" for row in self.rows if row.code for column in self.heads)


def _rows(text: str) -> Iterator[ListRow]:
    """Lines of code, unit and label, parts indented below their whole; headings behind ``>``."""
    lines = text.strip("\n").split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("> "):
            yield ListRow("", "——", line[2:])
        else:
            code, unit, label = line.split(maxsplit=2)
            yield ListRow(code, unit, label, _depth(following) > _depth(line))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_NATIONAL = """
> 一、主动公开情况
disclosed_total 条 主动公开政府信息数（不同渠道和方式公开相同信息计1条）
  disclosed_normative_documents 条 其中：主动公开规范性文件数
normative_documents_issued 件 制发规范性文件总数
> （二）通过不同渠道和方式公开政府信息的情况
disclosed_via_gazette 条 1.政府公报公开政府信息数
disclosed_via_website 条 2.政府网站公开政府信息数
disclosed_via_weibo 条 3.政务微博公开政府信息数
disclosed_via_wechat 条 4.政务微信公开政府信息数
disclosed_via_other 条 5.其他方式公开政府信息数
> 二、回应解读情况
hotspots_responded 次 回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）
> （二）通过不同渠道和方式回应解读的情况
press_conferences 次 1.参加或举办新闻发布会总次数
  press_conferences_by_head 次 其中：主要负责同志参加新闻发布会次数
online_interviews 次 2.政府网站在线访谈次数
  online_interviews_by_head 次 其中：主要负责同志参加政府网站在线访谈次数
policy_interpretations 篇 3.政策解读稿件发布数
responses_via_weibo_wechat 次 4.微博微信回应事件数
responses_via_other 次 5.其他方式回应事件数
> 三、依申请公开情况
requests_received 件 收到申请数
  requests_in_person 件 1.当面申请数
  requests_fax 件 2.传真申请数
  requests_online 件 3.网络申请数
  requests_letter 件 4.信函申请数
requests_closed 件 申请办结数
  requests_closed_on_time 件 1.按时办结数
  requests_closed_extended 件 2.延期办结数
replies 件 申请答复数
  reply_already_public 件 1.属于已主动公开范围数
  reply_granted 件 2.同意公开答复数
  reply_partially_granted 件 3.同意部分公开答复数
  reply_denied 件 4.不同意公开答复数
    reply_denied_state_secret 件 其中：涉及国家秘密
    reply_denied_trade_secret 件 涉及商业秘密
    reply_denied_privacy 件 涉及个人隐私
    reply_denied_security_stability 件 危及国家安全、公共安全、经济安全和社会稳定
    reply_denied_not_gov_info 件 不是《条例》所指政府信息
    reply_denied_other_law 件 法律法规规定的其他情形
  reply_not_this_agency 件 5.不属于本行政机关公开数
  reply_not_exist 件 6.申请信息不存在数
  reply_amend_notice 件 7.告知作出更改补充数
  reply_other_channel 件 8.告知通过其他途径办理数
review_total 件 四、行政复议数量
  review_upheld 件 （一）维持具体行政行为数
  review_corrected 件 （二）被依法纠错数
  review_other 件 （三）其他情形数
litigation_total 件 五、行政诉讼数量
  litigation_upheld 件 （一）维持具体行政行为或者驳回原告诉讼请求数
  litigation_corrected 件 （二）被依法纠错数
  litigation_other 件 （三）其他情形数
complaints_total 件 六、举报投诉数量
request_fees_wan_yuan 万元 七、依申请公开信息收取的费用
> 八、机构建设和保障经费情况
dedicated_offices 个 （一）政府信息公开工作专门机构数
reading_points 个 （二）设置政府信息公开查阅点数
staff_total 人 （三）从事政府信息公开工作人员数
  staff_full_time 人 1.专职人员数（不包括政府公报及政府网站工作人员数）
  staff_part_time 人 2.兼职人员数
dedicated_budget_wan_yuan 万元 （四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）
> 九、政府信息公开会议和培训情况
work_meetings 次 （一）召开政府信息公开工作会议或专题会议数
training_sessions 次 （二）举办各类培训班数
trainees 人次 （三）接受培训人员数
"""

_SHANGHAI = """
disclosed_total 条 主动信息公开
  disclosed_full_text 条 其中：全文电子化的主动公开信息数
  disclosed_official_documents 条 公文类信息数
    normative_documents_new 条 其中：新增的行政规范性文件数
service_information 条 提供服务类信息数
column_page_views 人次 网站专栏页面访问量
visitors_received 人次 现场接待人数
online_consultations 人次 网上咨询数
hotline_calls 人次 咨询电话接听数
on_request_catalogue_entries 条 依申请公开信息目录数
state_secret_documents 条 属于国家秘密的公文类信息数
requests_received 条 申请总次数
  requests_in_person 条 其中：1.当面申请数
  requests_fax 条 2.传真申请数
  requests_email 条 3.电子邮件申请数
  requests_online 条 4.网上申请数
  requests_letter 条 5.信函申请数
  requests_other_form 条 6.其它形式申请数
replies 条 对申请的答复总数
  reply_granted 条 其中：1.同意公开答复数
  reply_partially_granted 条 2.同意部分公开答复数
  reply_not_gov_info 条 3.非《规定》所指政府信息数
  reply_not_exist 条 4.信息不存在数
  reply_not_this_agency 条 5.非本机关职权范围数
  reply_unclear 条 6.申请内容不明确数
  reply_duplicate 条 7.重复申请数
  reply_denied 条 8.不予公开答复总数
    reply_denied_state_secret 条 （1）“国家秘密”数
    reply_denied_trade_secret 条 （2）“商业秘密”数
    reply_denied_privacy 条 （3）“个人隐私”数
    reply_denied_process_info 条 （4）“过程中信息且影响安全稳定”数
    reply_denied_security_stability 条 （5）“危及安全和稳定”数
    reply_denied_other_law 条 （6）“法律法规规定的其他情形”数
review_total 件 行政复议数
litigation_total 件 行政诉讼数
complaints_total 件 行政申诉数
fees_total_yuan 元 收取费用总额
  fees_active_yuan 元 主动公开信息收费总数
    fees_active_mail_yuan 元 其中：1.邮寄费
    fees_active_copy_paper_yuan 元 2.复制费（纸张）
    fees_active_copy_cd_yuan 元 3.复制费（光盘）
    fees_active_copy_floppy_yuan 元 4.复制费（软盘）
  fees_request_yuan 元 依申请提供信息收取费用
    fees_request_search_yuan 元 其中：1.检索费
    fees_request_mail_yuan 元 2.邮寄费
    fees_request_copy_paper_yuan 元 3.复制费（纸张）
    fees_request_copy_cd_yuan 元 4.复制费（光盘）
    fees_request_copy_floppy_yuan 元 5.复制费（软盘）
staff_total 人 政府信息公开指定专职人员数
  staff_full_time 人 其中：1.全职人员
  staff_part_time 人 2.兼职人员
dedicated_budget_wan_yuan 万元 处理政府信息公开的专项经费
actual_spending_wan_yuan 万元 处理政府信息公开的实际支出
litigation_costs_wan_yuan 万元 与诉讼有关的总费用
"""

_DINGXI = """
disclosed_total 条 主动公开信息数
  disclosed_full_text 条 其中：全文电子化的主动公开信息数
normative_documents_new 条 新增的行政规范性文件数
service_information 条 提供服务类信息数
column_page_views 人次 网站专栏页面访问量
visitors_received 人次 现场接待人数
online_consultations 人次 网上咨询数
hotline_calls 人次 咨询电话接听数
on_request_catalogue_entries 条 依申请公开信息目录数
requests_received 条 申请总数
  requests_in_person 条 其中：1.当面申请数
  requests_fax 条 2.传真申请数
  requests_email 条 3.电子邮件申请数
  requests_online 条 4.网上申请数
  requests_letter 条 5.信函申请数
  requests_other_form 条 6.其他形式申请数
replies 条 对申请的答复总数
  reply_granted 条 其中：1.同意公开答复数
  reply_partially_granted 条 2.同意部分公开答复数
  reply_rejected 条 3.否决公开答复总数
    reply_not_gov_info 条 其中：（1）“非《规定》所指政府信息”数
    reply_not_exist 条 （2）“信息不存在”数
    reply_not_this_agency 条 （3）“非本部门掌握”数
    reply_unclear 条 （4）“申请内容不明确”数
    reply_exempt_1 条 （5）“免予公开范围1”数
    reply_exempt_2 条 （6）“免予公开范围2”数
    reply_exempt_3 条 （7）“免予公开范围3”数
    reply_exempt_4 条 （8）“免予公开范围4”数
    reply_exempt_5 条 （9）“免予公开范围5”数
    reply_exempt_6 条 （10）“免予公开范围6”数
    reply_rejected_other 条 （11）其它原因
review_total 件 行政复议数
litigation_total 件 行政诉讼数
complaints_total 件 行政申诉数
  complaints_first_handling 件 其中：对本部门首次处理不满意的行政申诉数
"""

_FUJIAN = """
disclosed_total 条 主动公开信息数
  disclosed_via_website 条 其中：1.政府网站
  disclosed_via_gazette 条 2.政府公报
requests_received 件 受理依申请公开信息总数
  requests_in_person 件 其中：1.当面申请数
  requests_fax 件 2.传真申请数
  requests_email 件 3.电子邮件申请数
  requests_online 件 4.网上申请数
  requests_letter 件 5.信函申请数
  requests_other_form 件 6.其它形式申请数
replies 件 本年度对申请的答复总数
  reply_granted 件 其中：1.同意公开答复数
  reply_partially_granted 件 2.同意部分公开答复数
  reply_denied 件 3.否决公开答复总数
review_total 件 行政复议数
litigation_total 件 行政诉讼数
complaints_total 件 行政申诉数
"""

_SHANGHAI_HEADS = {"period": ("本期实际", "本月累计"), "year": ("本年累计",)}
_DINGXI_HEADS = {"period": ("本期实际",), "year": ("本年累计",)}
_FUJIAN_HEADS = {"year": ("{year}年度", "本年度"), "cumulative": ("历年累计",)}
_NATIONAL_HEADS = {"value": ("统计数", "数量", "{year}年度", "本年度")}

LISTS: Mapping[str, ListForm] = {
    one.id: one
    for one in (
        ListForm("stat_2008_shanghai", "政府信息公开情况统计报表", tuple(_rows(_SHANGHAI)), _SHANGHAI_HEADS),
        ListForm("stat_2008_dingxi", "定西市政府信息公开情况统计报表", tuple(_rows(_DINGXI)), _DINGXI_HEADS),
        ListForm("stat_2009_fujian", "附表", tuple(_rows(_FUJIAN)), _FUJIAN_HEADS, (2009, 2016)),
        ListForm("stat_2014", "政府信息公开情况统计表", tuple(_rows(_NATIONAL)), _NATIONAL_HEADS, (2014, 2018)),
    )
}
"""The lists by their identifier."""
