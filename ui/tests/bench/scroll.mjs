// How smoothly the orders of a data folder scroll in the real window, as one line of JSON: frames a second of the empty
// window and of the list, and how often a place in the list was painted without its row. Told which folder by its argument.
import { until } from '../harness/processes.mjs';
import { startScreen } from '../harness/screen.mjs';
import { place } from '../harness/hands.mjs';
import { openWindow } from '../harness/window.mjs';

/** How long each is watched. */
const WATCHED_MS = 8_000;
/** Pixels a frame: about 350 rows a second, as fast as a wheel is flung. */
const STEP = 200;

/** Runs in the page: frames a second while `step` is called for each frame. */
async function watch(forMs, step, selector) {
  const scroller = selector === null ? null : document.querySelector(selector);
  const times = [];
  let missing = 0;
  let looks = 0;
  let way = 1;
  await new Promise((resolve) => {
    const frame = (now) => {
      times.push(now);
      if (scroller) {
        const before = scroller.scrollTop;
        scroller.scrollTop += way * step;
        if (scroller.scrollTop === before) way = -way;
        // What is painted now: rows at the top, the middle and the foot of what is in sight.
        const { left, top, width, height } = scroller.getBoundingClientRect();
        for (const share of [0.1, 0.5, 0.95]) {
          looks += 1;
          const row = document.elementFromPoint(left + width / 3, top + height * share)?.closest('tr[data-row]');
          if (!row || row.innerText.trim() === '') missing += 1;
        }
      }
      if (now - times[0] >= forMs) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const gaps = times.slice(1).map((time, at) => time - times[at]);
  gaps.sort((one, other) => one - other);
  const seconds = (times.at(-1) - times[0]) / 1000;
  return {
    fps: (times.length - 1) / seconds,
    slowest: gaps.at(-1),
    p99: gaps[Math.floor(gaps.length * 0.99)],
    looks,
    missing,
    way: scroller?.scrollTop ?? 0,
  };
}

const endings = [];
const t = { after: (end) => endings.unshift(end) };

try {
  const data = process.argv[2];
  if (!data) throw new Error('which data folder?');
  const screen = await startScreen(t, { width: 1920, height: 1080 });
  const window = await openWindow(t, screen, { data });
  await window.click(place('Orders'));
  await window.find('[role=grid] tr[data-row]');
  await until('the window is still', () =>
    window.run(() => document.getAnimations().every((one) => one.playState !== 'running')),
  );
  await window.run(() => {
    document.body.style.display = 'none';
  });
  const empty = await window.run(watch, WATCHED_MS, 0, null);
  await window.run(() => {
    document.body.style.display = '';
  });
  await window.find('[role=grid] tr[data-row]');
  const list = await window.run(watch, WATCHED_MS, STEP, '.scroller');
  const rows = await window.run(() => Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1);
  await window.quit();
  console.log(JSON.stringify({ rows, empty, list }));
} finally {
  for (const end of endings) await Promise.resolve(end()).catch(() => undefined);
}
