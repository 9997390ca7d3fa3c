"""The form that takes a picture in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .imaging import BadPicture, Encoded, encode
from .pictures import LONGEST_ALT

MISSING = _("Choose a picture of at most 5 MB: PNG, JPEG or WebP.")


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        # A file that is far too large does not even get here, see FILE_UPLOAD_HANDLERS.
        error_messages={"required": MISSING, "empty": MISSING, "missing": MISSING, "invalid": MISSING},
    )
    alt = forms.CharField(
        label=_("What it shows"),
        max_length=LONGEST_ALT,
        error_messages={"required": _("Say in a few words what the picture shows, for whoever cannot see it.")},
    )

    encoded: Encoded

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="picture-%s", use_required_attribute=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.encoded = encode(file.read(), file.name)
        except BadPicture as bad:
            raise forms.ValidationError(str(bad.reason)) from bad
        return file

    def clean_alt(self) -> str:
        """Without what would end the brackets it stands in."""
        return " ".join(str(self.cleaned_data["alt"]).replace("[", "（").replace("]", "）").split())
