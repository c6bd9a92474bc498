"""Several documents that are one report, or several reports in one document."""
