"""Workbooks (.xlsx, .xls): the cells of their sheets with merged ranges."""
