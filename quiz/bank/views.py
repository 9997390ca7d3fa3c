from django.http import HttpRequest, HttpResponse


def _later(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise NotImplementedError


question_list = question_new = question_preview = question_rows = _later
question_edit = question_history = question_status = _later
