"""A small report as a web page, for tests of what a page tells around it: its title, its dates, its sign-off."""

TITLE = "沭阳县财政局2023年政府信息公开工作年度报告"
TABLE = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
    "<tr><td>行政规范性文件</td><td>3</td><td>1</td><td>17</td></tr></table>"
)
BODY = (
    "<p>一、总体情况</p><p>全年工作平稳，各项任务均已完成。</p>"
    f"<p>二、主动公开政府信息情况</p>{TABLE}"
    "<p>五、存在的主要问题及改进情况</p><p>人手不足。</p><p>六、其他需要报告的事项</p><p>无。</p>"
)


def page(front=f"<h1>{TITLE}</h1>", *, head="", signoff="", body=BODY):
    """The bytes of a page: `front` and `head` as given, then the body and the lines of the sign-off."""
    lines = "".join(f"<p>{line}</p>" for line in signoff.splitlines())
    title = f"<title>{TITLE}</title>"
    return (
        f"<html><head><meta charset=utf-8>{title}{head}</head><body>{front}<div>{body}{lines}</div></body></html>"
    ).encode()
