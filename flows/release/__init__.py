"""From the working warehouse to what analysts open: built aside, audited, put in place by one rename; its exports."""
