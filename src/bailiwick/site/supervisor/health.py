"""Is the port free before the start, and does the web server answer after it."""

import errno
import http.client
import ipaddress
import socket

from bailiwick.site.failures import CannotRun

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to


def require_free_port(host: str, port: int) -> None:
    """Raises CannotRun when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotRun(
                    f"Port {port} of {host} is taken by another program. Choose another: --port {port + 1}"
                ) from error
            raise CannotRun(f"{host}, port {port}, cannot be listened on: {error.strerror}.") from error


def address(host: str, port: int) -> str:
    """The address that a person on this machine opens."""
    shown = "localhost" if host in EVERYWHERE or _is_loopback(host) else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def is_healthy(host: str, port: int) -> bool:
    """Whether /healthz answers 200 within two seconds."""
    target = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
