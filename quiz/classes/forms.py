"""The smaller forms of organisers: a new quiz, what is granted to a person or a group, what has been taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .allowances import Allowance
from .enrolments import group_order
from .fields import REQUIRED, MomentField, NumberField
from .models import TrainingClass
from .modes import Mode
from .quizzes import Quiz
from .wording import moment

MINUTES, PERCENT = "minutes", "percent"
NOT_THE_DATE = _("Choose “At a date” above for this date to hold, or empty it.")


class NewQuizForm(forms.Form):
    mode = forms.ChoiceField(label=_("Which mode?"), choices=Mode, widget=forms.RadioSelect, initial=Mode.SECTION)
    title = forms.CharField(label=_("Title"), max_length=200, error_messages=REQUIRED)


class AllowanceForm(forms.ModelForm):  # type: ignore[type-arg]
    """`whom` is a trainee (`t12`) or a group (`g一组`) of the class; extra time is in minutes or percent."""

    whom = forms.ChoiceField(label=_("For whom"), error_messages={"required": _("Please choose a person or a group.")})
    extra = NumberField(label=_("Extra time"), most=600)
    unit = forms.ChoiceField(label=_("Unit"), choices=((MINUTES, _("minutes")), (PERCENT, _("percent"))))
    opens_at = MomentField(label=_("Opens for them"))
    closes_at = MomentField(label=_("Ends for them"))
    extra_attempts = NumberField(label=_("More attempts"), most=20)
    reason = forms.CharField(label=_("Reason"), max_length=200, error_messages=REQUIRED)

    class Meta:
        model = Allowance
        fields = ["opens_at", "closes_at", "extra_attempts", "reason"]

    def __init__(
        self, data: QueryDict | None, quiz: Quiz, instance: Allowance | None = None, *, whom: str = ""
    ) -> None:
        """`whom`: who is chosen to begin with."""
        self.quiz = quiz
        allowance = instance or Allowance(quiz=quiz)
        extra = allowance.extra_percent or allowance.extra_minutes
        initial = {"whom": whom, "extra": extra, "unit": PERCENT if allowance.extra_percent else MINUTES}
        super().__init__(data, instance=allowance, initial=initial, use_required_attribute=False)
        if instance:
            del self.fields["whom"]
        else:
            self.fields["whom"].choices = _whom(quiz.training_class)  # type: ignore[attr-defined]

    def clean_whom(self) -> str:
        whom: str = self.cleaned_data["whom"]
        to, name = (whom[0], whom[1:]) if whom else ("", "")
        granted = self.quiz.allowances.filter(**({"trainee": name} if to == "t" else {"group": name}))
        if granted.exists():
            raise forms.ValidationError(_("There is an arrangement for them already; change that one."))
        self.instance.trainee_id, self.instance.group = (int(name), "") if to == "t" else (None, name)
        return whom

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        extra, percent = said.get("extra"), said.get("unit") == PERCENT
        self.instance.extra_minutes = None if percent else extra
        self.instance.extra_percent = extra if percent else None
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must lie after the opening."))
        if not self.errors and not (extra or opens or closes or said.get("extra_attempts")):
            raise forms.ValidationError(_("Say what is granted: extra time, another window or another attempt."))
        return said


def _whom(training_class: TrainingClass) -> list[Any]:
    """Groups before people, as a select shows them."""
    enrolled = training_class.enrolments.filter(left_at=None).select_related("trainee")
    people = [(f"t{one.trainee_id}", f"{one.trainee.name} {one.trainee.username}") for one in enrolled]
    groups = sorted({one.group for one in enrolled if one.group}, key=group_order)
    found: list[Any] = [("", _("Please choose"))]
    found += [(_("Groups"), [(f"g{name}", name) for name in groups])] if groups else []
    return [*found, (_("Trainees"), people)]


class TaughtForm(forms.Form):
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the sections that have been taught.")},
    )
    when = forms.ChoiceField(
        label=_("Their quizzes open"),
        choices=(("now", _("now")), ("date", _("at a date"))),
        widget=forms.RadioSelect,
        initial="now",
    )
    opens_at = MomentField(label=_("Opening date"))

    def __init__(self, data: QueryDict | None, training_class: TrainingClass, sections: dict[int, str]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.training_class = training_class
        self.fields["sections"].choices = list(sections.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("when") == "date" and not said.get("opens_at") and "opens_at" not in self.errors:
            self.add_error("opens_at", _("Give the date and time."))
        if said.get("when") == "now" and said.get("opens_at"):
            self.add_error("opens_at", NOT_THE_DATE)
        return said

    def opens(self, at: datetime) -> datetime:
        chosen: datetime = at if self.cleaned_data["when"] == "now" else self.cleaned_data["opens_at"]
        return chosen

    def fits(self, at: datetime) -> bool:
        """Whether the quizzes that would open do not close before; else the form says which one does."""
        opens = self.opens(at)
        waiting = self.training_class.quizzes.filter(
            opens_when_taught=True, closes_at__lte=opens, sections__in=self.cleaned_data["sections"]
        )
        for quiz in waiting.distinct():
            words = _("“%(title)s” ends at %(closes)s already; give it a later end first.")
            self.add_error(None, words % {"title": quiz.title, "closes": moment(quiz.closes_at or opens)})
        return not self.errors
