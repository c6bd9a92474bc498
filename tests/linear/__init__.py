"""Whether the work is linear in what is read: every pattern of the packages, and whole documents."""
