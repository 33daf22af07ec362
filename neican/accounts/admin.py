"""Users in the admin: who they are, which roles they have."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from neican.accounts.models import User
from neican.accounts.roles import Role

ROLE_NAMES = dict(Role.choices)


class NewUserForm(UserCreationForm):
    """Address and name; the password fields come from Django."""

    class Meta:
        model = User
        fields = ("email", "display_name")


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """Accounts; only superusers hand out roles."""

    form = UserChangeForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    ordering = ("-joined_at",)
    list_display = ("display_name", "email", "role_names", "is_active", "joined_at")
    list_filter = ("groups", "is_active", "is_staff")
    search_fields = ("email", "display_name", "phone")
    readonly_fields = ("joined_at", "last_login")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "display_name", "phone", "password")}),
        (_("角色"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("时间"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "display_name", "password1", "password2")}),)

    @admin.display(description=_("角色"))
    def role_names(self, user: User) -> str:
        """The roles in words."""
        return "、".join(str(ROLE_NAMES.get(g.name, g.name)) for g in user.groups.all())

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        """A new address is the only key from then on, and has to be proved by its owner."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()
            EmailAddress.objects.create(user=obj, email=obj.email, primary=True, verified=False)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        if request.user.is_superuser:
            return fields
        return (*fields, "is_staff", "is_superuser", "groups")

    def has_change_permission(self, request: Any, obj: User | None = None) -> bool:
        """Only superusers touch colleagues: a new password or address would be another's desk."""
        is_colleague = obj is not None and (obj.is_staff or obj.is_superuser)
        if is_colleague and not request.user.is_superuser:
            return False
        return bool(super().has_change_permission(request, obj))

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return RolesField(queryset=Group.objects.order_by("pk"), required=False, label=_("角色"))


class RolesField(forms.ModelMultipleChoiceField):
    """Groups, shown by their role's name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(ROLE_NAMES.get(obj.name, obj.name))


admin.site.unregister(Group)
