"""/styleguide/: tokens and components side by side, for whoever builds pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quiz.people.access import SignedInRequest, admin_only

COLOURS = "bg surface sunken ink ink2 ink3 line edge brand action fill asoft aline ok oksoft okline no nosoft noline"
COLOURS += " warn warnsoft warnline ins del h1 h2 h3 h4 h5"
SIZES = ("f1", "f2", "f3", "f4", "f5", "f6", "f7")


@require_GET
@admin_only
def styleguide(request: SignedInRequest) -> HttpResponse:
    return render(request, "styleguide.html", {"colours": COLOURS.split(), "sizes": SIZES})
