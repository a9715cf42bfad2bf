"""Pages of tips: the list, a new tip, one tip with its clocks and timeline, each step."""

from __future__ import annotations

from django.urls import URLPattern

URLS: list[URLPattern] = []
