"""Every address of the product and what the wrong people get there; each room adds its rows in a module of its own."""

from tests.routes import (
    administering,
    entrances,
    figures,
    incidents,
    lists,
    major,
    portal,
    records,
    registers,
    telling,
    work,
)
from tests.routes.rows import Route

ROUTES: tuple[Route, ...] = (
    *entrances.ENTRANCES,
    *entrances.FRAME,
    *entrances.DIRECTORIES,
    *entrances.FEDERATED,
    *records.RECORDS,
    *registers.REGISTERS,
    *incidents.INCIDENTS,
    *lists.LISTS,
    *administering.ADMINISTERING,
    *figures.FIGURES,
    *portal.PORTAL,
    *major.MAJOR_INCIDENTS,
    *work.WORK,
    *telling.TELLING,
)
