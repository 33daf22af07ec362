"""The words of a paragraph: emphasis, links, notes, pictures; nothing deleted or hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import lxml.html
from django.utils.translation import gettext as _
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.docx.package import Package, R, W, switch, value
from columns.importing.docx.styles import Style, Styles
from columns.importing.gathering import UNSEEN
from columns.importing.parsed import Notes, ParsedPicture

THROUGH = frozenset({"ins", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "moveTo"})
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
PICT = "{urn:schemas-microsoft-com:vml}imagedata"
PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
PICTURES_AT_MOST = 200
EMPHASISED = frozenset({"p", "quote", "caption"})  # a heading is as bold as the page makes it
LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')


@dataclass(slots=True)
class Shared:
    """What all paragraphs of a document write into."""

    package: Package
    styles: Styles
    notes: Notes
    pictures: list[ParsedPicture] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Runs:
    """Fills one HTML element with the runs of one paragraph."""

    shared: Shared
    into: HtmlElement
    style: Style
    line: int
    # A link of older Word and of WPS: its address is a field's instruction, its words come after.
    _instruction: str = ""
    _outside: HtmlElement | None = None

    def read(self, node: etree._Element) -> None:
        """Everything a reader of the printed page would see, in order."""
        for child in node:
            name = etree.QName(child).localname
            if name == "r":
                self._run(child)
            elif name == "hyperlink":
                self._link(child)
            elif name in THROUGH:
                self.read(child)

    def _link(self, node: etree._Element) -> None:
        target = self.shared.package.target(node.get(f"{R}id", ""))
        if target is None or not target.is_outside:
            self.read(node)
            return
        link = lxml.html.Element("a", {"href": UNSEEN.sub("", target.address)})
        Runs(self.shared, link, self.style, self.line).read(node)
        self.into.append(link)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if switch(properties, f"{W}vanish"):
            return
        into = self._emphasised(properties)
        for child in run:
            self._piece(child, into)

    def _emphasised(self, properties: etree._Element | None) -> HtmlElement:
        """The element for the words of a run: the paragraph's own, or one within it."""
        if properties is None and not (self.style.is_bold or self.style.is_italic):
            return self.into
        into = self.into
        for tag in self._tags(properties):
            if len(into) and into[-1].tag == tag and not into[-1].tail:
                into = into[-1]
            else:
                into.append(lxml.html.Element(tag))
                into = into[-1]
        return into

    def _tags(self, properties: etree._Element | None) -> list[str]:
        """What the run says itself, else its style, else that of a plain paragraph."""
        named = self.shared.styles.of(value(properties, f"{W}rStyle"))
        whole = self.style if self.style.role == "p" else Style()
        tags = []
        for tag, path, inherited in (
            ("strong", f"{W}b", named.is_bold or whole.is_bold),
            ("em", f"{W}i", named.is_italic or whole.is_italic),
            ("s", f"{W}strike", False),
        ):
            said = switch(properties, path)
            if (inherited if said is None else said) and self.style.role in EMPHASISED:
                tags.append(tag)
        raised = value(properties, f"{W}vertAlign")
        return tags + {"superscript": ["sup"], "subscript": ["sub"]}.get(raised or "", [])

    def _piece(self, node: etree._Element, into: HtmlElement) -> None:
        match etree.QName(node).localname:
            case "t":
                write(into, node.text or "")
            case "tab":
                write(into, " ")
            case "br" if node.get(f"{W}type") in (None, "textWrapping"):
                into.append(lxml.html.Element("br"))
            case "cr":
                into.append(lxml.html.Element("br"))
            case "noBreakHyphen":
                write(into, "-")
            case "instrText":
                self._instruction += node.text or ""
            case "fldChar":
                self._field(node.get(f"{W}fldCharType"))
            case "footnoteReference" | "endnoteReference" as kind:
                self._note(kind.removesuffix("Reference"), node.get(f"{W}id", ""))
            case "drawing" | "pict" | "object":
                self._picture(node)
            case "AlternateContent":
                for inner in node.findall(f"{CHOICE}/*"):
                    self._piece(inner, into)

    def _field(self, step: str | None) -> None:
        found = LINK_FIELD.match(self._instruction)
        if step == "begin":
            self._instruction = ""
        elif step == "separate" and found and self._outside is None:
            self._outside = self.into
            self.into = lxml.html.Element("a", {"href": UNSEEN.sub("", found[1])})
            self._outside.append(self.into)
        elif step == "end" and self._outside is not None:
            self.into, self._outside = self._outside, None

    def _note(self, kind: str, number: str) -> None:
        """A mark that leads to its note, as pages of the web write it."""
        key = f"{kind}-{number}"
        if key not in self.shared.footnotes:
            self.shared.footnotes.append(key)
        place = self.shared.footnotes.index(key) + 1
        mark = lxml.html.Element("sup")
        link = lxml.html.Element("a", {"href": f"#note-{key}"})
        link.text = f"[{place}]"
        mark.append(link)
        self.into.append(mark)

    def _picture(self, node: etree._Element) -> None:
        if node.find(f".//{W}txbxContent") is not None and self._lose_box(node):
            return
        found = node.find(f".//{BLIP}")
        key = None if found is None else found.get(f"{R}embed") or found.get(f"{R}link")
        if found is None and (old := node.find(f".//{PICT}")) is not None:
            key = old.get(f"{R}id")
        if key is None:
            self.shared.notes.drop(self.line, _("（图形）"), _("图形没有收，请截成图片补上"))
            return
        named = node.find(f".//{PROPERTIES}")
        self._keep(key, "" if named is None else named.get("descr", ""))

    def _lose_box(self, box: etree._Element) -> bool:
        """Name the words of a text box; whether there is no picture in it either."""
        if words := "".join(each.text or "" for each in box.iter(f"{W}t")):
            self.shared.notes.drop(self.line, words[:60], _("文本框里的字没有收，请需要时补进正文"))
        return box.find(f".//{BLIP}") is None and box.find(f".//{PICT}") is None

    def _keep(self, key: str, alt: str) -> None:
        target = self.shared.package.target(key)
        content = self.shared.package.picture(target) if target else None
        name = target.address.rpartition("/")[2][:100] if target else key
        if content is None or len(self.shared.pictures) >= PICTURES_AT_MOST:
            reason = _("图片不在文件里，或者太大，请在编辑器里补上")
            self.shared.notes.drop(self.line, name, reason)
            return
        mark = f"import:{len(self.shared.pictures) + 1}"
        alt = " ".join(UNSEEN.sub(" ", alt).split())[:120]
        self.shared.pictures.append(ParsedPicture(mark, name, content, alt))
        self.into.append(lxml.html.Element("img", {"src": mark, "alt": alt}))


def write(into: HtmlElement, text: str) -> None:
    """Add words behind what an element holds."""
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
