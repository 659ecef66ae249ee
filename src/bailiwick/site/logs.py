"""One line for each thing that happened, on standard error; tracebacks without the values of variables."""

import sys
from typing import Any

import structlog

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s [%(levelname)s] %(name)s: %(message)s"}},
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
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
            ),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
