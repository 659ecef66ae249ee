"""The ledger through the API: entries, proofs, the newest checkpoint."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, json
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.ledger import policies, reading

router = Router(tags=["Ledger"])
KEY = 2**63


class LedgerEntryOut(Schema):
    """An entry of the ledger with the rows that it changed; `index` is its place in the tree once it is sealed."""

    id: int
    verb: str
    actor_kind: str
    actor_id: int | None
    subject_type: str
    subject_id: int | None
    occurred_at: datetime
    recorded_at: datetime
    payload: dict[str, Any] | None
    digest: str
    index: int | None
    parent_id: int | None
    changes: list[reading.Change]


class ProvedLedgerEntryOut(LedgerEntryOut):
    """An entry with its proof, once a checkpoint covers it."""

    proof: reading.Proof | None


@router.get("", response={200: list[LedgerEntryOut], **PROBLEMS})
def list_entries(request: ApiRequest, before: int | None = None, verb: str = "") -> HttpResponse:
    """The newest entries, 50 at a time; `before` is the id of the last one seen."""
    policies.require(request.actor, "ledger.read")
    bounded = min(before, KEY - 1) if before is not None else None
    return json(
        [asdict(entry) for entry in reading.latest(before=bounded, verb=verb.replace("\0", ""), limit=50)]
    )


@router.get("/{pk}", response={200: ProvedLedgerEntryOut, **PROBLEMS})
def get_entry(request: ApiRequest, pk: int) -> HttpResponse:
    """One entry with its changes, and its proof once it is signed."""
    policies.require(request.actor, "ledger.read")
    if not 0 < pk < KEY:
        raise NotFound("There is no such entry.")
    entry = reading.entry(pk)
    proof = reading.proof(entry)
    return json({**asdict(entry), "proof": asdict(proof) if proof else None})
