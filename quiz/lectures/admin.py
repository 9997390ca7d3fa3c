from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from quiz.people.admin_site import Table

from .models import KeyPoint, Lecture, RelatedSection, Section


@admin.register(Lecture)
class LectureAdmin(Table):
    list_display = ["title", "slug", "language", "target"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["slug"] if obj else []  # the content folder finds its lecture by it


class KeyPointInline(admin.TabularInline):
    model = KeyPoint
    extra = 0


class RelatedSectionInline(admin.TabularInline):
    model = RelatedSection
    fk_name = "section"
    extra = 0
    autocomplete_fields = ["other"]


@admin.register(Section)
class SectionAdmin(Table):
    list_display = ["heading", "lecture", "parent"]
    list_filter = ["lecture"]
    list_select_related = ["lecture", "parent"]
    search_fields = ["number", "title"]
    autocomplete_fields = ["parent"]
    inlines = [KeyPointInline, RelatedSectionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["lecture", "number"] if obj else []  # the content file finds its section by them
