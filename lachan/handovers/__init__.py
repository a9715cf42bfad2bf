"""Facts handed over to the police software: lists of what is new or changed, sent, received and ticked off."""
