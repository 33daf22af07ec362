"""The newsroom's mutations: each with its permission, its lock, its log and its news."""

from columns.services.drafting import (
    Clash,
    LockedByAnother,
    Saved,
    SaveRefused,
    SessionEnded,
    break_lock,
    create_issue,
    end_session,
    lock_draft,
    open_session,
    save_draft,
    see_session,
    unlock_draft,
)
from columns.services.publishing import (
    publish_due,
    publish_issue,
    schedule_issue,
    unschedule_issue,
    withdraw_issue,
)
from columns.services.remarking import (
    add_remark,
    make_review_link,
    reopen_remark,
    resolve_remark,
    revoke_review_link,
)
from columns.services.reviewing import (
    StaleReview,
    approve_issue,
    assign_issue,
    recall_issue,
    reject_issue,
    submit_issue,
)
from columns.services.revising import keep_draft, restore_revision, save_revision
from columns.services.steps import NotReady

__all__ = [
    "Clash",
    "LockedByAnother",
    "NotReady",
    "SaveRefused",
    "Saved",
    "SessionEnded",
    "StaleReview",
    "add_remark",
    "approve_issue",
    "assign_issue",
    "break_lock",
    "create_issue",
    "end_session",
    "keep_draft",
    "lock_draft",
    "make_review_link",
    "open_session",
    "publish_due",
    "publish_issue",
    "recall_issue",
    "reject_issue",
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
