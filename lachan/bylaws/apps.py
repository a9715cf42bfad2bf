"""Django's handle on the room."""

from django.apps import AppConfig


class BylawsConfig(AppConfig):
    name = "lachan.bylaws"
    label = "bylaws"
