"""Unlocks a keyring as its owner would in its prompt: `unlock.py COLLECTION PASSWORD`.

GNOME's own prompt uses the same call; the keyring has no other way to be unlocked without a screen.
"""

import sys

from gi.repository import Gio, GLib

collection, password = sys.argv[1:]
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(interface, method, arguments):
    return bus.call_sync(
        "org.freedesktop.secrets", "/org/freedesktop/secrets", interface, method, arguments, None, 0, -1
    )


plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
_, session = call("org.freedesktop.Secret.Service", "OpenSession", plain)
secret = (session, b"", password.encode(), "text/plain")
call(
    "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
    "UnlockWithMasterPassword",
    GLib.Variant("(o(oayays))", (collection, secret)),
)
