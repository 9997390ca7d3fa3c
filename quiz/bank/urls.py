from django.urls import path

from .views import checks, history, listing, writing

app_name = "bank"
urlpatterns = [
    path("", listing.question_list, name="question_list"),
    path("lint/", checks.lint_page, name="lint"),
    path("new/", writing.question_new, name="question_new"),
    path("rows/<slug:kind>/", writing.question_rows, name="question_rows"),
    path("preview/<slug:kind>/", writing.question_preview, name="question_preview"),
    path("<int:question_id>/", writing.question_edit, name="question_edit"),
    path("<int:question_id>/status/", history.question_status, name="question_status"),
    path("<int:question_id>/history/", history.question_history, name="question_history"),
    path("<int:question_id>/history/<int:number>/restore/", history.question_restore, name="question_restore"),
]
