"""What the API takes and gives: a name in the document stands for one shape."""

from collections import Counter
from collections.abc import Iterator

from ninja import Schema

from tests.routes.test_programs import document


def shapes(of: type[Schema] = Schema) -> Iterator[type[Schema]]:
    """Every schema of the product's own."""
    for shape in of.__subclasses__():
        if shape.__module__.startswith("bailiwick.") and "[" not in shape.__name__:
            yield shape
        yield from shapes(shape)


def test_every_shape_has_a_name_of_its_own() -> None:
    assert document()["paths"], "the API is loaded"
    names = Counter(shape.__name__ for shape in shapes())
    assert len(names) > 50
    assert [name for name, count in names.items() if count > 1] == []
