"""A small process for the tests: repairs, with a choice, a frame of waiting states, an approval and a reason."""

from bailiwick.kernel.process.loading import load
from bailiwick.kernel.process.types import Definition

REPAIRS = """
code: repair
title: Repairs
clause: 8.6.1
version: '3'
purpose: Mend what is broken.
sipoc:
  suppliers: [Users]
  inputs: [Broken things]
  steps:
    - {code: mend, title: Mend, requirements: [R8.6.1-04]}
  outputs: [Whole things]
  customers: [Users]
raci:
  - {activity: mend, R: [FIX], A: [BOSS], I: [reporter]}
policies: [Nothing is thrown away.]
roles:
  - {code: FIX, title: Fixer}
  - {code: BOSS, title: Head of the workshop}
states:
  - {name: new, title: New, category: open, initial: true}
  - {name: working, title: Working, category: open}
  - {name: waiting_parts, title: Waiting for parts, category: paused}
  - {name: waiting_owner, title: Waiting for the owner, category: paused}
  - {name: mended, title: Mended, category: resolved, requirements: [R8.6.1-04]}
  - {name: returned, title: Returned, category: closed, requirements: [R8.6.1-05]}
  - {name: scrapped, title: Scrapped, category: closed}
conditions:
  - {name: paid, text: The bill is not paid.}
transitions:
  - verb: repair.bring
    title: Bring
    from: start
    to: [{state: working, when: [fixer, kind]}, new]
    roles: [anyone]
    fields: [thing]
    requirements: [R8.6.1-01]
  - {verb: repair.start, title: Start, from: new, to: working, roles: [FIX], fields: [fixer]}
  - {verb: repair.wait, title: Wait, from: working, to: [waiting_parts, waiting_owner], roles: [FIX], reason: true}
  - {verb: repair.go_on, title: Go on, from: [waiting_parts, waiting_owner], to: working, roles: [FIX, system]}
  - verb: repair.finish
    title: Finish
    from: active
    to: mended
    roles: [FIX]
    fields: [kind, result]
    requirements: [R8.6.1-04]
  - verb: repair.give_back
    title: Give back
    from: mended
    to: returned
    roles: [FIX, reporter]
    fields: [result]
    conditions: [paid]
    requirements: [R8.6.1-05]
  - {verb: repair.scrap, title: Scrap, from: [new, working], to: scrapped, roles: [FIX], reason: true}
  - {verb: repair.note, title: Note, from: any, to: same, roles: [anyone], fields: [text]}
approvals:
  - {code: owner_agrees, title: The owner agrees, verb: repair.scrap, roles: [BOSS]}
measures:
  - {code: mended, name: Mended, formula: mended ÷ brought, unit: '%', direction: up, kind: effectiveness}
interfaces:
  - {process: purchase, item: Orders for parts}
"""


def repairs() -> Definition:
    """The process of the workshop."""
    return load(REPAIRS)
