"""Word's binary format (.doc, .wps): pieces, properties and table definitions, read from the compound file."""
