"""What is the same for several records is read once while they are worked on together, and never kept beyond."""

from collections.abc import Iterator

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.together import asked_once, is_open, together
from tests.cast import Cast


def test_an_answer_lasts_as_long_as_the_block(cast: Cast) -> None:
    numbers: Iterator[int] = iter(range(100))

    @asked_once
    def ask(what: str, *, of: int = 0) -> tuple[str, int, int]:
        return what, of, next(numbers)

    with tenant.scope(cast.organization.pk):
        assert ask("matrix") != ask("matrix")
        with together():
            assert is_open()
            first = ask("matrix")
            assert ask("matrix") == first
            assert ask("agreement") != first
            assert ask("matrix", of=1) != first
        assert not is_open()
        with together():
            assert ask("matrix") != first
