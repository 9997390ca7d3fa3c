from django.urls import path

from . import views

app_name = "bank"
urlpatterns = [
    path("", views.question_list, name="question_list"),
    path("new/", views.question_new, name="question_new"),
    path("preview/", views.question_preview, name="question_preview"),
    path("rows/", views.question_rows, name="question_rows"),
    path("<int:question_id>/", views.question_edit, name="question_edit"),
    path("<int:question_id>/history/", views.question_history, name="question_history"),
    path("<int:question_id>/status/", views.question_status, name="question_status"),
]
