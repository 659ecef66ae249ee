"""Who may bring people in: each of them is judged by the verbs of what is done to them, too."""

from bailiwick.kernel.ledger.policies import register

register("person.import", "Bring people in from a file or a directory; each change needs its own verb too.")
