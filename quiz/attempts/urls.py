from django.urls import path

from . import views

app_name = "attempts"
urlpatterns = [
    path("", views.home, name="home"),
    path("lectures/", views.lecture_list, name="lecture_list"),
    path("lectures/<slug:slug>/", views.lecture, name="lecture"),
    path("lectures/<slug:slug>/<str:number>/", views.section, name="section"),
    path("quizzes/<int:quiz_id>/start/", views.start, name="start"),
    path("attempts/<int:attempt_id>/", views.resume, name="resume"),
    path("attempts/<int:attempt_id>/<int:position>/", views.question, name="question"),
    path("attempts/<int:attempt_id>/<int:position>/flag/", views.flag, name="flag"),
    path("attempts/<int:attempt_id>/sheet/", views.sheet, name="sheet"),
    path("attempts/<int:attempt_id>/hand-in/", views.hand_in, name="hand_in"),
    path("attempts/<int:attempt_id>/result/", views.result, name="result"),
]
