"""Signing in by OpenID Connect 1.0: discovery, the authorization code flow with PKCE, state and nonce."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.protocols.types import Claims, Client

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PATIENCE = 10.0
LARGEST = 1024 * 1024
LEEWAY = 60
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Journey:
    """What is remembered of somebody on the way to the provider."""

    state: str
    nonce: str
    verifier: str


def checked_issuer(address: str) -> str:
    """An issuer's address: https, or http on this machine; raises ValueError."""
    parts = urlsplit(address.strip())
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError("This must be an https address, as the provider calls itself.")
    return address.strip()


def discovered(issuer: str) -> dict[str, Any]:
    """What the provider says of itself (OpenID Connect Discovery 1.0); raises Invalid when it does not."""
    found = _asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Invalid({"issuer": f"The provider calls itself “{str(found.get('issuer'))[:200]}”."})
    for name in NEEDED:
        try:
            checked_issuer(str(found.get(name, "")).partition("?")[0])
        except ValueError:
            raise Invalid({"issuer": f"The provider names no usable {name}."}) from None
    return found


def tested(client: Client) -> None:
    """Ask the provider for its description and its keys; raises Invalid with what is wrong."""
    found = discovered(client.issuer)
    _keys(found)
    if "code" not in found.get("response_types_supported", ["code"]):
        raise Invalid({"issuer": "The provider does not know the authorization code flow."})


def started(client: Client, back: str) -> tuple[str, Journey]:
    """Where to send somebody, and what to remember until they are `back`."""
    journey = Journey(*(secrets.token_urlsafe(32) for _ in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(journey.verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": back,
        "scope": client.scope,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": challenge.rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    endpoint = discovered(client.issuer)["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}", journey


def finished(client: Client, journey: Journey, answer: Mapping[str, str], back: str) -> Claims:
    """Who came back; raises Refused for an answer that does not belong to the journey or is not the provider's."""
    if not secrets.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
        raise Refused("This answer belongs to another sign-in.")
    if "error" in answer:
        raise Refused("The provider did not sign you in.")
    if answer.get("iss", client.issuer) != client.issuer:
        raise Refused("Another provider answered than was asked.")
    found = discovered(client.issuer)
    tokens = _exchanged(client, found, journey, answer.get("code", ""), back)
    claims = verified(str(tokens.get("id_token", "")), _keys(found), client, journey.nonce)
    endpoint = found.get("userinfo_endpoint")
    if endpoint and not {"email", client.groups_claim} <= claims.keys():
        more = _asked("GET", endpoint, headers={"Authorization": f"Bearer {tokens.get('access_token', '')}"})
        if more.get("sub") != claims["sub"]:
            raise Refused("The provider spoke of two people.")
        claims = {**more, **claims}
    return _claims(claims, client)


def verified(token: str, keys: KeySet, client: Client, nonce: str) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7); raises Refused for one that is not good."""
    now = int(clock.now().timestamp())
    rules = jwt.JWTClaimsRegistry(
        now=now,
        leeway=LEEWAY,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims: dict[str, Any] = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError) as error:
        raise Refused("The provider's answer is not valid.") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", client.client_id) != client.client_id or (several and "azp" not in claims):
        raise Refused("The provider's answer is for somebody else.")
    return claims


def _claims(claims: Mapping[str, Any], client: Client) -> Claims:
    groups = claims.get(client.groups_claim) or []
    email = claims.get("email")
    return Claims(
        subject=str(claims["sub"]),
        email=email
        if isinstance(email, str) and claims.get("email_verified", True) in (True, "true")
        else "",
        name=str(claims.get("name") or claims.get("preferred_username") or ""),
        groups=frozenset(str(one)[:200] for one in groups) if isinstance(groups, list) else frozenset(),
    )


def _exchanged(
    client: Client, found: Mapping[str, Any], journey: Journey, code: str, back: str
) -> dict[str, Any]:
    """The code against tokens; the secret goes as the provider wants it, in the header unless it says otherwise."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": client.client_id,
        "code_verifier": journey.verifier,
    }
    methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    by_header = bool(client.secret) and "client_secret_basic" in methods
    if client.secret and not by_header:
        form["client_secret"] = client.secret
    basic = (client.client_id, client.secret) if by_header else None
    try:
        return _asked("POST", found["token_endpoint"], data=form, auth=basic)
    except Invalid as error:
        raise Refused("The provider did not accept the sign-in.") from error


def _keys(found: Mapping[str, Any]) -> KeySet:
    content = _asked("GET", found["jwks_uri"])
    try:
        return KeySet.import_key_set(
            {"keys": [one for one in content["keys"] if one.get("kty") in ("RSA", "EC")]}
        )
    except (JoseError, KeyError, ValueError, TypeError, AttributeError):
        raise Invalid({"issuer": "The provider's keys cannot be read."}) from None


def _asked(method: str, address: str, **more: Any) -> dict[str, Any]:
    """A JSON object from the provider: no redirects, no patience for slow or large answers; raises Invalid."""
    try:
        with (
            httpx.Client(timeout=PATIENCE, follow_redirects=False) as client,
            client.stream(method, address, **more) as response,
        ):
            body = b""
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise Invalid({"issuer": "The provider's answer is too large."})
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise Invalid({"issuer": f"The provider cannot be reached: {type(error).__name__}."}) from error
    if response.status_code != 200:
        raise Invalid({"issuer": f"The provider answered {response.status_code}."})
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict):
        raise Invalid({"issuer": "The provider's answer is no JSON object."})
    return content
