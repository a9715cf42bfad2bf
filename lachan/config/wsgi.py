"""The WSGI door that the server opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
application = get_wsgi_application()

from lachan.jobs.behind import work_in_background  # noqa: E402  after the rooms are set up
from lachan.jobs.warming import warm_in_background  # noqa: E402

warm_in_background()
work_in_background()
