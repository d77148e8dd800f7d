// A display that nobody sees, with a window manager, a pointer, a keyboard and a clipboard.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Program, run, start, until } from './processes.mjs';

/** Debian's own Python has the GTK bindings; another one first in PATH has not. */
const python = '/usr/bin/python3';
const dragSource = fileURLToPath(new URL('./drag.py', import.meta.url));

/** Starts Xvfb on a free display and openbox on it; both end with the test at the latest. */
export async function startScreen(t, { width = 1600, height = 1000 } = {}) {
  const server = start(t, 'Xvfb', [
    ...['-displayfd', '1', '-screen', '0', `${width}x${height}x24`],
    ...['-nolisten', 'tcp', '-noreset'],
  ]);
  const display = `:${await server.line(/^\d+$/)}`;
  const env = { DISPLAY: display, WAYLAND_DISPLAY: '', GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' };
  const screen = new Screen(t, { width, height, env });
  start(t, 'openbox', ['--sm-disable'], { env });
  // Only a window manager says which desktop is the current one.
  await until('openbox manages the screen', () => screen.xdotool('get_desktop'));
  return screen;
}

/** The display, for programs (`env`) and for the hands of a test. */
export class Screen {
  #t;

  constructor(t, { width, height, env }) {
    this.#t = t;
    Object.assign(this, { width, height, env });
  }

  /** Runs xdotool with these words and returns what it printed. */
  xdotool(...words) {
    return run('xdotool', words.map(String), { env: this.env });
  }

  /** Presses keys by X's names, as in `ctrl+v`, wherever the focus is. */
  press(...keys) {
    return this.xdotool('key', '--clearmodifiers', ...keys);
  }

  /** Puts a picture on the clipboard, for a real paste. */
  async copyPicture(file, type = 'image/png') {
    // It stays alive to answer whoever pastes; `-loops 0` means until something else is copied.
    const clip = new Program('xclip', ['-quiet', '-loops', '0', '-selection', 'clipboard', '-t', type, '-i', file], {
      env: this.env,
    });
    this.#t.after(() => clip.stop());
    const size = (await readFile(file)).length;
    await until('the clipboard offers the picture', async () => {
      const targets = await run('xclip', ['-selection', 'clipboard', '-t', 'TARGETS', '-o'], { env: this.env });
      return targets.includes(type) && size > 0;
    });
  }

  /** Where the window with this title lies on the screen: `id`, `x`, `y`, `width`, `height`. */
  async place(title) {
    return until(`a window ${title}`, async () => {
      const ids = (await this.xdotool('search', '--onlyvisible', '--name', `^${title}$`)).split('\n').filter(Boolean);
      const places = await Promise.all(ids.map((id) => this.#geometry(id)));
      // A toolkit keeps small helpers of the same title outside of the screen.
      return places.sort((a, b) => b.width * b.height - a.width * a.height)[0];
    });
  }

  /** Puts the window with this title in front, with the keyboard. */
  async activate(title) {
    const { id } = await this.place(title);
    await this.xdotool('windowactivate', '--sync', id);
  }

  async #geometry(id) {
    const shell = await this.xdotool('getwindowgeometry', '--shell', id);
    const figure = (name) => Number(shell.match(new RegExp(`^${name}=(-?\\d+)$`, 'm'))[1]);
    return { id, x: figure('X'), y: figure('Y'), width: figure('WIDTH'), height: figure('HEIGHT') };
  }

  /**
   * Drags files from another program and lets them fall at a point of the screen.
   *
   * With `drop: false` it stays over the point, button down, for a look at the drop zone; `release` lets go.
   */
  async dragFiles(files, { x, y }, { drop = true } = {}) {
    const source = start(this.#t, python, [dragSource, ...files], { env: this.env });
    const [, fromX, fromY] = (await source.line(/^ready \d+ \d+$/)).split(' ').map(Number);
    await this.xdotool('mousemove', fromX, fromY, 'mousedown', 1);
    // GTK takes a press for a drag once the pointer has left the spot; then it wants to be seen on its way.
    await this.xdotool('mousemove_relative', '--', -12, -12);
    await source.line(/^dragging$/);
    for (let step = 1; step <= 10; step += 1) {
      const at = (from, to) => Math.round(from + ((to - from) * step) / 10);
      await this.xdotool('mousemove', at(fromX - 12, x), at(fromY - 12, y));
    }
    // A target that answers late must see the pointer over it, have looked at the files and want them, before they fall.
    let inch = 2;
    await until('a target wants the files', async () => {
      inch = -inch;
      await this.xdotool('mousemove_relative', '--', inch, inch);
      const said = source.lines.findLast((line) => /^(un)?welcome$/.test(line));
      return source.lines.includes('asked') && said === 'welcome';
    });
    const release = async () => {
      await this.xdotool('mouseup', 1);
      const end = await source.line(/^(dropped|refused)$/);
      await source.stop();
      return end;
    };
    return drop ? { end: await release() } : { release };
  }
}
