"""The plain alternative: every kind of block as lines that can be read."""

import pytest

from subscribers.newsletters.plain import plain_text

SITE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>一。<strong> 二 </strong>三。</p><p>四。</p>", "一。 二 三。\n\n四。"),
        ("<p>上行<br>下行</p>", "上行\n下行"),
        ("<h2>节</h2><h3>小节</h3>", "## 节\n\n### 小节"),
        ("<ul><li>甲</li><li>乙<ol><li>丙</li></ol></li></ul>", "- 甲\n- 乙\n  1. 丙"),
        ('<ol start="3"><li>三</li><li>四</li></ol>', "3. 三\n4. 四"),
        ("<blockquote><p>引。</p><p>再引。</p></blockquote>", "> 引。\n> \n> 再引。"),
        ("<blockquote>只有<em>话</em>。</blockquote>", "> 只有话。"),
        (
            '<figure><img alt="秤"><figcaption>图说<cite>本刊</cite></figcaption></figure>',
            "【图】秤\n图说（本刊）",
        ),
        (
            "<table><caption>价</caption><thead><tr><th>菜</th><th>元</th></tr></thead>"
            "<tbody><tr><td>葱</td><td></td></tr></tbody></table>",
            "价\n菜 ｜ 元\n葱 ｜ ",
        ),
        ("<pre>a = 1\n  b</pre><hr><p>完。</p>", "a = 1\n  b\n\n* * *\n\n完。"),
        ('<p>见<a href="/columns/">专栏</a>。</p>', f"见专栏（{SITE}/columns/）。"),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "https://a.example/"),
        ('<p><a href="mailto:a@b.example">写信</a></p>', "写信（a@b.example）"),
        ('<p>话<sup class="note-mark"><a href="#note-1">1</a></sup></p>', "话[1]"),
        (
            '<ol class="notes" start="2"><li>注<a class="note-back" href="#x">↩</a></li></ol>',
            "[2] 注",
        ),
    ],
)
def test_each_kind_of_block(html: str, text: str) -> None:
    assert plain_text(html) == text
