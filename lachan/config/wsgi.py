"""The WSGI door that the server opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
application = get_wsgi_application()

from lachan.jobs.warming import warm_in_background  # noqa: E402  after the rooms are set up

warm_in_background()
