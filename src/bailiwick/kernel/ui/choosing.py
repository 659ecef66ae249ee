"""A form field that chooses one of the organization's records."""

from collections.abc import Iterable
from typing import Any

from django import forms


class RecordField(forms.TypedChoiceField):
    """A select of records; the value is the record, or None. Fill it with `offer` when the form is made."""

    def __init__(self, **kwargs: Any) -> None:
        self.records: dict[str, Any] = {}
        super().__init__(choices=(), empty_value=None, coerce=self._record, **kwargs)

    def offer(self, records: Iterable[Any], nothing: str = "") -> None:
        """What may be chosen."""
        self.records = {str(record.pk): record for record in records}
        self.choices = [("", nothing), *((key, str(record)) for key, record in self.records.items())]

    def _record(self, key: str) -> Any:
        return self.records[key]

    def __deepcopy__(self, memo: dict[int, Any]) -> "RecordField":
        copied: RecordField = super().__deepcopy__(memo)
        copied.records = {}
        copied.coerce = copied._record
        return copied


class Choosing(forms.Form):
    """A form with fields that choose records, and fields that choose from what only the form knows."""

    def offer(self, name: str, records: Iterable[Any], nothing: str = "", *, now: Any = None) -> None:
        """What may be chosen in a RecordField; `now` is what the record has, which stays a choice even if retired."""
        field = self.fields[name]
        assert isinstance(field, RecordField)
        offered = list(records)
        if now is not None and now not in offered:
            offered.insert(0, now)
        field.offer(offered, nothing)

    def offer_choices(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """What may be chosen in a plain choice; a group is its title and its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
