"""The systems that sites run, each as the pages of one site on one day.

A family is a function from a site and a day to its pages: a dictionary from path (with sorted parameters) to answer.
What a real system does wrong, its pages do too.
"""
