"""Django's handle on the room."""

from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "lachan.tips"
    label = "tips"
