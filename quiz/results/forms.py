"""What an organiser fills in: marks by criterion, with a comment and, for a change, its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quiz.attempts.models import Response
from quiz.bank.kinds import Row
from quiz.bank.kinds.written import worths
from quiz.classes.fields import SAID, plain

OTHER = "other"


@dataclass(frozen=True)
class Criterion:
    """A criterion with its fields and what it is worth here, hundredths."""

    row: Row
    worth: int
    choice: forms.BoundField
    other: forms.BoundField


class OtherMarks(forms.DecimalField):
    """Marks that no button offers; full-width digits are digits."""

    default_error_messages = SAID | {
        "invalid": gettext_lazy("Write a number, for example 2 or 0.5."),
        "max_decimal_places": gettext_lazy("Write at most two decimals."),
    }

    def clean(self, value: Any) -> Any:
        return super().clean(plain(value))


class MarkForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    comment = forms.CharField(
        label=gettext_lazy("Comment for the trainee"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(label=gettext_lazy("Why the marks are changed"), max_length=200, required=False)

    def __init__(self, data: QueryDict | None, response: Response) -> None:
        self.newest = response.marking
        self.rows = response.item.rows
        self.worth = worths(response.item, response.points)
        own = sum(row.marks or 0 for row in self.rows)
        # (for how many marks the author wrote it, how many it is worth here), if that is not the same
        self.scaled = () if own == response.points else (f"{own / 100:g}", f"{response.points / 100:g}")
        super().__init__(data, initial=self._initial(), use_required_attribute=False)
        for number, worth in enumerate(self.worth, start=1):
            choices = [(str(marks), f"{marks / 100:g}") for marks in _quick(worth)]
            self.fields[f"criterion-{number}"] = forms.ChoiceField(
                choices=[*choices, (OTHER, _("other"))], required=False, widget=forms.RadioSelect
            )
            self.fields[f"other-{number}"] = OtherMarks(
                min_value=0,
                max_value=Decimal(worth) / 100,
                decimal_places=2,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        if self.newest is None:
            del self.fields["reason"]

    def _initial(self) -> dict[str, Any]:
        if self.newest is None:
            return {"seen": 0}
        said: dict[str, Any] = {"seen": self.newest.number, "comment": self.newest.comment}
        for number, (marks, worth) in enumerate(zip(self.newest.criteria, self.worth, strict=False), start=1):
            quick = marks in _quick(worth)
            said[f"criterion-{number}"] = str(marks) if quick else OTHER
            said[f"other-{number}"] = None if quick else f"{marks / 100:g}"
        return said

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["criteria"] = [self._given(said, number) for number in range(1, len(self.worth) + 1)]
        if "reason" in self.fields and not said.get("reason"):
            self.add_error("reason", _("Say why; the log keeps the old marks and the reason."))
        return said

    def _given(self, said: dict[str, Any], number: int) -> int | None:
        """The hundredths for one criterion: what was typed, else what was ticked."""
        name, ticked, typed = f"criterion-{number}", said.get(f"criterion-{number}"), said.get(f"other-{number}")
        if {name, f"other-{number}"} & set(self.errors):
            return None
        if typed is not None and ticked not in ("", OTHER, str(int(typed * 100))):
            self.add_error(name, _("Two different marks are given here; leave one."))
        elif typed is None and ticked in ("", OTHER):
            self.add_error(name, _("Give marks for this criterion, 0 if nothing is met."))
        elif typed is not None:
            return int(typed * 100)
        else:
            return int(ticked or 0)
        return None

    @property
    def criteria(self) -> Iterator[Criterion]:
        for number, (row, worth) in enumerate(zip(self.rows, self.worth, strict=True), start=1):
            yield Criterion(row, worth, self[f"criterion-{number}"], self[f"other-{number}"])


def _quick(worth: int) -> list[int]:
    """Full, half and no marks, each once."""
    return sorted({worth, (worth + 1) // 2, 0}, reverse=True)
