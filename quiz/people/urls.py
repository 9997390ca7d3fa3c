from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("first-admin/", views.first_admin, name="first_admin"),
    path("password/", views.password, name="password"),
    path("me/", views.profile, name="profile"),
    path("appearance/", views.appearance, name="appearance"),
    path("privacy/", views.privacy, name="privacy"),
    path("healthz/", views.health, name="health"),
]
