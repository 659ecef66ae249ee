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
register("identity_provider.read", "See who signs people in, but no secrets.")
register("identity_provider.add", "Let a provider sign people in; for whoever may do everything.")
register("identity_provider.revise", "Change a provider that signs people in; for whoever may do everything.")
register("identity_provider.disable", "Let a provider sign nobody in any more.")
register("identity_provider.enable", "Let a provider sign people in again; for whoever may do everything.")
register("person.recognize", "Know again whom a provider signed in, and which groups they are in.")
