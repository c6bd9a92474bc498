"""Asking the web: whom, how often, through which checks, and one exchange with one host."""
