"""The tree of errors as it is drawn."""

import importlib
import re

from xxgk.schema import errors
from xxgk.schema.errors import XxgkError

DRAWN = re.findall(
    r"^([│ ]*(?:[├└]── )?)(\w+Error|\w+Failed|Unreadable)\b.*?([a-z_]+\.[a-z_.]+)?$", errors.__doc__, re.M
)


def test_every_error_that_is_told_stands_in_the_tree_that_is_drawn():
    for _, _, module in DRAWN:
        importlib.import_module(f"xxgk.{module or 'schema.errors'}")
    classes, found = [XxgkError], {}
    for each in classes:
        classes += [one for one in each.__subclasses__() if not one.__module__.startswith("tests")]
        found[each.__name__] = (each.__module__.removeprefix("xxgk."), each.__mro__.index(XxgkError))
    assert {name: (module or "schema.errors", len(depth) // 4) for depth, name, module in DRAWN} == found
