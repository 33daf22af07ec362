"""Every issue gets its working copy, every revision its facts; roles learn the new tables."""

from django.db import migrations
from django.utils import timezone

from neican.accounts.roles import Role, grant

WRITE = [
    "view_image", "add_image", "change_image", "view_remark", "add_remark", "change_remark",
    "view_draft", "view_reviewlink", "view_correction", "view_term", "add_term", "change_term",
    "delete_term",
]
TABLE = {
    Role.AUTHOR: ["add_issue", "write_own_issue issue", "view_image", "add_image", "view_term"],
    Role.EDITOR: WRITE,
    Role.CHIEF_EDITOR: [*WRITE, "break_lock issue", "delete_image"],
    Role.OPERATOR: ["view_image", "view_draft", "view_reviewlink", "view_correction", "view_term"],
}


def forwards(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        codename__endswith="_headimage", content_type__app_label="columns"
    ).delete()
    grant(apps, "columns", TABLE)
    for issue in apps.get_model("columns", "Issue").objects.all():
        _furnish(apps, issue)


def _furnish(apps, issue):
    facts = _printed(issue)
    for revision in issue.revisions.all():
        revision.facts = facts
        revision.contributors = [revision.saved_by_id] if revision.saved_by_id else []
        revision.save(update_fields=["facts", "contributors"])
    newest = issue.revisions.order_by("-number").first()
    apps.get_model("columns", "Draft").objects.create(
        issue=issue,
        body=newest.body if newest else "",
        facts=facts,
        saved_by=newest.saved_by if newest else None,
        saved_at=newest.saved_at if newest else timezone.now(),
    )
    if issue.status in ("approved", "scheduled"):
        # Approval now freezes a text; what was approved before that is looked at once more.
        issue.status, issue.goes_out_at = "review", None
    issue.approved = issue.live
    if issue.live and newest.number != issue.live.number and issue.status == "published":
        issue.update_stage = "draft"
    issue.save()


def _printed(issue):
    return {
        **{name: getattr(issue, name) for name in ("headline", "rubric", "standfirst", "is_trial")},
        "head_image": issue.head_image_id,
        "authors": list(issue.bylines.order_by("position", "pk").values_list("author", flat=True)),
        "topics": list(
            issue.topics.order_by("position", "pk").values("label", "question", "section")
        ),
    }


class Migration(migrations.Migration):
    dependencies = [
        ("columns", "0005_newsroom"),
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
