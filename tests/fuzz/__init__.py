"""A fuzzer of structure: small documents of every container, edited where their formats have their joints.

A plain generator with seeds, and neither hypothesis nor atheris: atheris wants a clang of its own and sees only Python,
where half of the parsers are C and Rust; hypothesis keeps its examples in a data base, and shrinks choices where here a
list of independent edits is to be made shorter. So an input is a base document and a list of edits, each drawn from a
seed of its own; its name tells all of it (``docx/1/77``), the same name makes the same bytes on every machine, and a
failure is made small by leaving edits out (``docx/1/77:0,3``).

``python -m tests.fuzz`` (``make fuzz``) reads many inputs in the reading processes and counts; ``--again NAME`` makes
one again. Two kinds of inputs: *broken* ones, of which nothing is asked but a sound report within its share of time and
memory, and *dressed* ones, whose edits leave every printed figure as it is: of these none may be read wrongly.
"""
