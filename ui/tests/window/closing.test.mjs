// Closing the real window: the desk ends well, and whoever starts Pondesk again at once gets a window.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, folder, start, until } from '../harness/processes.mjs';
import { startScreen } from '../harness/screen.mjs';
import { isRunning } from '../harness/window.mjs';

test('a closed window leaves a desk that ended by itself, and one that is wanted at once comes back', async (t) => {
  const data = await folder(t);
  const screen = await startScreen(t);
  const env = { ...screen.env, PONDESK_DATA_DIR: data, XDG_DATA_HOME: data, XDG_CACHE_HOME: data, LANG: 'C.UTF-8' };
  const open = () => start(t, binary('pondesk'), [], { env });
  const mark = join(data, 'desk.closed');
  const deskIsOpen = () => until('the desk is open', () => existsSync(join(data, 'desk.sqlite')) && !existsSync(mark));
  const close = async () => {
    await screen.activate('Pondesk');
    await screen.press('alt+F4');
  };

  const first = open();
  await deskIsOpen();
  await close();
  assert.equal(await first.ended, 'ended with 0');
  assert.ok(existsSync(mark), 'the next start need not read the whole database first');

  const second = open();
  await deskIsOpen();
  await close();
  open();
  await second.ended;
  await screen.place('Pondesk');
  await deskIsOpen();
  await close();
  await until('Pondesk has ended', async () => !(await isRunning(binary('pondesk'), data)));
  assert.ok(existsSync(mark));
});
