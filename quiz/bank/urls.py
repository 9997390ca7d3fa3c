from django.urls import path

from . import views

app_name = "bank"
urlpatterns = [
    path("", views.question_list, name="question_list"),
    path("new/", views.question_new, name="question_new"),
    path("rows/<slug:kind>/", views.question_rows, name="question_rows"),
    path("preview/<slug:kind>/", views.question_preview, name="question_preview"),
    path("<int:question_id>/", views.question_edit, name="question_edit"),
    path("<int:question_id>/status/", views.question_status, name="question_status"),
    path("<int:question_id>/history/", views.question_history, name="question_history"),
    path("<int:question_id>/history/<int:number>/restore/", views.question_restore, name="question_restore"),
]
