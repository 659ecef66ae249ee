"""Who may plan and do tasks, and arrange lists of them."""

from bailiwick.kernel.ledger.policies import register

register("task.add", "Add a task, or a list of tasks, to a piece of work.")
register("task.revise", "Change a task: its title, owner, due time or place.")
register("task.do", "Note that a task is done, or not done after all.")
register("task.drop", "Drop a task that is not needed.")
register("tasklist.add", "Add a list of tasks for what comes again.")
register("tasklist.revise", "Change a list of tasks.")
register("tasklist.retire", "Retire a list of tasks.")
