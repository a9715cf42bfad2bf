"""Django's handle on the room; makes its verbs known."""

from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "lachan.files"
    label = "files"

    def ready(self) -> None:
        import_module("lachan.files.actions")
        import_module("lachan.files.queries")
