"""Addresses: the pages of lachan.web, the sign-in pages of allauth that are in use, the language switch."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("lachan.web.urls")),
]

handler400 = "lachan.web.doors.missing"
handler404 = "lachan.web.doors.missing"
