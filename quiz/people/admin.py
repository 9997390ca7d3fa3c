from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .admin_site import Table, ViewOnlyTable
from .models import AuditEntry, User
from .passwords import unlock

admin.site.unregister(Group)  # a person has one role; groups and permissions are not used


class InitialPasswordForm(AdminPasswordChangeForm):
    """A password that somebody else chose holds until the next sign-in; a lock after wrong ones ends."""

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        unlock(self.user)
        user: User = super().save(commit)
        return user


@admin.register(User)
class PersonAdmin(Table, UserAdmin):
    list_display = ["username", "name", "role", "mobile", "is_active", "last_login"]
    list_filter = ["role", "is_active", "must_change_password"]
    search_fields = ["username", "name", "mobile"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "mobile", "name", "password"]}),
        (_("Access"), {"fields": ["role", "is_active", "must_change_password"]}),
        (_("Settings"), {"fields": ["text_size", "theme", "language"]}),
        (_("Dates"), {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "mobile", "name", "role", "password1", "password2"]})]
    add_form_template = None  # its sentence on top says nothing that helps
    change_password_form = InitialPasswordForm

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        # Nobody locks himself out, and with that the last administrator stays.
        own = ["role", "is_active", "must_change_password"] if obj == request.user else []
        return ["joined_at", "last_login", *own]

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        if not change:
            obj.must_change_password = True
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has left may not sign in any more; what he did stays."""
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ViewOnlyTable):
    list_display = ["at", "actor", "verb", "subject"]
    list_filter = ["verb"]
    list_select_related = ["actor"]
    search_fields = ["subject", "actor__username", "actor__name"]
    date_hierarchy = "at"
