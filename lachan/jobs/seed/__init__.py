"""The sample province: invented places and people, their records made by the real actions in order of time."""
