"""Form fields of this room: marks, moments, whole numbers, and the rows of a blueprint and of grade bands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quiz.bank.kinds import KINDS
from quiz.bank.models import KIND_CHOICES, Difficulty, Level

PROGRAM_MARKED = [(kind.name, kind.label) for kind in KINDS.values() if kind.objective]
REQUIRED: dict[str, Any] = {"required": _("Please fill this in.")}
SAID: dict[str, Any] = REQUIRED | {
    "min_value": _("Write %(limit_value)s or more."),
    "max_value": _("Write %(limit_value)s or less."),
}
MOST_RULES, MOST_BANDS, SPARE = 20, 8, 3


def plain(value: Any) -> Any:
    """What was typed with its full-width digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


class MarksField(forms.DecimalField):
    """Marks as people write them (`2`, `0.5`), hundredths inside."""

    default_error_messages = SAID | {
        "invalid": _("Write a number, for example 2 or 0.5."),
        "max_decimal_places": _("Write at most two decimals."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(min_value=Decimal("0.01"), max_value=1000, decimal_places=2, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        marks = super().clean(plain(value))
        return None if marks is None else int(marks * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:g}" if isinstance(value, int) else value


class NumberField(forms.IntegerField):
    default_error_messages = SAID | {"invalid": _("Write a whole number.")}

    def __init__(self, least: int = 1, most: int = 1000, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(
            min_value=least, max_value=most, required=kwargs.pop("required", False), widget=widget, **kwargs
        )

    def clean(self, value: Any) -> Any:
        return super().clean(plain(value))


class MomentField(forms.DateTimeField):
    """A day and a time to the minute, in the zone of the installation; near enough to be reckoned with."""

    default_error_messages = SAID | {"invalid": _("Write day and time, for example 2026-12-01 09:00.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=kwargs.pop("required", False), widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(plain(value))

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment and not 2000 <= moment.year <= 2100:
            raise forms.ValidationError(_("Write a year from 2000 to 2100."))
        return moment


class DrawRuleForm(forms.Form):
    """A line of the blueprint. How many: 0 takes the line away; an empty line is none."""

    section = forms.TypedChoiceField(label=_("Section"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)
    count = NumberField(label=_("How many"), least=0, most=200)

    def __init__(
        self, *args: Any, sections: Sequence[tuple[int, str]] = (), written: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "section": sections,
            "kind": KIND_CHOICES if written else PROGRAM_MARKED,
            "level": Level.choices,
            "difficulty": Difficulty.choices,
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("any")), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "count" in said and said["count"] is None and any(said.get(name) for name in said):
            self.add_error("count", _("Say how many; 0 takes this line away."))
        return said


class BandForm(forms.Form):
    name = forms.CharField(label=_("Band"), max_length=16, required=False)
    percent = NumberField(label=_("From"), least=0, most=100)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("name") and "percent" in said and said["percent"] is None:
            self.add_error("percent", _("From which score on?"))
        if said.get("percent") is not None and "name" in said and not said["name"]:
            self.add_error("name", _("How is this band called?"))
        return said


class BaseBands(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data.get("name")]
        for name in ("name", "percent"):
            values = [row[name] for row in rows]
            if len(set(values)) < len(values):
                raise forms.ValidationError(_("Two bands have the same name or the same score."))


# A form that claims a million rows is answered with a page of so many as may be, not of a thousand more.
DrawRules = forms.formset_factory(
    DrawRuleForm, extra=SPARE, max_num=MOST_RULES, absolute_max=MOST_RULES + SPARE, validate_max=True
)
Bands = forms.formset_factory(
    BandForm, formset=BaseBands, extra=SPARE, max_num=MOST_BANDS, absolute_max=MOST_BANDS + SPARE, validate_max=True
)
