from django.http import HttpRequest, HttpResponse


def _later(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    raise NotImplementedError


home = sign_in = sign_out = first_admin = password = profile = appearance = privacy = health = _later
csrf_failure = locked_out = _later
