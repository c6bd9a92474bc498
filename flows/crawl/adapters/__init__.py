"""One small module for each family of content management systems: how its lists are read."""
