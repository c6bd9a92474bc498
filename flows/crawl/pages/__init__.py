"""What an answer is and what a page says: its class, links, parts, jumps, and whether it says the same as before."""
