from django.http import HttpRequest, HttpResponse


def _later(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise NotImplementedError


class_list = class_board = section_reports = section_report = trainee = attempt = _later
