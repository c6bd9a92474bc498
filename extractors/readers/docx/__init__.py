"""Word documents (.docx): the body with its numbering, styles and tables laid out on their grid."""
