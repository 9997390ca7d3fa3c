from django.urls import path

from .views import attempts, marking, reports

app_name = "results"
urlpatterns = [
    path("", reports.class_list, name="class_list"),
    path("<int:class_id>/", reports.class_board, name="class_board"),
    path("<int:class_id>/workbook/", reports.workbook, name="workbook"),
    path("<int:class_id>/missing/", reports.missing, name="missing"),
    path("<int:class_id>/sections/", reports.section_list, name="section_list"),
    path("<int:class_id>/sections/<int:quiz_id>/", reports.section_report, name="section_report"),
    path("<int:class_id>/trainees/<int:trainee_id>/", reports.trainee, name="trainee"),
    path("<int:class_id>/attempts/<int:attempt_id>/", attempts.attempt, name="attempt"),
    path("<int:class_id>/attempts/<int:attempt_id>/hand-in/", attempts.hand_in, name="hand_in"),
    path("<int:class_id>/quizzes/<int:quiz_id>/collect/", attempts.collect_all, name="collect_all"),
    path("<int:class_id>/marking/", marking.marking, name="marking"),
    path("<int:class_id>/marking/<int:quiz_id>/<int:question_id>/", marking.pile, name="marking_pile"),
    path("<int:class_id>/marking/answers/<int:response_id>/", marking.mark, name="mark"),
]
