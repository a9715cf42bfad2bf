"""What crosses between a criminal case and a person's file, and nothing besides: compensation owed by a judgment."""
