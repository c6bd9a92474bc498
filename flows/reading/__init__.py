"""Files to rows: found, sorted out, read in processes under limits of time and memory."""
