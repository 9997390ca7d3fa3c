"""The form of a quiz's rules. Marks are typed as marks, moments to the minute; the rows come with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quiz.bank.models import KIND_CHOICES
from quiz.lectures.models import Section
from quiz.people.models import AuditEntry, User

from .fields import REQUIRED, Bands, DrawRules, MarksField, MomentField, NumberField
from .forms import NOT_THE_DATE
from .modes import COUNTED, Release
from .quizzes import Quiz
from .rows import PLAIN, plain, snapshot, write
from .sittings import give_time

OPENING = (
    ("now", _("As soon as it is published")),
    ("date", _("At a date")),
    ("taught", _("When its sections are marked as taught")),
)
# Study (practice, memorising) knows no more than this.
STUDY = {"title", "sections", "paper", "draw_count", "shuffle_questions", "shuffle_options"}
STUDY |= {"opening", "opens_at", "closes_at"}
# The first two parts of the page; each ends with rows of its own.
DRAWING = ("title", "sections", "paper", "draw_count", "shuffle_questions", "shuffle_options")
MARKING = ("points", "multiple_rule", "option_marks", "pass_percent")
RELEASES = ("score_release", "key_release", "explanation_release")
AT_ONCE = Release.ANSWER.value  # in study only; see the constraint of the table


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one section.")},
    )
    draw_count = NumberField(label=_("Questions in a paper"), most=500)
    points = MarksField(label=_("Marks a question"))
    option_marks = MarksField(label=_("Marks a right option"))
    pass_percent = NumberField(label=_("Pass mark"), least=0, most=100, required=True)
    opening = forms.ChoiceField(label=_("Opens"), choices=OPENING, widget=forms.RadioSelect)
    opens_at = MomentField(label=_("Opening date"))
    closes_at = MomentField(label=_("Ends"))
    time_limit = NumberField(label=_("Time limit"), most=1440)
    latest_entry = NumberField(label=_("Latest entry"), most=1440)
    max_attempts = NumberField(label=_("Attempts allowed"), most=100)

    class Meta:
        model = Quiz
        fields = [name for name in PLAIN if name != "opens_when_taught"]
        labels = {"title": _("Title")}
        error_messages = {"title": REQUIRED}
        widgets = {"paper": forms.RadioSelect, "notes": forms.Textarea(attrs={"rows": 5})}

    instance: Quiz

    def __init__(self, data: QueryDict | None, quiz: Quiz) -> None:
        self.before = snapshot(quiz)
        self.counted = quiz.mode in COUNTED
        super().__init__(data, instance=quiz, use_required_attribute=False, initial=self._initial(quiz))
        offered = [(section.pk, section.heading) for section in _sections(quiz)]
        self.fields["sections"].choices = offered  # type: ignore[attr-defined]
        for kind, label in KIND_CHOICES:
            self.fields[f"points_{kind}"] = MarksField(label=label, required=False)
        for name in RELEASES:
            self.fields[name].choices = [one for one in Release.choices if one[0] != AT_ONCE]  # type: ignore[attr-defined]
        for name in [] if self.counted else set(self.fields) - STUDY:
            del self.fields[name]
        said = {"sections": offered, "written": self.counted}
        self.rules = DrawRules(data, prefix="rule", initial=self.before["draw_rules"], form_kwargs=said)
        self.bands = Bands(data if self.counted else None, prefix="band", initial=self.before["bands"])

    def _initial(self, quiz: Quiz) -> dict[str, Any]:
        opening = "taught" if quiz.opens_when_taught else "date" if quiz.opens_at else "now"
        worth = {f"points_{kind}": points for kind, points in self.before["kind_points"].items()}
        return {"sections": self.before["sections"], "opening": opening, **worth}

    def is_valid(self) -> bool:
        rows = self.rules.is_valid() and (not self.counted or self.bands.is_valid())
        return super().is_valid() and rows

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for name in ("opens_at", "closes_at"):
            old = self.before[name]
            if old and said.get(name) == old.replace(second=0, microsecond=0):
                said[name] = old  # not touched: the form shows no seconds
        self._clean_opening(said)
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must lie after the opening."))
        return said

    def _clean_opening(self, said: dict[str, Any]) -> None:
        opening = said.get("opening")
        if opening == "date" and not said.get("opens_at") and "opens_at" not in self.errors:
            self.add_error("opens_at", _("Give the date and time, or choose another opening."))
        if opening != "date" and said.get("opens_at") not in (None, self.before["opens_at"]):
            self.add_error("opens_at", NOT_THE_DATE)
        if opening == "now":
            said["opens_at"] = None
        if opening == "taught":
            said["opens_at"] = self.before["opens_at"] if self.before["opens_when_taught"] else None
        self.instance.opens_when_taught = opening == "taught"

    @property
    def base(self) -> str:
        """Names the rules as they are stored, so that a form that shows older ones is known."""
        return hashlib.sha256(repr(sorted(self.before.items())).encode()).hexdigest()[:16]

    @property
    def is_outdated(self) -> bool:
        """Whether somebody has saved other rules since the page with this form was made."""
        return bool(self.data.get("base", self.base) != self.base)

    @property
    def after(self) -> dict[str, Any]:
        """What is said, in the shape of `before`; ask when the form is valid."""
        said, after = self.cleaned_data, {**self.before, **plain(self.instance)}
        after["sections"] = sorted(said["sections"])
        after["draw_rules"] = [row for form in self.rules.forms if (row := form.cleaned_data).get("count")]
        if self.counted:
            after["bands"] = [row for form in self.bands.forms if (row := form.cleaned_data).get("name")]
            worth = {kind: said[f"points_{kind}"] for kind, _label in KIND_CHOICES}
            after["kind_points"] = {kind: points for kind, points in worth.items() if points}
        return after

    @property
    def changed(self) -> set[str]:
        after = self.after
        return {name for name, value in self.before.items() if after[name] != value}

    @transaction.atomic
    def keep(self, *, by: User, at: datetime) -> None:
        """Store the rules and do what follows from them."""
        quiz, changed, after = self.instance, self.changed, self.after
        if not changed:
            return
        write(quiz, after, changed)
        quiz.follow_teaching()
        if quiz.published_at:
            quiz.settle_paper()
        give_time(quiz, at)
        said = {name: [str(self.before[name]), str(after[name])] for name in sorted(changed)}
        AuditEntry.record("quiz.change", quiz.title, by=by, at=at, quiz=quiz.pk, changed=said)

    @property
    def chosen_sections(self) -> list[str]:
        """The names of the sections as stored."""
        return [name for pk, name in self.fields["sections"].choices if pk in self.before["sections"]]  # type: ignore[attr-defined]

    @property
    def kind_points(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("points_")]

    @property
    def releases(self) -> list[forms.BoundField]:
        return [self[name] for name in RELEASES]

    def summary(self) -> Iterator[tuple[str, str]]:
        """Every error, with the name of its field and the id of where it is, in the order of the page."""
        drawing = [name for name in self.errors if name in DRAWING or name not in self.fields]
        marking = [name for name in self.errors if name in MARKING or name.startswith("points_")]
        yield from self._said_of(drawing)
        yield from _said_of_rows(self.rules)
        yield from self._said_of(marking)
        yield from _said_of_rows(self.bands)
        yield from self._said_of([name for name in self.errors if name not in {*drawing, *marking}])

    def _said_of(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        for name in names:
            yield from ((f"field-{name}", _named(self, name, error)) for error in self.errors[name])


def _said_of_rows(rows: forms.BaseFormSet) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    yield from ((f"{rows.prefix}s", str(error)) for error in rows.non_form_errors())
    for form in rows.forms:
        for name, errors in form.errors.items():
            yield from ((f"id_{form.prefix}-{name}", _named(form, name, error)) for error in errors)


def _named(form: forms.BaseForm, name: str, error: object) -> str:
    if name not in form.fields:
        return str(error)
    return gettext("%(field)s: %(error)s") % {"field": form.fields[name].label, "error": error}


def _sections(quiz: Quiz) -> list[Section]:
    """The sections of the class's lectures and whatever the quiz has besides, in reading order."""
    offered = Section.objects.filter(lecture__in=quiz.training_class.lectures.all()) | quiz.sections.all()
    return list(offered.distinct().order_by("lecture", "position"))
