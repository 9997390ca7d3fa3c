from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from quiz.demo import make_demo


class Command(BaseCommand):
    help = "Make the demo class unless it is there; its sign-ins go to var/demo.json."

    def handle(self, *args: Any, **options: Any) -> None:
        make_demo(settings.VAR_DIR / "demo.json", at=timezone.now())
