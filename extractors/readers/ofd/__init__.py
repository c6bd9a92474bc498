"""OFD (GB/T 33190): pages of text and path objects in a zip of XML."""
