"""Who may do what to which record, in which relation: the actor, the roles, the permission rows, the shares."""
