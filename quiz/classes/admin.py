from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Field, ManyToManyField, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.people.access import SignedInRequest
from quiz.people.admin_site import Table
from quiz.people.models import Role, User

from .models import Enrolment, Quiz, TrainingClass


class EnrolmentInline(admin.TabularInline):
    """Who leaves gets a date and keeps the attempts."""

    model = Enrolment
    extra = 0
    can_delete = False
    autocomplete_fields = ["trainee"]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "trainee":  # the links beside the box would make each row three times as high
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field


@admin.register(TrainingClass)
class TrainingClassAdmin(Table):
    list_display = ["name", "starts_on", "ends_on"]
    search_fields = ["name"]
    filter_horizontal = ["organisers", "lectures"]
    inlines = [EnrolmentInline]
    actions = ["open_quizzes"]

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organisers":
            kwargs["queryset"] = User.objects.filter(role=Role.ORGANISER)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.action(description=gettext_lazy("Open a quiz for every section of their lectures"))
    def open_quizzes(self, request: SignedInRequest, classes: QuerySet[TrainingClass]) -> None:
        now = timezone.now()
        made = [
            quiz
            for training_class in classes
            for lecture in training_class.lectures.all()
            for quiz in training_class.give(lecture, by=request.user, at=now)
        ]
        messages.success(request, _("Quizzes opened: %(number)d.") % {"number": len(made)})


@admin.register(Quiz)
class QuizAdmin(Table):
    list_display = ["title", "training_class", "published_at", "opens_at", "closes_at"]
    list_filter = ["training_class", "mode"]
    list_select_related = ["training_class"]
    search_fields = ["title"]
    filter_horizontal = ["sections"]
