"""Django's handle on the room; lays the local rows over the law."""

from importlib import import_module

from django.apps import AppConfig


class BylawsConfig(AppConfig):
    name = "lachan.bylaws"
    label = "bylaws"

    def ready(self) -> None:
        from lachan.bylaws.overlay import local_rows
        from lachan.law.book import set_local_rows

        import_module("lachan.bylaws.actions")
        set_local_rows(local_rows)
