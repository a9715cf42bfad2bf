"""Template tags: the parts of a page and the Vietnamese way of writing dates and figures."""
