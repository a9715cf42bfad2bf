"""Files kept with a record: allow-listed, sealed on the disk, their names sealed too."""
