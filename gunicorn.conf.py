"""How the site is served; gunicorn reads this file by itself.

`gunicorn config.wsgi` on a server, `make run` on a desk. A command-line option wins.
"""

import os
import sys

LOCAL_HTTP = os.environ.get("LOCAL_HTTP", "").lower() in {"1", "true", "yes", "on"}
LOOPBACK = ("127.0.0.1", "::1", "localhost")

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
# What every process needs is loaded once; a wrong setting stops the start.
preload_app = True
# It would hold addresses. `config.quiet_logging` writes a line that holds none.
accesslog = None
control_socket_disable = True


def on_starting(server) -> None:
    """Without HTTPS the site answers this machine only."""
    strange = [address for address in server.address if not _is_local(address)]
    if LOCAL_HTTP and strange:
        sys.exit("LOCAL_HTTP is for this machine only: bind to 127.0.0.1.")


def when_ready(server) -> None:
    """Tell whoever tries the site out where it is."""
    if LOCAL_HTTP:
        host, port = server.address[0][:2]
        sys.stdout.write(
            f"\n  Signpost is at http://{host}:{port}/\n"
            "  To invite the first moderator:  make moderator EMAIL=you@example.org\n"
            # Passkeys belong to a name, never to a number.
            f"  They sign in at http://localhost:{port}/admin/   Ctrl-C stops it.\n\n"
        )
        sys.stdout.flush()


def _is_local(address) -> bool:
    """A Unix socket, or a port of the loopback network."""
    return isinstance(address, str) or address[0] in LOOPBACK
