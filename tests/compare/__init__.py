"""Whether two checkouts of this program say the same of the same documents."""
