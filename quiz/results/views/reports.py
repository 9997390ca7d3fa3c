"""The organiser's pages, for reading only.

What the clock has ended is handed in before it is looked at, as everywhere; nothing else is ever written here, but for
the log of who took a workbook out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quiz.attempts.models import Attempt
from quiz.classes.models import Enrolment, TrainingClass
from quiz.people.access import SignedInRequest, organiser_only
from quiz.people.models import AuditEntry
from quiz.results import queries
from quiz.results.board import SHOWN, SORTS
from quiz.results.reminder import missing as who_is_missing
from quiz.results.reminder import reminder
from quiz.results.report import rates
from quiz.results.statistics import PASS_LINE
from quiz.results.tables import TYPE, written

from .mine import mine, page


def _one_of(choices: tuple[str, ...], wish: str) -> str:
    return wish if wish in choices else choices[0]


@dataclass(frozen=True)
class Group:
    """Whom a page is about: a group of the class, or everybody (then without a name)."""

    name: str
    trainees: list[Enrolment]
    choices: list[tuple[str, str, int]]  # (name, what is said, how many), everybody first

    def of(self, class_name: str) -> str:
        return " · ".join(filter(None, (class_name, self.name)))


def _group(request: SignedInRequest, training_class: TrainingClass) -> Group:
    """The group that the address asks for; a name that no group has is everybody."""
    everybody = queries.enrolments(training_class)
    groups = queries.groups(everybody)
    name = _one_of(("", *dict(groups)), request.GET.get("group", ""))
    choices = [("", _("Everybody"), len(everybody)), *((one, one, size) for one, size in groups)]
    return Group(name, [one for one in everybody if name in ("", one.group)], choices)


@require_GET
@organiser_only
def class_list(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    Attempt.objects.filter(quiz__training_class__organisers=request.user).hand_in_overdue(now - settings.ANSWER_GRACE)
    context = {"classes": queries.classes_of(request.user, now), "tab": "classes"}
    return render(request, "results/class_list.html", context)


@require_GET
@organiser_only
def class_board(request: SignedInRequest, class_id: int) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    group = _group(request, training_class)
    sort = _one_of(SORTS, request.GET.get("sort", ""))
    shown = _one_of(SHOWN, request.GET.get("shown", ""))
    board = queries.board(training_class, now, group.trainees, shown=shown)
    context: dict[str, Any] = {
        "reminder": reminder(board, group.of(training_class.name)),
        "board": board,
        "group": group,
        "sort": (sort, _sorts()),
        "shown": (shown, _shown()),
        "pass_line": PASS_LINE,
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
    }
    board.sort(sort)
    return page(request, "class_board.html", training_class, now, "board", **context)


@require_GET
@organiser_only
def workbook(request: SignedInRequest, class_id: int) -> HttpResponse:
    """All results as a file for Excel. It leaves the site with names in it, so the log says who took it."""
    now = timezone.now()
    training_class = mine(request, class_id, now)
    file = written(queries.workbook(training_class, now, by=request.user))
    AuditEntry.record("class.take_out", training_class.name, by=request.user, at=now, training_class=training_class.pk)
    name = f"{training_class.name}-{timezone.localdate(now):%Y%m%d}.xlsx"
    return HttpResponse(
        file,
        content_type=TYPE,
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"},
    )


def _sorts() -> list[tuple[str, str]]:
    return [
        ("number", _("Order: number")),
        ("mean", _("Order: mean, lowest first")),
        ("missing", _("Order: missing, most first")),
    ]


def _shown() -> list[tuple[str, str]]:
    return [
        ("counted", _("Show: the attempt that counts")),
        ("best", _("Show: best attempt")),
        ("first", _("Show: first attempt")),
    ]


@require_GET
@organiser_only
def missing(request: SignedInRequest, class_id: int) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    group = _group(request, training_class)
    board = queries.board(training_class, now, group.trainees)
    found = [(entry, entry.takeable) for entry in who_is_missing(board)]
    sections = [(entry, takeable.text(group.of(training_class.name)) if takeable else "") for entry, takeable in found]
    return page(request, "missing.html", training_class, now, "missing", board=board, group=group, sections=sections)


def _report(request: SignedInRequest, class_id: int, quiz_id: int | None) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    group = _group(request, training_class)
    firsts = queries.board(training_class, now, group.trainees, shown="first")
    found = rates(firsts)
    lowest = found[0].column.quiz.pk if found else None
    column = next((column for column in firsts.columns if column.quiz.pk == (quiz_id or lowest)), None)
    if quiz_id and column is None:
        raise Http404
    report = queries.section_report(firsts, column) if column else None
    context: dict[str, Any] = {"rates": found, "report": report, "board": firsts, "one": quiz_id is not None}
    context |= {"pass_line": PASS_LINE, "group": group}
    return page(request, "section_report.html", training_class, now, "sections", **context)


@require_GET
@organiser_only
def section_list(request: SignedInRequest, class_id: int) -> HttpResponse:
    """All sections from the lowest; on a wide screen with the report of the lowest beside them."""
    return _report(request, class_id, None)


@require_GET
@organiser_only
def section_report(request: SignedInRequest, class_id: int, quiz_id: int) -> HttpResponse:
    return _report(request, class_id, quiz_id)


@require_GET
@organiser_only
def trainee(request: SignedInRequest, class_id: int, trainee_id: int) -> HttpResponse:
    now = timezone.now()
    training_class = mine(request, class_id, now)
    enrolments = training_class.enrolments.select_related("trainee")
    enrolment = get_object_or_404(enrolments, trainee=trainee_id)
    report = queries.trainee_report(training_class, enrolment, now)
    return page(request, "trainee.html", training_class, now, enrolment=enrolment, report=report)
