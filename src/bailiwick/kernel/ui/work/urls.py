"""The addresses that every kind of work item has below its own."""

from django.urls import path

from bailiwick.kernel.ui.views import by_method
from bailiwick.kernel.ui.work.views import effort, relations, tasks

ITEM = "<slug:path>/<str:reference>"

urlpatterns = [
    path(f"{ITEM}/tasks/", tasks.tasks, name="work-tasks"),
    path(f"{ITEM}/task-lists/", tasks.apply, name="work-task-lists"),
    path(f"{ITEM}/tasks/<int:pk>/", tasks.task, name="work-task"),
    path(f"{ITEM}/tasks/<int:pk>/drop/", tasks.drop, name="work-task-drop"),
    path(
        f"{ITEM}/tasks/<int:pk>/completion/",
        by_method(post=tasks.complete, delete=tasks.reopen),
        name="work-task-completion",
    ),
    path(f"{ITEM}/time/", effort.time, name="work-time"),
    path(f"{ITEM}/time/<int:pk>/", effort.correct, name="work-time-entry"),
    path(
        f"{ITEM}/parent/",
        by_method(get=relations.parent, post=relations.parent, delete=relations.release),
        name="work-parent",
    ),
    path(f"{ITEM}/merge/", relations.merge, name="work-merge"),
    path(f"{ITEM}/merge/undo/", relations.unmerge, name="work-unmerge"),
    path(f"{ITEM}/split/", relations.split, name="work-split"),
    path(f"{ITEM}/escalations/<int:pk>/acknowledgement/", relations.acknowledge, name="work-acknowledgement"),
]
