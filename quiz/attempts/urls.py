from django.urls import path

from .views import practice, result, sitting, study

app_name = "attempts"
urlpatterns = [
    path("", study.home, name="home"),
    path("lectures/", study.lecture_list, name="lecture_list"),
    path("lectures/<slug:slug>/", study.lecture, name="lecture"),
    path("lectures/<slug:slug>/<str:number>/", study.section, name="section"),
    path("favourites/", practice.favourite_list, name="favourite_list"),
    path("favourites/<int:question_id>/", practice.favourite, name="favourite"),
    path("quizzes/<int:quiz_id>/", sitting.intro, name="intro"),
    path("quizzes/<int:quiz_id>/memorise/", practice.memorise, name="memorise"),
    path("quizzes/<int:quiz_id>/start/", sitting.start, name="start"),
    path("attempts/<int:attempt_id>/", sitting.resume, name="resume"),
    path("attempts/<int:attempt_id>/<int:position>/", sitting.question, name="question"),
    path("attempts/<int:attempt_id>/<int:position>/flag/", sitting.flag, name="flag"),
    path("attempts/<int:attempt_id>/paper/", sitting.paper, name="paper"),
    path("attempts/<int:attempt_id>/sheet/", sitting.sheet, name="sheet"),
    path("attempts/<int:attempt_id>/hand-in/", sitting.hand_in, name="hand_in"),
    path("attempts/<int:attempt_id>/leave/", sitting.leave, name="leave"),
    path("attempts/<int:attempt_id>/practise/", practice.practise, name="practise"),
    path("attempts/<int:attempt_id>/result/", result.result, name="result"),
]
