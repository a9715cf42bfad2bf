"""Django's handle on the room; tells the checks where shares are looked up."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "lachan.journal"
    label = "journal"

    def ready(self) -> None:
        from lachan.access.checks import use_shares
        from lachan.journal.shares import is_open_to

        use_shares(is_open_to)
