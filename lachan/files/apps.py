"""Django's handle on the room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "lachan.files"
    label = "files"
