"""Django's own admin site for the rarely used tables, made part of the house.

It has no sign-in, sign-out or password page of its own; it does not exist for anybody but administrators; what is
changed in it goes into the audit log; tables that record the past can be looked at and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from .models import AuditEntry
from .views import sign_out


class TablesSite(admin.AdminSite):
    site_header = site_title = index_title = _("Tables")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(checked, view)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: Any, extra_context: object = None) -> Any:
        return sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: object = None) -> Any:
        return redirect("people:password")


class Table(admin.ModelAdmin):
    """A table that may be edited; each change is in the audit log."""

    def _record(self, verb: str, request: Any, row: Model, message: Any = "") -> None:
        subject = f"{row._meta.label} {row.pk} {row}"
        AuditEntry.record(f"table.{verb}", subject, by=request.user, at=timezone.now(), message=message)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record("add", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._record("change", request, obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        for row in queryset:
            self._record("delete", request, row)
        return super().log_deletions(request, queryset)


class ViewOnly:
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ViewOnlyTable(ViewOnly, admin.ModelAdmin):
    """A table whose rows are added by what they record and never changed."""

    actions = None


class ViewOnlyInline(ViewOnly, admin.TabularInline):
    extra = 0
    can_delete = False
