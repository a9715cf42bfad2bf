"""The command line of an installation: reading a plan, asking the law, figures, serving, keys, copies, the sample."""
