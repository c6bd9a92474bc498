"""A report whose page does all that a page may do to whoever looks at it."""

from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
VICTIM = "示例市水利局"
HARM = """
<script>parent.lives='script'</script><img src="http://evil.test/a.png" onerror="parent.lives='picture'">
<iframe srcdoc="<script>top.lives=1</script>"></iframe><a href="javascript:top.lives='link'">看这里</a>
<style>@import url(http://evil.test/b.css);p{background:url(http://evil.test/c.png)}</style>
<form action="http://evil.test/d"><button autofocus onfocus="top.lives='focus'">交</button></form>
<svg onload="parent.lives='svg'"></svg>
<p onclick="parent.lives='click'">正文 &lt;script&gt;parent.lives='text'&lt;/script&gt;</p>
<meta http-equiv=refresh content="0;url=http://evil.test/e"><base href="http://evil.test/">
"""


def harmful() -> bytes:
    """The page."""
    text = (SAMPLES / "shili-police-2024.html").read_text("utf-8").replace("示例市公安局", VICTIM)
    return text.replace("<table", f"{HARM}<table onmouseover=\"top.lives='table'\"", 1).encode()
