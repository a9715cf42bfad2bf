"""Django's handle on the room; makes its moves and measures known."""

from importlib import import_module

from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "lachan.linkage"
    label = "linkage"

    def ready(self) -> None:
        import_module("lachan.linkage.actions")
        import_module("lachan.linkage.measures")
