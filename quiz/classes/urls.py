from django.urls import path

from .views import allowances, papers, quizzes, teaching, trainees

app_name = "classes"
urlpatterns = [
    path("<int:class_id>/quizzes/", quizzes.quiz_list, name="quiz_list"),
    path("<int:class_id>/quizzes/give/", quizzes.give, name="give"),
    path("<int:class_id>/quizzes/new/", quizzes.quiz_new, name="quiz_new"),
    path("<int:class_id>/quizzes/<int:quiz_id>/", quizzes.quiz_edit, name="quiz_edit"),
    path("<int:class_id>/quizzes/<int:quiz_id>/status/", quizzes.quiz_status, name="quiz_status"),
    path("<int:class_id>/quizzes/<int:quiz_id>/copy/", quizzes.quiz_copy, name="quiz_copy"),
    path("<int:class_id>/quizzes/<int:quiz_id>/delete/", quizzes.quiz_delete, name="quiz_delete"),
    path("<int:class_id>/quizzes/<int:quiz_id>/questions/", papers.quiz_questions, name="quiz_questions"),
    path("<int:class_id>/quizzes/<int:quiz_id>/preview/", papers.quiz_preview, name="quiz_preview"),
    path("<int:class_id>/quizzes/<int:quiz_id>/allowances/", allowances.allowance_list, name="allowance_list"),
    path(
        "<int:class_id>/quizzes/<int:quiz_id>/allowances/<int:allowance_id>/",
        allowances.allowance_edit,
        name="allowance_edit",
    ),
    path(
        "<int:class_id>/quizzes/<int:quiz_id>/allowances/<int:allowance_id>/remove/",
        allowances.allowance_remove,
        name="allowance_remove",
    ),
    path("<int:class_id>/taught/", teaching.taught, name="taught"),
    path("<int:class_id>/taught/<int:section_id>/remove/", teaching.not_taught, name="not_taught"),
    path("<int:class_id>/trainees/<int:trainee_id>/password/", trainees.password_new, name="password_new"),
]
