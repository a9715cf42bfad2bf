"""Django's handle on the room; makes its verbs known."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lachan.people"
    label = "people"

    def ready(self) -> None:
        import_module("lachan.people.actions")
