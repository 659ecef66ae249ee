"""Forks: what is gone or altered although it was signed, and the declaration that a ledger goes on without it."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.checkpoints import Issued, Issuer
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.store import StoredTree


class NoFork(Exception):
    """The ledger continues its last checkpoint: there is nothing to declare."""


def declare_fork(issuer: Issuer, tree: StoredTree, origin: str, *, by: Actor, reason: str) -> Issued:
    """Record in the ledger that it does not continue its last checkpoint and why, then sign it as it stands.

    Raises NoFork when it does continue, Invalid without a reason.
    """
    said = " ".join(reason.split())
    if not said:
        raise Invalid({"reason": "A fork is declared with a reason."})
    fork = issuer.fork(tree, origin)
    if fork is None:
        raise NoFork("The ledger continues its last checkpoint.")
    head = tree.head()
    with operation("ledger.declare_fork", by=by, reason=said) as op:
        op.facts = {
            "finding": fork.finding,
            "signed": {"size": fork.last.size, "root": fork.last.root.hex()},
            "present": {"size": head.size, "root": head.root.hex()},
        }
    issued = issuer.issue(tree, origin, reason="fork declared", fork=said)
    assert issued is not None
    return issued
