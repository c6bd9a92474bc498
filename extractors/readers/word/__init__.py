"""What both Word formats share: tables with merged cells, numbering, styles, the print of runs."""
