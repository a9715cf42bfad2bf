"""Django's handle on the room; makes its moves and measures known."""

from importlib import import_module

from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "lachan.tips"
    label = "tips"

    def ready(self) -> None:
        import_module("lachan.tips.actions")
        import_module("lachan.tips.measures")
