"""Pages of tips."""
from django.http import HttpRequest, HttpResponse


def list_tips(request: HttpRequest) -> HttpResponse: raise NotImplementedError
record = show = open_words = step = list_tips
