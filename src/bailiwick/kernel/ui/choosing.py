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
        copied: RecordField = super().__deepcopy__(memo)  # type: ignore[assignment]
        copied.records = {}
        copied.coerce = copied._record
        return copied
