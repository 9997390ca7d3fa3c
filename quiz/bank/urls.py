from django.urls import path

from .views import batches, cases, checks, fragments, history, listing, pictures, writing

app_name = "bank"
urlpatterns = [
    path("", listing.question_list, name="question_list"),
    path("lint/", checks.lint_page, name="lint"),
    path("new/", writing.question_new, name="question_new"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/new/", cases.case_new, name="case_new"),
    path("cases/preview/", cases.case_preview, name="case_preview"),
    path("cases/<int:material_id>/", cases.case_edit, name="case_edit"),
    path("pictures/", pictures.picture_list, name="picture_list"),
    path("pictures/<str:name>", pictures.picture, name="picture"),
    path("batches/", batches.batch_new, name="batch_new"),
    path("batches/<int:batch_id>/undo/", batches.batch_undo, name="batch_undo"),
    path("rows/<slug:kind>/", fragments.question_rows, name="question_rows"),
    path("points/<slug:kind>/", fragments.question_points, name="question_points"),
    path("preview/<slug:kind>/", fragments.question_preview, name="question_preview"),
    path("unsaved/keep/<slug:kind>/", fragments.unsaved_keep, name="unsaved_keep"),
    path("unsaved/drop/", fragments.unsaved_drop, name="unsaved_drop"),
    path("<int:question_id>/", writing.question_edit, name="question_edit"),
    path("<int:question_id>/copy/", writing.question_copy, name="question_copy"),
    path("<int:question_id>/status/", history.question_status, name="question_status"),
    path("<int:question_id>/history/", history.question_history, name="question_history"),
    path("<int:question_id>/history/<int:number>/restore/", history.question_restore, name="question_restore"),
]
