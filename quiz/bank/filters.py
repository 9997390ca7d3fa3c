"""Which questions are wanted: the filters of the list, and what a new question is to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Section

from .facility import Band
from .forms import BETWEEN
from .lint import BANK_CHECKS, ERROR, QUESTION_CHECKS
from .models import KIND_CHOICES, Difficulty, Level, Material, Question, Tag, Verb
from .queries import ANY, NOTHING
from .typed import plain

FURTHER = ("kind", "level", "difficulty", "tag", "lint", "facility")
ALL = ("", _("All"))
LINT = ((ERROR, _("Has errors")), (ANY, _("Has errors or warnings")), (NOTHING, _("Nothing found")))


class TagField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A tag by its name; what can be nobody's name does not reach the database."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value) if isinstance(value, str) else value)


class SearchField(forms.CharField):
    """Words to look for; of a whole page that was pasted, the beginning."""

    LONGEST = 100

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "")[: self.LONGEST]


class FilterForm(forms.Form):
    """The filters in the address. A value that is none is as good as no filter."""

    q = SearchField(label=_("Search"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.select_related("lecture"), label=_("Section"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *KIND_CHOICES])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[ALL, *Level.choices])
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False, choices=[ALL, *Difficulty.choices])
    tag = TagField(Tag.objects.all(), label=_("Tag"), required=False, to_field_name="name", empty_label=_("All"))
    lint = forms.ChoiceField(label=_("Check"), required=False, choices=[ALL, *LINT])
    facility = forms.ChoiceField(label=_("Share right"), required=False, choices=[ALL, *Band.choices])
    status = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s")
        code = data.get("lint")
        if code in QUESTION_CHECKS or code in BANK_CHECKS:  # come from the lint's page; too many to choose from here
            self.fields["lint"].choices = [ALL, *LINT, (code, code)]  # type: ignore[attr-defined]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self["q"], self["section"]]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FURTHER]

    @property
    def narrowed(self) -> bool:
        """Whether any of the further filters is set."""
        return any(self.cleaned_data.get(name) for name in FURTHER)

    def wishes(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewQuestionForm(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.select_related("lecture"),
        label=_("Section"),
        empty_label=None,
        error_messages={"required": _("Choose the section."), "invalid_choice": _("There is no such section.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=KIND_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind."), "invalid_choice": _("There is no such kind of question.")},
    )
    material = forms.ModelChoiceField(
        Material.objects.select_related("lecture"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The material is gone.")},
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        section, material = said.get("section"), said.get("material")
        if section and material and section.lecture != material.lecture:
            self.add_error("section", _("The material belongs to another lecture."))
        return said


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def clean(self, value: Any) -> Any:
        if any(len(number) > 17 for number in value or ()):  # more than a row's number can have
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class BatchForm(forms.Form):
    """What to do with the chosen rows of the list."""

    do = forms.ChoiceField(choices=Verb)
    chosen = RowsField(
        Question.objects.filter(current__isnull=False).select_related("current"),
        error_messages={"required": _("Tick the questions first."), "invalid_choice": _("A question is gone.")},
    )
    tag = forms.CharField(
        max_length=Tag.LONGEST,
        required=False,
        error_messages={"max_length": _("A tag has at most %(limit_value)d characters.")},
    )

    def clean_tag(self) -> str:
        tag = "".join(BETWEEN.split(self.cleaned_data["tag"]))
        if not tag and self.cleaned_data.get("do") in (Verb.TAG, Verb.UNTAG):
            raise forms.ValidationError(_("Write the tag beside the button."))
        return tag
