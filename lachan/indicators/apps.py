"""Django's handle on the room; makes its actions known."""

from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "lachan.indicators"
    label = "indicators"

    def ready(self) -> None:
        import_module("lachan.indicators.actions")
