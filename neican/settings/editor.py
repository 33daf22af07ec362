"""The article editor: its toolbar, what it lets in, and the words of our own plugins."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_OWN = (
    "paywallcut",
    "neicancount",
    "quotesource",
    "neicannote",
    "neicanimage",
    "neicanpaste",
    "neicanpunctuation",
)

# They phone home, are unsafe without upstream fixes, or make what no article holds.
_REMOVED = (
    "exportpdf,scayt,wsc,flash,iframe,forms,smiley,about,save,newpage,print,preview,templates,"
    "language,font,colorbutton,colordialog,stylescombo,elementspath,stylesheetparser,bidi,justify,"
    "codesnippetgeshi,sourcedialog,resize,image,pagebreak,specialchar,autolink,copyformatting,div"
)

# The same as columns.richtext lets through. That one is the guard; this keeps the page honest.
_ALLOWED = (
    "p(source); h2; h3; h4; strong; em; s; sub; sup; code; br; pre; ul; ol[start]; li; blockquote;"
    " a[!href,title]; table; caption; thead; tbody; tr; th[colspan,rowspan,scope];"
    " td[colspan,rowspan]; hr(paywall-cut); figure; figcaption; cite;"
    " img[!src,alt,width,height,data-image]; span(!note); div(!nc-upload)[!data-mark]"
)

_WORDS = {
    "cut": {
        "button": _("付费墙"),
        "title": _("在光标处放置付费墙"),
        "mark": _("付费墙：以上免费试读"),
        "up": _("上移一段（Alt+↑）"),
        "down": _("下移一段（Alt+↓）"),
        "remove": _("拿掉付费墙"),
    },
    "count": {"total": _("%s 字"), "free": _("试读 %s"), "uncut": _("未放付费墙")},
    "source": {
        "button": _("引文出处"),
        "outside": _("请先把光标放进一段引文里，再写出处。"),
    },
    "note": {
        "button": _("注释"),
        "text": _("注释或出处（显示在本段下方，不朗读）"),
        "address": _("链接（可不填）"),
        "empty": _("请写下注释的内容。"),
        "wrong": _("链接要以 https:// 或 / 开头，请检查。"),
    },
    "image": {
        "button": _("图片"),
        "alt": _("替代文字"),
        "altMissing": _("请写替代文字"),
        "altHelp": _("说给看不见图的读者听：图里有什么？"),
        "caption": _("图片说明"),
        "credit": _("图源"),
        "uploading": _("正在上传 %s……"),
        "failed": _("“%s”没有传上去：%s"),
        "reason": _("网络不通，请稍后再试。"),
        "absent": _("图片库还没有打开，请刷新页面再试。"),
    },
    "paste": {
        "wechat": _("从微信粘贴的 %s 张图没有带过来，请从图片库补上："),
        "other": _("粘贴的内容里有 %s 张图没有带过来，请从图片库补上："),
        "after": _("“%s”之后"),
        "start": _("开头处"),
        "more": _("……"),
    },
    "punctuation": {"button": _("标点规范"), "title": _("标点规范：先看改动，再决定要不要")},
}

CONFIG: dict[str, Any] = {
    "width": "100%",
    "height": 560,
    "versionCheck": False,
    "entities": False,
    "format_tags": "p;h2;h3;pre",
    "extraPlugins": ",".join(("divarea", "autogrow", "widget", "notification", *_OWN)),
    "external_plugin_resources": [
        (name, f"/static/neican/ckeditor/{name}/", "plugin.js") for name in _OWN
    ],
    "removePlugins": _REMOVED,
    "removeDialogTabs": "link:advanced;link:target;table:advanced",
    "linkDefaultProtocol": "https://",
    "allowedContent": _ALLOWED,
    "disallowedContent": "script;*[on*]",
    "clipboard_handleImages": False,
    # Otherwise Chromium's own idea of it would take classes away before they are looked at.
    "pasteFilter": None,
    "pasteFromWordPromptCleanup": False,
    "autoGrow_minHeight": 480,
    "autoGrow_onStartup": True,
    "neican": _WORDS,
    "toolbar": [
        ["Format", "Bold", "Italic", "Strike", "RemoveFormat"],
        ["BulletedList", "NumberedList", "Outdent", "Indent"],
        ["Blockquote", "QuoteSource", "Note"],
        ["Link", "Unlink", "NeicanImage", "Table", "HorizontalRule"],
        ["PaywallCut", "Punctuation"],
        ["PasteText", "Undo", "Redo", "Find"],
        ["ShowBlocks", "Maximize", "Source"],
    ],
}
