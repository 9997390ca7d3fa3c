from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LecturesConfig(AppConfig):
    name = "quiz.lectures"
    verbose_name = _("Lectures")
