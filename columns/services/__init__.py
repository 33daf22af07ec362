"""The newsroom's mutations: each with its permission, its lock, its log and its news."""

from columns.services.drafting import Clash, Saved, create_issue, save_draft
from columns.services.imaging import (
    Arrival,
    StillUsed,
    delete_image,
    describe_image,
    keep_image,
    may_describe,
    render_image,
)
from columns.services.noticing import mail_notices, read_notices
from columns.services.outsiders import (
    LinkClosed,
    approve_by_link,
    link_of,
    link_token,
    make_review_link,
    revoke_review_link,
)
from columns.services.publishing import (
    publish_due,
    publish_issue,
    schedule_issue,
    unschedule_issue,
    withdraw_issue,
)
from columns.services.remarking import add_remark, reopen_remark, resolve_remark
from columns.services.reviewing import (
    StaleReview,
    approve_issue,
    assign_issue,
    recall_issue,
    reject_issue,
    submit_issue,
)
from columns.services.revising import keep_draft, restore_revision, save_revision
from columns.services.sessions import (
    LockedByAnother,
    SaveRefused,
    SessionEnded,
    break_lock,
    end_session,
    forget_refused,
    forget_sessions,
    lock_draft,
    open_session,
    see_session,
    unlock_draft,
)
from columns.services.steps import NotReady

__all__ = [
    "Arrival",
    "Clash",
    "LinkClosed",
    "LockedByAnother",
    "NotReady",
    "SaveRefused",
    "Saved",
    "SessionEnded",
    "StaleReview",
    "StillUsed",
    "add_remark",
    "approve_by_link",
    "approve_issue",
    "assign_issue",
    "break_lock",
    "create_issue",
    "delete_image",
    "describe_image",
    "end_session",
    "forget_refused",
    "forget_sessions",
    "keep_draft",
    "keep_image",
    "link_of",
    "link_token",
    "lock_draft",
    "mail_notices",
    "make_review_link",
    "may_describe",
    "open_session",
    "publish_due",
    "publish_issue",
    "read_notices",
    "recall_issue",
    "reject_issue",
    "render_image",
    "reopen_remark",
    "resolve_remark",
    "restore_revision",
    "revoke_review_link",
    "save_draft",
    "save_revision",
    "schedule_issue",
    "see_session",
    "submit_issue",
    "unlock_draft",
    "unschedule_issue",
    "withdraw_issue",
]
