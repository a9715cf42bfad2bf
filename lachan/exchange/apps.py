"""Django's handle on the room; makes its moves known."""

from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lachan.exchange"
    label = "exchange"

    def ready(self) -> None:
        import_module("lachan.exchange.actions")
