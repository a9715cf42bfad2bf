"""What officers fill in: Django forms, Vietnamese words, no rule of the procedure."""
