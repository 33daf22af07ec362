"""Parts of a page that are no part of the issue, each with the reason to leave it out."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from columns.importing.parsed import Words

Table = tuple[tuple[re.Pattern[str], Words], ...]

# No author writes such a line into an article, so it goes wherever it stands.
ANYWHERE: Table = (
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?\s*/?\s*\d{1,2}:\d{2}(:\d{2})?"), _("播放器的时间")),
    (re.compile(r".{0,10}听听看.{0,4}|释放双眼.{0,12}"), _("收听提示")),
    (re.compile(r"\d{1,3}\s*/\s*\d{3,4}(\s+.{0,20}公约)?"), _("评论框的字数计数")),
    (re.compile(r".{0,12}空空如也.{0,16}"), _("空状态提示")),
    (re.compile(r"(暂无|还没有|抢占?第?一?条?)评论.{0,12}"), _("空状态提示")),
    (re.compile(r".{0,16}社区.{0,6}公约"), _("社区公约的链接")),
    (re.compile(r"(最新|最热|全部|热门)评论(\s*[(（]?\d+[)）]?)?"), _("评论区")),
    (re.compile(r"[-—(（\s]*(正文完|全文完|完|END|End|end)[-—)）\s]*"), _("文末标记")),
)

# Short words that could be a heading in the middle of an article, but not at its edges.
AT_THE_EDGES: Table = (
    (re.compile(r"去?搜搜|搜索|搜一搜|站内搜索|Search"), _("搜索框")),
    (re.compile(r"头像|我的|登录|注册|登录\s*/\s*注册|退出(登录)?"), _("头像与登录菜单")),
    (re.compile(r"首页|专栏|频道|导航|返回(首页)?|更多|菜单|首页\s*[>\u203a/].*"), _("导航")),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?"), _("播放器的时间")),
    (re.compile(r"\d(\.\d+)?\s*[xX×倍]速?|倍速"), _("播放器的速度")),
    (re.compile(r"听本期|听全文|收听(本期|全文)?|播放|点击(播放|收听)"), _("收听提示")),
    (re.compile(r"(分享|收藏|点赞|赞|转发|打赏)(\s*\d+)?"), _("分享与互动按钮")),
    (re.compile(r"微信|微博|复制链接|扫码\S{0,12}|\+?\s*已?关注"), _("分享与互动按钮")),
    (re.compile(r"(阅读|浏览|收听)(量|数)?\s*[:：]?\s*[\d.]+\s*万?"), _("计数")),
    (re.compile(r"[\d.]+\s*万?\s*(次?阅读|人?赞|收藏|评论)"), _("计数")),
    (re.compile(r"字号|大字|夜间模式|目录|展开|收起|A[-+]"), _("阅读工具")),
    (re.compile(r"第\s*\S{1,4}\s*期"), _("期号：导入时按本系统的顺序另编")),
    (
        re.compile(r"(最后)?(编辑|更新|修改)(于|时间)\s*[:：]?.{0,24}"),
        _("编辑时间：导入后由系统记录"),
    ),
    (
        re.compile(r"(刚刚|昨天|前天|今天|\d+\s*(分钟|小时|天|个?月)前)(\s*\d{1,2}:\d{2})?"),
        _("相对时间，换算不出日期"),
    ),
)


def anywhere(text: str) -> Words | None:
    """Why this line is furniture wherever it stands, or None."""
    return _reason(ANYWHERE, text)


def at_the_edges(text: str) -> Words | None:
    """Why this line is furniture above or below the article, or None."""
    return anywhere(text) or _reason(AT_THE_EDGES, text)


def _reason(table: Table, text: str) -> Words | None:
    return next((reason for pattern, reason in table if pattern.fullmatch(text)), None)
