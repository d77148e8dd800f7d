// A desktop that shows notices, on the session's bus.
import { fileURLToPath } from 'node:url';
import { run, start, until } from './processes.mjs';

const program = fileURLToPath(new URL('./desktop.py', import.meta.url));

/** Starts one. `shows` waits for a notice; `click` clicks it. */
export async function startDesktop(t) {
  const desktop = start(t, '/usr/bin/python3', [program]);
  await desktop.line(/"ready"/);
  const notices = () => desktop.lines.map((line) => JSON.parse(line)).filter(({ number }) => number);
  return {
    notices,
    shows: (title) => until(`the desktop shows ${title}`, () => notices().find((notice) => title.test(notice.title))),
    click: ({ number }) =>
      run('dbus-send', [
        ...['--session', '--print-reply', '--dest=org.freedesktop.Notifications', '/org/freedesktop/Notifications'],
        ...['dev.pondesk.Hand.Click', `uint32:${number}`],
      ]),
  };
}
