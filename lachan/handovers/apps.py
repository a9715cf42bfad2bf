"""Django's handle on the room; makes its moves known."""

from importlib import import_module

from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "lachan.handovers"
    label = "handovers"

    def ready(self) -> None:
        import_module("lachan.handovers.actions")
