from django.urls import path

from quiz.urls import urlpatterns as app

from .floor import floor

urlpatterns = [*app, path("floor/", floor)]
