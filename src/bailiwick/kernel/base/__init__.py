"""What everything stands on: time, the actor, the tenant, errors. No models, no HTTP."""
