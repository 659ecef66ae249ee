"""Traces for those who collect them (OpenTelemetry), when the extra `otel` is installed and a collector is named."""

import os

from bailiwick.site.failures import CannotRun

NAMED = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def begin() -> bool:
    """Trace requests and statements if the environment names a collector; raises CannotRun without the packages.

    Statements are traced by their text with placeholders: no value leaves the installation.
    """
    if not any(os.environ.get(name) for name in NAMED):
        return False
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.django import DjangoInstrumentor
        from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise CannotRun(
            "A collector of traces is named, but the extra is missing: bailiwick[otel]."
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "bailiwick"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument()
    PsycopgInstrumentor().instrument()
    return True
