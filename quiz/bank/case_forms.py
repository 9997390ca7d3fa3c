"""The form in which the material of a case is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quiz.lectures.models import Section

from .forms import CHANGES, REASON_MISSING
from .kinds import Item
from .kinds.base import MAX_MATERIAL, check_pictures
from .models import Change, Material
from .pictures import missing
from .typed import plain


class CaseForm(forms.Form):
    """Material. A new one belongs to a section; one with questions (they stand in `section`) says which change it is to
    them, and may move them to another section."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    section_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    section = forms.ModelChoiceField(Section.objects.select_related("lecture"), label=_("Section"), empty_label=None)
    title = forms.CharField(
        label=_("Name of the case"),
        max_length=100,
        error_messages={"required": _("Give the material a title, for authors.")},
    )
    text = forms.CharField(
        label=_("Material"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=MAX_MATERIAL,
        error_messages={"required": _("Write the material.")},
    )
    change = forms.ChoiceField(label=_("This change is"), choices=CHANGES)
    note = forms.CharField(label=_("Reason for the change"), max_length=200, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        material: Material | None = None,
        section: Section | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        """`typed`: what was kept of it, to be shown again without being judged."""
        initial: dict[str, str] = {"change": Change.WORDING}
        if material:
            initial |= {"base": material.mark, "title": material.title, "text": material.text}
        super().__init__(data, initial=initial, use_required_attribute=False)
        if section:
            self.fields["section"].queryset = section.lecture.sections.all()  # type: ignore[attr-defined]
            self.initial["section"] = self.initial["section_seen"] = section.pk
        else:
            del self.fields["section_seen"], self.fields["change"], self.fields["note"]
            if material:
                del self.fields["section"]
        self.typed = typed
        self.initial.update(typed.dict() if typed else {})

    def differs(self, typed: QueryDict) -> bool:
        """Whether something is written in `typed` that is not on the page to begin with."""
        texts = ("title", "text", "note")
        return any(plain(typed.get(name, "")) != plain(self.initial.get(name, "")) for name in texts)

    def clean_text(self) -> str:
        text = plain(self.cleaned_data["text"])
        item = Item("", "", material=text)
        for problem in check_pictures(item) + missing(item):
            raise forms.ValidationError(str(problem.message))
        return text

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        section = said.get("section")
        if section and said.pop("section_seen", None) == section.pk:
            said["section"] = None  # left as it was shown; somebody else may have moved the questions since
        if said.get("change") == Change.KEY and not said.get("note"):
            self.add_error("note", REASON_MISSING)
        return said
