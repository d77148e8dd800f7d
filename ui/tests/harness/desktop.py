"""A desktop that shows notices: it says each as a line of JSON, and clicks one when a test asks for it."""

import json

from gi.repository import Gio, GLib

PATH = "/org/freedesktop/Notifications"
INTERFACE = "org.freedesktop.Notifications"
NODE = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface>
<interface name="dev.pondesk.Hand"><method name="Click"><arg type="u" direction="in"/></method></interface></node>"""

loop = GLib.MainLoop()
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
shown = 0


def say(**what):
    print(json.dumps(what), flush=True)


def tell(signal, form, told):
    bus.emit_signal(None, PATH, INTERFACE, signal, GLib.Variant(form, told))


def answer(_bus, _sender, _path, _interface, method, arguments, invocation):
    global shown
    values = arguments.unpack()
    if method == "GetCapabilities":
        invocation.return_value(GLib.Variant("(as)", (["actions", "body", "body-markup"],)))
    elif method == "GetServerInformation":
        invocation.return_value(GLib.Variant("(ssss)", ("A desktop of a test", "Pondesk", "1", "1.2")))
    elif method == "Notify":
        shown += 1
        invocation.return_value(GLib.Variant("(u)", (shown,)))
        say(number=shown, app=values[0], title=values[3], body=values[4])
    else:
        invocation.return_value(None)
        if method == "Click":
            tell("ActionInvoked", "(us)", (values[0], "default"))
            tell("NotificationClosed", "(uu)", (values[0], 2))


for interface in Gio.DBusNodeInfo.new_for_xml(NODE).interfaces:
    bus.register_object(PATH, interface, answer)
Gio.bus_own_name_on_connection(
    bus, INTERFACE, Gio.BusNameOwnerFlags.NONE, lambda *_: say(ready=True), lambda *_: loop.quit()
)
loop.run()
