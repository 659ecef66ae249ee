"""What the API offers about every kind of work item: tasks, time, parts, merges, splits and escalations."""

from ninja import Router

from bailiwick.kernel.api.work import effort, relations, tasks
from bailiwick.kernel.work.kinds import Find


def routers(find: Find, tag: str) -> list[Router]:
    """The routers of one kind of work item, to be put below its address; `find` gives an item by its reference."""
    return [tasks.router(find, tag), effort.router(find, tag), relations.router(find, tag)]
