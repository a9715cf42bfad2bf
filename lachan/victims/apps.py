"""Django's handle on the room."""

from django.apps import AppConfig


class VictimsConfig(AppConfig):
    name = "lachan.victims"
    label = "victims"
