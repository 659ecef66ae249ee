"""Rows of the entrances and of the frame."""

from tests.routes.rows import Route, anybody, signed_in

ENTRANCES = (
    anybody("healthz", 200),
    anybody("metrics", 200),
    anybody("welcome", 404, args=lambda _: {"token": "made-up"}),
    Route("sign-in", granted=302, anonymous=200, stranger=302, without=None),
    Route("sign-in", granted=302, anonymous=422, stranger=302, without=None, method="post"),
    Route("sign-out", granted=302, anonymous=302, stranger=302, without=None, method="post"),
    signed_in("organizations"),
    signed_in("organizations", 404, method="post", data=lambda _: {"organization": "0"}),
    anybody("password-forgotten", 200),
    anybody("password-sent", 200),
    anybody("password-set", 404, args=lambda _: {"account": 1, "token": "made-up"}),
    signed_in("password-change"),
    signed_in("password-change", 422, method="post"),
    signed_in("me"),
    Route("sign-in-second", granted=302, anonymous=302, stranger=302, without=None),
    Route("sign-in-passkey", granted=302, anonymous=302, stranger=302, without=None, method="post"),
    anybody("passkey-options", 200, method="post"),
    signed_in("confirm"),
    signed_in("confirm", 422, method="post"),
    signed_in("factor-app"),
    signed_in("factor-app", 422, method="post", data=lambda _: {"code": "000"}),
    signed_in("recovery-codes", 302),
    signed_in("passkey-add"),
    signed_in("passkey-add", 422, method="post"),
    signed_in("passkey-creation-options", method="post"),
    signed_in("factor-remove", 404, args=lambda _: {"pk": 0}),
    signed_in("sessions-end", 302, method="post"),
    signed_in("session-end", 404, method="post", args=lambda _: {"session": "made-up"}),
)

# An organization's own provider lets people in.
FEDERATED = (
    anybody("sign-in-organization", 200),
    anybody("sign-in-with", 404, args=lambda cast: {"organization": cast.organization.pk, "provider": 0}),
    anybody("sign-in-callback", 422),
    anybody(
        "sign-in-directory",
        404,
        args=lambda cast: {"organization": cast.organization.pk, "provider": 0},
    ),
    anybody(
        "sign-in-directory",
        404,
        method="post",
        args=lambda cast: {"organization": cast.organization.pk, "provider": 0},
    ),
    anybody("saml-metadata", 200, args=lambda cast: {"organization": cast.organization.pk}),
    anybody("saml-answer", 422, method="post", args=lambda cast: {"organization": cast.organization.pk}),
    anybody("saml-finish", 422, args=lambda _: {"token": "made-up"}),
)

# Directories come in with tokens, and are refused in the words of SCIM; what they may do is in the tests of their room.
DIRECTORIES = (
    anybody("scim-config", 401),
    anybody("scim-types", 401),
    anybody("scim-type", 401, args=lambda _: {"name": "User"}),
    anybody("scim-schemas", 401),
    anybody("scim-schema", 401, args=lambda _: {"name": "made-up"}),
    anybody("scim-collection", 401, args=lambda _: {"kind": "Users"}),
    anybody("scim-collection", 401, method="post", args=lambda _: {"kind": "Groups"}),
    anybody("scim-search", 401, method="post", args=lambda _: {"kind": "Users"}),
    anybody("scim-search-all", 401, method="post"),
    *(
        anybody("scim-resource", 401, method=method, args=lambda _: {"kind": "Users", "pk": "u1"})
        for method in ("get", "put", "patch", "delete")
    ),
    anybody("scim-nothing", 401, args=lambda _: {"rest": "Bulk"}),
)

FRAME = (
    Route("home", granted=303, stranger=303, without=None),
    signed_in("search", stranger=200),
    signed_in("notifications", stranger=200),
    signed_in("notification-choices", stranger=200),
    signed_in("notification-why", 404, args=lambda _: {"pk": 1}),
    signed_in("notifications-read", 303, stranger=303, method="post"),
    signed_in("draft", 422),
    signed_in("draft", 422, method="post"),
    signed_in("draft", 422, method="delete"),
    signed_in("presence-choice", stranger=200),
    anybody("theme", 303, method="post", data=lambda _: {"theme": "dark"}),
)
