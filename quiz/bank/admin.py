"""Questions are written in the editor, which adds a revision; here their tables can only be looked at."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse

from quiz.people.admin_site import Table, ViewOnlyInline, ViewOnlyTable

from .models import Material, Option, Question, Revision, Tag


@admin.register(Question)
class QuestionAdmin(ViewOnlyTable):
    list_display = ["key", "section", "kind", "status"]
    list_filter = ["status", "kind", "lecture"]
    list_select_related = ["section"]
    search_fields = ["key", "current__stem"]

    def view_on_site(self, obj: Question) -> str:
        return reverse("bank:question_edit", args=[obj.pk])


class OptionInline(ViewOnlyInline):
    model = Option


@admin.register(Revision)
class RevisionAdmin(ViewOnlyTable):
    list_display = ["question", "number", "change", "note", "origin", "created_by", "created_at"]
    list_filter = ["change", "origin"]
    list_select_related = ["question", "created_by"]
    search_fields = ["question__key", "stem"]
    date_hierarchy = "created_at"
    inlines = [OptionInline]


@admin.register(Option)
class OptionAdmin(ViewOnlyTable):
    list_display = ["revision", "position", "text", "correct"]
    list_select_related = ["revision"]
    search_fields = ["revision__question__key", "text"]


@admin.register(Material)
class MaterialAdmin(ViewOnlyTable):
    """Each revision keeps its own copy of the text: a change here would not reach a single question."""

    list_display = ["key", "title", "lecture"]
    list_select_related = ["lecture"]
    search_fields = ["key", "title", "text"]


@admin.register(Tag)
class TagAdmin(Table):
    search_fields = ["name"]
