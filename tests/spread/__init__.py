"""Reading on many machines, each a process of its own here: see ``__main__``."""
