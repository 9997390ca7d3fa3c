"""The form in which a question is written: its fields, its rows, and every error where it belongs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Section

from .choices import MOST_TAGS
from .editing import Seen
from .kinds import Item, Kind, Problem
from .kinds.base import Column
from .models import Change, Difficulty, Draft, Level, Revision, Tag
from .pictures import missing
from .typed import TypedRow, act, at_least, first_rows, plain, row_name, typed_item, typed_rows

CHANGES = [(change.value, change.label) for change in Change if change != Change.FIRST]
REASON_MISSING = _("Say why: marks may change, and trainees may ask.")
SHOWN = ("base", "section_seen", "tags_seen")  # what the page says of itself, not what was typed
BETWEEN = re.compile(r"[\s,;，；、]+")
ABOVE_ROWS = ("section", "level", "difficulty", "stem")  # on the page; the others follow the rows


@dataclass(frozen=True)
class Cell:
    column: Column
    id: str
    value: str
    errors: list[str]


@dataclass(frozen=True)
class ShownRow:
    number: int
    name: str
    correct: bool
    cells: list[Cell]


class QuestionForm(forms.Form):
    """One question. `typed` fills it with what was posted, unchecked: rows were moved, nothing is being saved.

    `revision` is the one being edited, None for a new question.
    """

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)
    section_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tags_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Section"), empty_label=None)
    level = forms.ChoiceField(label=_("Level"), choices=Level)
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=Difficulty)
    stem = forms.CharField(label=_("Question"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    explanation = forms.CharField(
        label=_("Explanation"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the explanation: what is right, and why.")},
    )
    point = forms.TypedChoiceField(label=_("Key point"), coerce=int, empty_value=None, required=False)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    tags = forms.CharField(label=_("Tags"), max_length=400, required=False)
    change = forms.ChoiceField(label=_("This change is"), choices=CHANGES)
    note = forms.CharField(label=_("Reason for the change"), max_length=200, required=False)

    data: QueryDict

    def __init__(
        self,
        kind: Kind,
        section: Section,
        data: QueryDict | None = None,
        *,
        revision: Revision | None = None,
        typed: QueryDict | None = None,
        tags: Iterable[str] = (),
        material: str = "",
    ) -> None:
        data, typed = (said and _without_stale_point(said, section) for said in (data, typed))
        self.kind, self.origin, self.revision, self.focus = kind, section, revision, 0
        self.material = revision.material if revision else material
        self.typed = data if typed is None else typed
        self.before = revision.item(kind.name) if revision else None
        self.row_errors: dict[tuple[int, str], list[str]] = defaultdict(list)
        names = " ".join(tags)
        initial = {"tags": names, "tags_seen": names, "section_seen": section.pk} | _initial(
            kind, section, revision, typed
        )
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.rows = self._first_rows()
        for one in kind.settings:
            self.fields[f"setting_{one.name}"] = _setting_field(one)
        self._choices(section)
        if revision is None:
            for name in ("change", "note", "section_seen", "tags_seen"):
                del self.fields[name]

    def _first_rows(self) -> list[TypedRow]:
        if self.typed is not None:
            return typed_rows(self.kind, self.typed)
        if self.before:
            return at_least(self.kind, [TypedRow.of(row) for row in self.before.rows])
        return first_rows(self.kind)

    def _choices(self, section: Section) -> None:
        """The sections of the lecture, and the key points of the chosen one."""
        sections = section.lecture.sections.all()
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        typed = self.typed.get("section", "") if self.typed else ""
        other = typed.isdecimal() and len(typed) < 18 and typed != str(section.pk)
        moved = sections.filter(pk=typed).first() if other else None
        self.place = moved or section
        points = [(point.number, f"{point.number}. {point.text}") for point in self.place.points.all()]
        self.fields["point"].choices = [("", _("None")), *points]  # type: ignore[attr-defined]

    def act(self, action: str) -> QuestionForm:
        """This form, its rows changed by `action` (see `typed.act`)."""
        self.rows, self.focus = act(self.kind, self.rows, action)
        return self

    @property
    def item(self) -> Item:
        """The question as it stands in the form, sound or not."""
        if self.typed is None and self.before:
            return self.before
        return typed_item(self.kind, self.typed or QueryDict(), self.rows, self.material)

    def changed_from(self, untouched: QuestionForm) -> bool:
        """Whether what was typed is not what the page shows to begin with."""
        mine, theirs = ([row.as_row(self.kind, 0) for row in form.rows] for form in (self, untouched))
        if mine != theirs:
            return True
        typed = self.typed or QueryDict()
        names = [name for name in untouched.fields if name in typed and name not in SHOWN]
        return any(plain(typed.get(name, "")) != plain(str(untouched[name].value() or "")) for name in names)

    def clean_tags(self) -> list[str]:
        names = list(dict.fromkeys(filter(None, BETWEEN.split(self.cleaned_data["tags"]))))
        if len(names) > MOST_TAGS or any(len(name) > Tag.LONGEST for name in names):
            said = _("Give at most %(most)d tags of at most %(longest)d characters each.")
            raise forms.ValidationError(said % {"most": MOST_TAGS, "longest": Tag.LONGEST})
        return names

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        problems = self.kind.check(self.item) + missing(self.item)
        if len(self.rows) > self.kind.max_rows:
            many = _("There are more than %(most)d rows. Remove some.") % {"most": self.kind.max_rows}
            problems.append(Problem("rows-many", many, ("rows",)))
        for problem in problems:
            self._place(problem)
        if self.material and said.get("section") not in (None, self.origin):
            self.add_error(
                "section",
                _("The questions of a case stay together; move the case itself, where its material is edited."),
            )
        if said.get("change") == Change.WORDING and not problems and self._changes_key():
            why = _("What is right has changed, or its place among the rows. Choose “Key”, or undo that.")
            self.add_error("change", why)
        if said.get("change") == Change.KEY and not said.get("note"):
            self.add_error("note", REASON_MISSING)
        return said

    def _changes_key(self) -> bool:
        return self.before is not None and self.kind.rekeys(self.before, self.item)

    def _place(self, problem: Problem) -> None:
        name, *rest = problem.where or ("stem",)
        if name == "rows":
            number = int(rest[0]) if rest else 0
            column = str(rest[1]) if len(rest) > 1 else "text"
            self.row_errors[number, column if number else ""].append(str(problem.message))
        else:
            field = next((one for one in (str(name), f"setting_{name}") if one in self.fields), None)
            self.add_error(field, str(problem.message))

    def is_valid(self) -> bool:
        return super().is_valid() and not self.row_errors

    @property
    def shown_rows(self) -> list[ShownRow]:
        return [self._shown(number, row) for number, row in enumerate(self.rows, start=1)]

    def _shown(self, number: int, row: TypedRow) -> ShownRow:
        cells = [
            Cell(
                column,
                f"row-{number}-{column.name}",
                getattr(row, column.name),
                self.row_errors.get((number, column.name), []),
            )
            for column in self.kind.columns
            if column.name != "correct"
        ]
        return ShownRow(number, row_name(self.kind, number), row.correct, cells)

    @property
    def rows_errors(self) -> list[str]:
        return self.row_errors.get((0, ""), [])

    @property
    def setting_fields(self) -> list[forms.BoundField]:
        return [self[f"setting_{one.name}"] for one in self.kind.settings]

    def summary(self) -> Iterator[tuple[str, str]]:
        """Every error with the id of where it is, in the order of the page."""
        settings = [f"setting_{one.name}" for one in self.kind.settings]
        for name in ("__all__", *ABOVE_ROWS):
            yield from self._field_summary(name)
        for (number, column), said in sorted(self.row_errors.items()):
            where = f"{self.kind.rows_label} {row_name(self.kind, number)}" if number else ""
            anchor = f"row-{number}-{column}" if number else "rows"
            yield from ((anchor, f"{where}：{error}" if where else error) for error in said)
        for name in dict.fromkeys([*settings, *self.fields]):
            if name not in ABOVE_ROWS:
                yield from self._field_summary(name)

    def _field_summary(self, name: str) -> Iterator[tuple[str, str]]:
        return ((f"id_{name}", str(error)) for error in self.errors.get(name, ()))

    @property
    def seen(self) -> Seen | None:
        """What the editor showed beside the text; None if the form does not say."""
        section = self.cleaned_data.get("section_seen")
        return Seen(section, frozenset(self.cleaned_data["tags_seen"].split())) if section else None

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(
            self.item,
            level=said["level"],
            difficulty=said["difficulty"],
            source=list(filter(None, BETWEEN.split(said["source"]))),
            point=said["point"],
            change=said.get("change", Change.FIRST),
            note=said.get("note", ""),
        )


def _without_stale_point(typed: QueryDict, section: Section) -> QueryDict:
    """What was typed; without the key point, if it was chosen among those of a section that is no longer wanted."""
    stands = str(section.pk)
    if typed.get("points_of", stands) == typed.get("section", stands):
        return typed
    fresh = typed.copy()
    fresh["point"] = ""
    return fresh


def _initial(kind: Kind, section: Section, revision: Revision | None, typed: QueryDict | None) -> dict[str, Any]:
    if typed is not None:
        return {name: plain(typed.get(name, "")) for name in typed}
    initial: dict[str, Any] = {f"setting_{one.name}": one.default for one in kind.settings}
    initial |= {"section": section.pk, "level": Level.UNDERSTAND, "difficulty": Difficulty.MEDIUM}
    if revision:
        initial |= {f"setting_{name}": value for name, value in revision.settings.items()}
        initial |= {"base": revision.pk, "source": " ".join(revision.source), "change": Change.WORDING}
        initial |= {name: getattr(revision, name) for name in ("level", "difficulty", "stem", "explanation", "point")}
    return initial


def _setting_field(one: Any) -> forms.Field:
    if one.choices:
        return forms.ChoiceField(label=one.label, choices=one.choices)
    widget = forms.Textarea(attrs={"rows": 4}) if one.long else forms.TextInput()
    return forms.CharField(label=one.label, required=False, widget=widget)
