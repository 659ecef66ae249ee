"""One line for each thing that happened, on standard error; tracebacks without the values of variables."""

import os
import sys
from typing import Any

import structlog

IS_JSON = os.environ.get("BAILIWICK_LOG_FORMAT") == "json"
FORMATTER: dict[str, Any] = (
    {
        "()": "structlog.stdlib.ProcessorFormatter",
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    }
    if IS_JSON
    else {"format": "%(asctime)s [%(levelname)s] %(name)s: %(message)s"}
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": FORMATTER},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "procrastinate": {"level": "WARNING"},
        # What failed is logged once, by the page that answers it, with the number of the request.
        "django.request": {"handlers": [], "level": "CRITICAL"},
        "django.security.csrf": {"handlers": [], "level": "CRITICAL"},
    },
}


def configure() -> None:
    """Set structlog up; Django does it for the standard library from LOGGING."""
    for_people = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
    for_programs = (structlog.processors.format_exc_info, structlog.processors.JSONRenderer())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(for_programs if IS_JSON else (for_people,)),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
