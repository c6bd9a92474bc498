"""The command `xxgk`: what a person types, and the exit code that comes back."""
