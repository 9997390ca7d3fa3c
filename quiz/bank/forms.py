"""The form of a question: its text, its rows, and what kind of change this is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .kinds import Item, Row
from .models import Change, Difficulty, Draft, Level, Question

SPARE_ROWS = 2


class QuestionForm(forms.Form):
    stem = forms.CharField(label=_("Question"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    explanation = forms.CharField(label=_("Explanation"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    level = forms.ChoiceField(label=_("Level"), choices=Level)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty)
    source = forms.CharField(label=_("Source, separated by spaces"), max_length=200, required=False)
    point = forms.IntegerField(label=_("Key point"), required=False, min_value=1, max_value=20)
    change = forms.ChoiceField(label=_("This change is"), choices=[c for c in Change.choices if c[0] != Change.FIRST])
    note = forms.CharField(label=_("Reason for the change"), max_length=200, required=False)

    data: QueryDict

    def __init__(self, question: Question, data: QueryDict | None = None) -> None:
        assert question.current is not None
        self.question, self.before = question, question.current.item(question.kind)
        current = question.current
        super().__init__(
            data,
            initial={
                "stem": current.stem,
                "explanation": current.explanation,
                "level": current.level,
                "difficulty": current.difficulty,
                "source": " ".join(current.source),
                "point": current.point,
                "change": Change.WORDING,
            },
        )

    @property
    def option_rows(self) -> list[Row]:
        """The rows as posted, or as they stand, with room for more."""
        rows = list(self._posted()) if self.is_bound else list(self.before.rows)
        return rows + [Row(len(rows) + n, "") for n in range(1, SPARE_ROWS + 1)] if len(rows) < 8 else rows

    def _posted(self) -> tuple[Row, ...]:
        texts, reasons = self.data.getlist("option-text"), self.data.getlist("option-reason")
        right = set(self.data.getlist("option-correct"))
        kept = [
            (text.strip(), str(number) in right, reason.strip())
            for number, (text, reason) in enumerate(zip(texts, reasons, strict=False), start=1)
            if text.strip()
        ]
        return tuple(Row(number, *row) for number, row in enumerate(kept, start=1))

    @property
    def item(self) -> Item:
        said = self.cleaned_data
        return Item(
            self.question.kind,
            said.get("stem", ""),
            self._posted(),
            said.get("explanation", ""),
            self.before.settings,
            self.before.material,
        )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for problem in self.question.behaviour.check(self.item):
            if problem.where[:1] == ("rows",) and len(problem.where) > 1:
                where = _("Option %(number)s: %(message)s") % {"number": problem.where[1], "message": problem.message}
                self.add_error(None, where)
            elif problem.code != "stem-missing":
                self.add_error(None, str(problem.message))
        behaviour = self.question.behaviour
        if said.get("change") == Change.WORDING and behaviour.decides(self.item) != behaviour.decides(self.before):
            self.add_error("change", _("You changed which option is correct. Choose “Key” or undo that."))
        return said

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(
            self.item,
            level=said["level"],
            difficulty=said["difficulty"],
            source=said["source"].split(),
            point=said["point"],
            change=said["change"],
            note=said["note"],
        )
