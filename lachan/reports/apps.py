"""Django's handle on the room; makes its moves known."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lachan.reports"
    label = "reports"

    def ready(self) -> None:
        import_module("lachan.reports.actions")
