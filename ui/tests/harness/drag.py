"""A small window that files can be dragged out of, for tests that drive a real pointer.

Offers the files of the command line as text/uri-list. Prints `ready X Y` (where to take hold), `dragging` once GTK has
begun the drag, `asked` when a target looks at the files, `welcome` and `unwelcome` as the target under the pointer says that
it would take them or not, then `dropped` when a target took them or `refused` when none did.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402  (the versions come first)

EDGE = 64


def say(*words):
    print(*words, flush=True)


def main():
    uris = [Path(name).resolve().as_uri() for name in sys.argv[1:]]
    taken = {"data": False, "refused": False}

    window = Gtk.Window(title="Pondesk drag source", decorated=False, skip_taskbar_hint=True)
    window.set_default_size(EDGE, EDGE)
    window.set_keep_above(True)
    window.set_accept_focus(False)
    window.set_type_hint(Gdk.WindowTypeHint.UTILITY)
    box = Gtk.EventBox()
    box.add(Gtk.Label(label="drag"))
    window.add(box)

    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()

    def give(_box, _context, data, _info, _time):
        if not taken["data"]:
            say("asked")
        taken["data"] = True
        data.set_uris(uris)

    def fail(_box, _context, _result):
        taken["refused"] = True
        return True

    def end(_box, _context):
        taken["end"] = True
        say("dropped" if taken["data"] and not taken["refused"] else "refused")

    welcome = [False]

    def look(context):
        if "end" in taken:
            return False
        now = context.get_selected_action() != 0
        if now != welcome[0]:
            welcome[0] = now
            say("welcome" if now else "unwelcome")
        return True

    def begin(_box, context):
        say("dragging")
        GLib.timeout_add(10, look, context)

    box.connect("drag-begin", begin)
    box.connect("drag-data-get", give)
    box.connect("drag-failed", fail)
    box.connect("drag-end", end)
    window.connect("destroy", Gtk.main_quit)

    screen = window.get_screen()
    window.move(screen.get_width() - EDGE - 8, screen.get_height() - EDGE - 8)
    window.show_all()

    def report():
        _, x, y = window.get_window().get_origin()
        placed = x > screen.get_width() // 2 and y > screen.get_height() // 2
        if placed:
            say("ready", x + EDGE // 2, y + EDGE // 2)
        return not placed

    GLib.timeout_add(20, report)
    Gtk.main()


main()
