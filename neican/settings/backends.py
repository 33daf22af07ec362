"""What an address in the environment means: database, cache, broker; and the admin's furniture."""

from pathlib import Path
from typing import Any

import environ
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SQLITE_OPTIONS = {
    # A write lock taken at BEGIN waits its turn; one taken in mid-transaction fails at once.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
POSTGRES_OPTIONS = {
    "options": (
        "-c lock_timeout=3000 -c statement_timeout=15000"
        " -c idle_in_transaction_session_timeout=60000"
    ),
}


def database(url: str) -> dict[str, Any]:
    """The connection's settings, with the options that each engine needs here."""
    address: dict[str, Any] = environ.Env.db_url_config(url)
    if address["ENGINE"].endswith("sqlite3"):
        Path(address["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        return {**address, "OPTIONS": SQLITE_OPTIONS}
    return {
        **address,
        "OPTIONS": POSTGRES_OPTIONS,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def caches(url: str, data_dir: Path) -> dict[str, Any]:
    """Redis where there is one; else files, which web and worker processes share too."""
    if url:
        return {
            "default": {
                "BACKEND": "neican.cache.ForgivingRedisCache",
                "LOCATION": url,
                "KEY_PREFIX": "neican",
                "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
            }
        }
    files = "django.core.cache.backends.filebased.FileBasedCache"
    return {"default": {"BACKEND": files, "LOCATION": str(data_dir / "cache")}}


def broker_options(url: str, folder: Path) -> dict[str, Any]:
    """
    Transport options for kombu.

    Redis: a silent server must not hold a page (short time-outs), and a message is redelivered
    only after longer than any task may run. Files: one folder is both ends of the queue.
    """
    if url.startswith("filesystem"):
        for name in ("queue", "control"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        queue = str(folder / "queue")
        control = str(folder / "control")
        return {"data_folder_in": queue, "data_folder_out": queue, "control_folder": control}
    return {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    }


def _at_an_issue(request: Any) -> bool:
    """Unfold would light this shelf up for the board and the calendar too, which lie below it."""
    path: str = request.path
    return "/columns/issue/" in path and not path.endswith(("/board/", "/calendar/"))


def unfold(site_name: str) -> dict[str, Any]:
    """The admin's name, colours (cinnabar on warm paper) and shelves."""

    def item(title: Any, icon: str, model: str) -> dict[str, Any]:
        app, name = model.split(".")
        return {
            "title": title,
            "icon": icon,
            "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
            "permission": lambda request: request.user.has_perm(f"{app}.view_{name}"),
        }

    def room(title: Any, icon: str, page: str) -> dict[str, Any]:
        writers = ("columns.change_issue", "columns.write_own_issue")
        return {
            "title": title,
            "icon": icon,
            "link": reverse_lazy(f"admin:columns_issue_{page}"),
            "permission": lambda request: any(map(request.user.has_perm, writers)),
        }

    return {
        "SITE_TITLE": format_lazy(_("{site}编辑部"), site=site_name),
        "SITE_HEADER": format_lazy(_("{site}编辑部"), site=site_name),
        "SITE_URL": "/",
        "SITE_SYMBOL": "auto_stories",
        "SITE_FAVICONS": [
            {
                "rel": "icon",
                "type": "image/svg+xml",
                "href": lambda request: static("neican/icons/mark.svg"),
            },
        ],
        "BORDER_RADIUS": "8px",
        "DASHBOARD_CALLBACK": "columns.admin.board.todo.dashboard",
        "COLORS": {
            "primary": {
                "50": "#fdf5f3",
                "100": "#f7e8e3",
                "200": "#efcdc4",
                "300": "#e5a697",
                "400": "#d87a67",
                "500": "#c4513f",
                "600": "#a8301f",
                "700": "#8d2819",
                "800": "#742317",
                "900": "#5f2118",
                "950": "#340d08",
            },
        },
        "SIDEBAR": {
            "show_search": False,
            "navigation": [
                {
                    "title": _("编辑部"),
                    "items": [
                        {**item(_("期"), "article", "columns.issue"), "active": _at_an_issue},
                        room(_("看板"), "view_kanban", "board"),
                        room(_("排期"), "calendar_month", "calendar"),
                        item(_("专栏"), "auto_stories", "columns.column"),
                        item(_("季"), "layers", "columns.season"),
                        item(_("作者"), "draw", "columns.author"),
                        item(_("图片"), "image", "columns.image"),
                        {
                            **item(_("导入"), "upload_file", "importing.importjob"),
                            "permission": lambda request: request.user.has_perm(
                                "columns.add_issue"
                            ),
                        },
                        item(_("用词"), "spellcheck", "columns.term"),
                    ],
                },
                {
                    "title": _("朗读"),
                    "items": [
                        item(_("朗读"), "graphic_eq", "audio.narration"),
                        item(_("播讲稿"), "article", "audio.ownscript"),
                        item(_("读音"), "record_voice_over", "audio.pronunciation"),
                        item(_("音色"), "settings_voice", "audio.housevoice"),
                        item(_("朗读设置"), "tune", "audio.narrationsettings"),
                        item(_("朗读引擎"), "monitor_heart", "audio.engine"),
                        item(_("合成账"), "receipt_long", "audio.spending"),
                    ],
                },
                {
                    "title": _("评论"),
                    "items": [
                        item(_("评论"), "forum", "comments.comment"),
                        item(_("社区公约"), "gavel", "comments.guidelines"),
                    ],
                },
                {
                    "title": _("订阅"),
                    "items": [
                        item(_("订阅方案"), "sell", "subscribers.plan"),
                        item(_("权益"), "key", "subscribers.entitlement"),
                        item(_("兑换码"), "redeem", "subscribers.redemptioncode"),
                    ],
                },
                {
                    "title": _("账户"),
                    "items": [item(_("用户"), "person", "accounts.user")],
                },
            ],
        },
    }
