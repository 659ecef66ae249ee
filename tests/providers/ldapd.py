"""A directory (ldaptor, in memory) that speaks LDAP with StartTLS and LDAPS: python ldapd.py KEY CERTIFICATE < LDIF."""

import sys
from io import BytesIO
from typing import Any

from ldaptor.inmemory import fromLDIFFile
from ldaptor.interfaces import IConnectedLDAPEntry
from ldaptor.protocols import pureldap
from ldaptor.protocols.ldap.ldapserver import LDAPServer
from twisted.internet import protocol, reactor, ssl
from twisted.python.components import registerAdapter

START_TLS = b"1.3.6.1.4.1.1466.20037"


class Directory(protocol.ServerFactory):
    """The entries, and the key for TLS."""

    def __init__(self, root: Any, secured: Any) -> None:
        self.root, self.secured = root, secured


class Server(LDAPServer):
    """A connection."""

    def handle_LDAPExtendedRequest(self, request: Any, controls: Any, reply: Any) -> Any:  # noqa: N802 - ldaptor's name
        if request.requestName != START_TLS:
            return super().handle_LDAPExtendedRequest(request, controls, reply)
        reply(pureldap.LDAPExtendedResponse(resultCode=0, responseName=START_TLS))
        self.transport.startTLS(self.factory.secured)
        return None


registerAdapter(lambda factory: factory.root, Directory, IConnectedLDAPEntry)


def serve(root: Any) -> None:
    """Listen, and say where."""
    secured = ssl.DefaultOpenSSLContextFactory(sys.argv[1], sys.argv[2])
    factory = Directory(root, secured)
    factory.protocol = Server
    plain = reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port
    over_tls = reactor.listenSSL(0, factory, secured, interface="127.0.0.1").getHost().port
    sys.stdout.write(f"ldap://localhost:{plain} ldaps://localhost:{over_tls}\n")
    sys.stdout.flush()


fromLDIFFile(BytesIO(sys.stdin.buffer.read())).addCallback(serve)
reactor.run()
