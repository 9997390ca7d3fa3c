from django.urls import path

from . import views

app_name = "bank"
urlpatterns = [
    path("", views.question_list, name="question_list"),
    path("<int:question_id>/", views.question_edit, name="question_edit"),
    path("<int:question_id>/status/", views.question_status, name="question_status"),
]
