"""Django's handle on the room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lachan.reports"
    label = "reports"
