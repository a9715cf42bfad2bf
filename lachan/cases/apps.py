"""Django's handle on the room; makes its moves and measures known."""

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lachan.cases"
    label = "cases"

    def ready(self) -> None:
        import_module("lachan.cases.actions")
        import_module("lachan.cases.measures")
