// A keyring of its own on a bus of its own: a test may lock it without locking the suite's.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { folder, run, start, until } from './processes.mjs';

const unlock = fileURLToPath(new URL('./unlock.py', import.meta.url));
const PASSWORD = 'of a test';
const LOGIN = '/org/freedesktop/secrets/collection/login';

/** Starts one, unlocked. `env` is for programs that shall use it; `lock` and `unlock` do as its owner would. */
export async function startKeyring(t) {
  const home = await folder(t);
  const socket = `${home}/bus`;
  const env = {
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
    ...{ HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
  };
  start(t, 'dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${env.DBUS_SESSION_BUS_ADDRESS}`], {
    env,
  });
  await until('the bus listens', () => existsSync(socket));
  const secrets = (path, method, ...args) =>
    run(
      'dbus-send',
      [
        ...['--session', '--print-reply', '--dest=org.freedesktop.secrets', path],
        ...[`org.freedesktop.Secret.Service.${method}`, ...args],
      ],
      { env },
    );
  start(t, 'gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env, input: PASSWORD });
  await until('the keyring answers', async () =>
    (await secrets('/org/freedesktop/secrets', 'ReadAlias', 'string:default')).includes('/collection/login'),
  );
  return {
    env,
    unlock: () => run('/usr/bin/python3', [unlock, LOGIN, PASSWORD], { env }),
    lock: () => secrets('/org/freedesktop/secrets', 'Lock', `array:objpath:${LOGIN}`),
  };
}
