"""`bailiwick up` with stand-ins for the web server and the worker: python -m … DATA PORT [how the web behaves]."""

import sys
from pathlib import Path

from bailiwick.site.cli.outcome import exit_code_of
from bailiwick.site.cli.up import serve
from bailiwick.site.installation import Installation

WEB = """
import http.server, os, pathlib, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(str(os.getpid()).encode())
    def log_message(self, *_): pass
class Server(http.server.ThreadingHTTPServer):
    allow_reuse_address = True
print("address", os.environ["BAILIWICK_DB_URL"])
Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
WORKER = """
import signal, sys, time
def finish(*_):
    print("finished its work", flush=True); sys.exit(0)
signal.signal(signal.SIGTERM, finish)
time.sleep(600)
"""
PREPARATION = """
import json, os, psycopg
with psycopg.connect(os.environ["BAILIWICK_OWNER_URL"]) as owner:
    owner.execute("create table if not exists prepared (id int)")
print(json.dumps({"link": os.environ["BAILIWICK_PUBLIC_URL"] + "/welcome/once"}))
"""


def main(data: str, port: str, web: str = WEB, worker: str = WORKER) -> None:
    """Run until told to stop."""
    commands = {
        "web": (sys.executable, "-c", web, port),
        "worker": (sys.executable, "-c", worker),
    }
    preparation = (sys.executable, "-c", PREPARATION)
    serve(Installation(Path(data)), commands, host="127.0.0.1", port=int(port), preparation=preparation)


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        main(*sys.argv[1:])
    except RuntimeError as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(exit_code_of(problem))
