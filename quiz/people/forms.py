from django import forms
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
