"""Which tables travel, and why the others stay behind. Together they are all there are."""

from collections.abc import Mapping, Sequence

from django.apps import apps
from django.db.models import Model

# Whatever a row points at comes before it, where no circle forbids that: easy to read, and to
# take apart by hand. The database checks the pointers when all rows are in.
TRAVELS: tuple[str, ...] = (
    "accounts.User",
    "accounts.User_groups",
    "accounts.User_user_permissions",
    "account.EmailAddress",
    "columns.Column",
    "columns.Season",
    "columns.Author",
    "columns.Image",
    "columns.Term",
    "columns.Issue",
    "columns.Revision",
    "columns.Draft",
    "columns.Byline",
    "columns.Topic",
    "columns.EditingSession",
    "columns.Event",
    "columns.Notice",
    "columns.ReviewLink",
    "columns.Remark",
    "columns.Correction",
    "audio.HouseVoice",
    "audio.NarrationSettings",
    "audio.Pronunciation",
    "audio.ScriptLine",
    "audio.OwnScript",
    "audio.Recording",
    "audio.Segment",
    "audio.Narration",
    "audio.Spending",
    "comments.Guidelines",
    "comments.Clause",
    "comments.Comment",
    "comments.Verdict",
    "comments.Decision",
    "subscribers.Plan",
    "subscribers.Subscription",
    "subscribers.RedemptionCode",
    "subscribers.Entitlement",
    "subscribers.Redemption",
    "admin.LogEntry",
)

# What goes with the sound; left out with it, the new house narrates anew.
SOUND: frozenset[str] = frozenset({"audio.Recording", "audio.Segment", "audio.Narration"})

# Of these a migration puts one row into every house; the archive's take their place.
FURNISHED: frozenset[str] = frozenset({"audio.HouseVoice", "audio.NarrationSettings"})

STAYS: Mapping[str, str] = {
    "search.Entry": "made from the live texts, and made again when they have arrived",
    "audio.Engine": "how an engine was found lately; the new house asks it anew",
    "audio.Sample": "a sentence for somebody who waits at the desk; it is asked for anew",
    "audio.ReadLine": "how a script is read, found out again when somebody looks",
    "account.EmailConfirmation": "half-opened doors: whoever began to prove an address begins anew",
    "importing.ImportJob": "an upload that waits two hours at most; what came of it is in the log",
    "sessions.Session": "who is signed in is so at one address; everybody signs in again",
    "auth.Group": "the roles: migrations write them, rows name them by name",
    "auth.Group_permissions": "what a role may do stands in the migrations",
    "auth.Permission": "migrations write them, rows name them by what they permit",
    "contenttypes.ContentType": "migrations write them, rows name them by application and model",
}

# How a row names what stays: by words that are the same in every house, not by number.
NAMED: Mapping[str, Sequence[str]] = {
    "auth.Group": ("name",),
    "auth.Permission": ("content_type__app_label", "content_type__model", "codename"),
    "contenttypes.ContentType": ("app_label", "model"),
}


def travelling(*, sound: bool) -> list[type[Model]]:
    """The models whose rows travel, in the order in which they are written and read."""
    return [apps.get_model(label) for label in TRAVELS if sound or label not in SOUND]
