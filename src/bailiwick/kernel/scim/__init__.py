"""SCIM 2.0 (RFC 7643 and 7644): directories keep the organization's people and groups through `/scim/v2`."""
