"""t"""
import pytest
from tests.routes import test_hostile as h
from bailiwick.kernel.ui.choosing import RecordField
def test_red(shared, monkeypatch):
    monkeypatch.setattr(RecordField, "clean", lambda self, value: int(value))
    with pytest.raises(AssertionError) as e:
        h.test_no_form_fails_on_what_it_is_sent(shared)
    print(str(e.value)[:300])
