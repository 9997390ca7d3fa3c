from django.contrib import admin
from django.urls import include, path

from quiz.people.views import home
from quiz.styleguide import styleguide

urlpatterns = [
    path("", home, name="home"),
    path("", include("quiz.people.urls")),
    path("study/", include("quiz.attempts.urls")),
    path("bank/", include("quiz.bank.urls")),
    path("classes/", include("quiz.results.urls")),
    path("classes/", include("quiz.classes.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("admin/", admin.site.urls),
]
