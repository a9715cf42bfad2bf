"""Django's handle on the room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "lachan.indicators"
    label = "indicators"
