from django.urls import path

from . import views

app_name = "results"
urlpatterns = [
    path("", views.class_list, name="class_list"),
    path("<int:class_id>/", views.class_board, name="class_board"),
    path("<int:class_id>/missing/", views.missing, name="missing"),
    path("<int:class_id>/sections/", views.section_list, name="section_list"),
    path("<int:class_id>/sections/<int:quiz_id>/", views.section_report, name="section_report"),
    path("<int:class_id>/trainees/<int:trainee_id>/", views.trainee, name="trainee"),
    path("<int:class_id>/attempts/<int:attempt_id>/", views.attempt, name="attempt"),
]
