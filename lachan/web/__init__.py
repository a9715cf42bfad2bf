"""The pages: they turn requests into commands of the rooms and the rooms' answers into HTML."""
