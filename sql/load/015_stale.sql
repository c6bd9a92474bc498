-- Purpose: note the reports that this load changes; what is derived from them is made anew at the end of the run.
INSERT INTO stale_report FROM touched;
