"""What trainees did, to be looked at: marks and answers change only through the verbs of an attempt."""

from __future__ import annotations

from django.contrib import admin

from quiz.people.admin_site import ViewOnlyTable

from .models import Attempt, Mark, Response, ResponseEvent


@admin.register(Attempt)
class AttemptAdmin(ViewOnlyTable):
    list_display = ["quiz", "trainee", "number", "started_at", "handed_in_at", "handed_in_by", "marks"]
    list_filter = ["quiz__training_class", "handed_in_by"]
    list_select_related = ["quiz", "trainee"]
    search_fields = ["trainee__username", "trainee__name", "quiz__title"]
    date_hierarchy = "started_at"


@admin.register(Response)
class ResponseAdmin(ViewOnlyTable):
    list_display = ["attempt", "position", "revision", "outcome", "marks", "answered_at"]
    list_filter = ["outcome"]
    list_select_related = ["attempt__quiz", "attempt__trainee", "revision"]
    search_fields = ["attempt__trainee__username", "revision__question__key"]


@admin.register(ResponseEvent)
class ResponseEventAdmin(ViewOnlyTable):
    list_display = ["response", "sequence", "at"]
    list_select_related = ["response"]
    search_fields = ["response__attempt__trainee__username"]
    date_hierarchy = "at"


@admin.register(Mark)
class MarkAdmin(ViewOnlyTable):
    list_display = ["response", "number", "was", "marks", "reason", "by", "at"]
    list_select_related = ["response", "by"]
    search_fields = ["response__attempt__trainee__username", "response__revision__question__key"]
    date_hierarchy = "at"
