import json
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from quiz.people.models import Role, User
from quiz.people.setup_code import setup_code

NAMES = {Role.TRAINEE: "学员 trainee", Role.ORGANISER: "组织员 organiser", Role.ADMIN: "管理员 admin"}


class Command(BaseCommand):
    help = "Say how to get in: the code for the first administrator, or the demo's sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        demo = settings.VAR_DIR / "demo.json"
        if not User.objects.exists():
            self.stdout.write(f"  首位管理员 first administrator: /first-admin/  口令 code {setup_code()}")
        elif demo.exists():
            for role, one in json.loads(demo.read_text(encoding="utf-8")).items():
                # The file may be of another database: nobody is named who is not here.
                if User.objects.filter(username=one["username"]).exists():
                    self.stdout.write(f"  {NAMES[role]}: {one['username']}  {one['password']}")
