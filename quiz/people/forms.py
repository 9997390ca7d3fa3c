from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from .models import normalise_number


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Number or mobile"), max_length=64, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        """As it is stored, so that the tries at one number are counted together however it is typed."""
        return normalise_number(self.cleaned_data["username"])


class FirstAdminForm(forms.Form):
    code = forms.CharField(label=_("Set-up code"), max_length=64)
    username = forms.CharField(label=_("Number to sign in with"), max_length=64)
    name = forms.CharField(label=_("Name"), max_length=64)
    password = forms.CharField(label=_("Password"), max_length=256, strip=False, widget=forms.PasswordInput)


class _NewPassword(SetPasswordForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _("At least 8 characters, not digits alone, not your own number.")

    def clean_new_password1(self) -> str:
        """Another one than now: an initial password that is typed again would stay known to who set it."""
        chosen: str = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError(_("Choose a password other than the one you have now."))
        return chosen


class FirstPasswordForm(_NewPassword):
    """In the place of an initial password, which was asked for a moment ago."""


class PasswordForm(_NewPassword, PasswordChangeForm):
    """Asks for the present password too: the phone may lie open on a table."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("The present password is wrong. Please enter it again."),
    }
