"""One module per section of the site."""
