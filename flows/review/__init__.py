"""`xxgk review`: people resolve what the program refuses. A list of questions, a local page that asks them beside the
source, and answers that become lines of the file of readings."""
