"""A terminal for a program, also where the system gives none: a chroot whose /dev has no devpts."""

import ctypes
import os
import pty

CLONE_NEWNS = 0x00020000  # linux/sched.h
MS_PRIVATE = 1 << 18  # linux/mount.h


def open_terminal():
    """The two ends: of the person and of the program."""
    try:
        return pty.openpty()
    except OSError:
        mount_terminals()
        return pty.openpty()


def mount_terminals():
    """Gives them to this process and its children, and to nobody else; takes root."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) == 0:
        libc.mount(None, b"/dev", None, MS_PRIVATE, None)  # Fails where it is a plain folder.
        if libc.mount(b"devpts", b"/dev/pts", b"devpts", 0, b"newinstance,ptmxmode=0666") == 0:
            return
    raise OSError(ctypes.get_errno(), f"no terminal: {os.strerror(ctypes.get_errno())}")
