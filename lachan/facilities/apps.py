"""Django's handle on the room; makes its moves and measures known."""

from importlib import import_module

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    name = "lachan.facilities"
    label = "facilities"

    def ready(self) -> None:
        import_module("lachan.facilities.actions")
        import_module("lachan.facilities.measures")
