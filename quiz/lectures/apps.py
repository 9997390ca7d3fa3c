from django.apps import AppConfig


class LecturesConfig(AppConfig):
    name = "quiz.lectures"
