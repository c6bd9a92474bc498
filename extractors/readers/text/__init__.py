"""Plain text: its character set, its lines, and the ways in which tables survive in lines."""
