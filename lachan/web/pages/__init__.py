"""One module a topic, one function a page."""
