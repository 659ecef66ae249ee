"""Which organization a command is about."""

from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor, system_actor
from bailiwick.kernel.identity.actors import organizations
from bailiwick.site.failures import CommandFailed, WrongUsage


@dataclass(frozen=True, slots=True)
class Named:
    """An organization by its id, short name and name."""

    id: int
    slug: str
    name: str

    @property
    def actor(self) -> Actor:
        """The command line, acting in the organization."""
        return system_actor(self.id, "Command line")


def all_named() -> list[Named]:
    """Every organization of the installation."""
    return [Named(*row) for row in organizations()]


def the_one(name: str | None) -> Named:
    """The organization called so (name or short name), or the only one.

    Raises WrongUsage saying which there are, CommandFailed when there is none at all.
    """
    known = all_named()
    fits = [one for one in known if name in (None, one.name, one.slug)]
    if len(fits) == 1:
        return fits[0]
    if not known:
        raise CommandFailed(
            "There is no organization yet. Open the link that `bailiwick up` prints, run `bailiwick demo`, or "
            "found one with `bailiwick user add EMAIL --name NAME --organization NAME`."
        )
    names = ", ".join(f"“{one.name}”" for one in known)
    wrong = (
        f"There is no organization “{name}”."
        if name
        else "There are several organizations; say which with --organization."
    )
    raise WrongUsage(f"{wrong} Known: {names}.")


def the_one_or_first(name: str | None) -> Named:
    """As `the_one`; in an installation without any organization the name founds the first one."""
    from bailiwick.site.founding import found_alone

    if name and not all_named():
        found_alone(name)
    return the_one(name)
