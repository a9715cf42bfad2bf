"""Django's handle on the room; makes its moves known."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lachan.plans"
    label = "plans"

    def ready(self) -> None:
        if find_spec("lachan.plans.actions") and find_spec("lachan.plans.queries"):
            import_module("lachan.plans.actions")
            import_module("lachan.plans.queries")
