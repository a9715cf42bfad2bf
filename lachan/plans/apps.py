"""Django's handle on the room."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lachan.plans"
    label = "plans"
