"""Django's handle on the room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lachan.notices"
    label = "notices"
