"""How the server runs. Two processes with two threads each: a save takes milliseconds of computing, of which a process
does one at a time. More threads would not answer more, only let some wait much longer (`make bench`)."""

import gc
import os

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers, threads = 2, 2
# Loading before the fork shares the memory; each worker opens its own database connections.
preload_app = True
keepalive = 30
timeout = graceful_timeout = 30
control_socket_disable = True  # it would lie outside var/
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (a heartbeat file, in memory)


def when_ready(server: object) -> None:
    """Keep the collector away from what is loaded before the fork: its marks would unshare every page of it."""
    gc.collect()
    gc.freeze()
