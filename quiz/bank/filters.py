"""Which questions are wanted: the filters of the list, and what a new question is to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Section

from .models import KIND_CHOICES, Difficulty, Level


class FilterForm(forms.Form):
    """The filters in the address. A value that is none is as good as no filter."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    section = forms.ModelChoiceField(Section.objects.select_related("lecture"), label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)
    status = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s")
        for name, choices in (("kind", KIND_CHOICES), ("level", Level.choices), ("difficulty", Difficulty.choices)):
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        self.fields["section"].empty_label = _("All")  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, Any]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NewQuestionForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.select_related("lecture"), label=_("Section"), empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES, widget=forms.RadioSelect)
