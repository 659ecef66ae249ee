"""Webhooks: other systems are told, by signed HTTP calls (standard-webhooks), of what happens here."""
