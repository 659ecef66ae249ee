"""Who may keep people by a directory, map its groups to roles, and say who signs people in."""

from bailiwick.kernel.ledger.policies import register

register("person.provision", "Keep a person as a directory has them (SCIM).")
register("person.withdraw", "Take a person out because the directory did (SCIM); their access ends.")
register("group.add", "Add a group of a directory.")
register("group.revise", "Change a group of a directory and who is in it.")
register("group.remove", "Remove a group of a directory; the roles it gave are taken away.")
register("group.apply", "Give and take the roles that a person's groups are mapped to.")
register("mapping.add", "Give the members of a group a role.")
register("mapping.retire", "End a mapping of a group to a role; the roles it gave are taken away.")
