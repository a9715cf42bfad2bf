"""Django's handle on the room; makes its moves and measures known."""

from importlib import import_module

from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "lachan.victims"
    label = "victims"

    def ready(self) -> None:
        import_module("lachan.victims.actions")
        import_module("lachan.victims.measures")
        import_module("lachan.victims.support_measures")
        import_module("lachan.victims.protection_measures")
