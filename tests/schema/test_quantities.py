"""Figures told in prose, as data: whole, and consistent with itself."""

from re import _parser

from xxgk.schema.quantities import quantities
from xxgk.schema.sections import narrative


def first_characters(pattern):
    """The characters with which a match of a parsed pattern can begin, and whether it can be empty."""
    found = set()
    for operation, argument in pattern:
        name = str(operation)
        if name in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        some, empty = _FIRST[name](argument)
        found |= some
        if not empty:
            return found, False
    return found, True


def _of_branch(argument):
    parts = [first_characters(branch) for branch in argument[1]]
    return set().union(*(some for some, _ in parts)), any(empty for _, empty in parts)


def _of_set(argument):
    ranges = {"LITERAL": lambda one: {chr(one)}, "RANGE": lambda span: set(map(chr, range(span[0], span[1] + 1)))}
    return set().union(*(ranges.get(str(kind), lambda _: set("0123456789"))(one) for kind, one in argument)), False


_FIRST = {
    "LITERAL": lambda one: ({chr(one)}, False),
    "IN": _of_set,
    "SUBPATTERN": lambda argument: first_characters(argument[3]),
    "BRANCH": _of_branch,
    "MAX_REPEAT": lambda argument: (first_characters(argument[2])[0], argument[0] == 0),
}


def test_every_word_of_the_scope_begins_as_the_search_for_it_expects():
    scope = quantities().scope
    first, empty = first_characters(_parser.parse(scope.words.pattern))
    assert not empty
    assert {character for character in first if not scope.initials.match(character)} == set()


def test_every_quantity_is_labelled_and_has_units_and_clauses():
    for quantity in quantities().told:
        assert quantity.label, quantity.code
        assert quantity.units, quantity.code
        assert quantity.clauses, quantity.code


def test_patterns_that_are_compiled_when_they_are_tried_can_be():
    for quantity in quantities().all:
        assert quantity.led.groups >= 0
        clauses = (*quantity.clauses, *quantity.parts)
        assert all(clause.before or clause.behind or clause.words_before == "" for clause in clauses), quantity.code
        assert all(denial.words.pattern for denial in quantity.denials), quantity.code


def test_sums_add_up_quantities_that_are_told():
    told = {quantity.code for quantity in quantities().told}
    assert all(set(quantity.sum_of) <= told for quantity in quantities().sums)


def test_sections_passed_over_are_sections():
    assert quantities().passed_over <= {title.code for title in (*narrative().sections, *narrative().topics)}
