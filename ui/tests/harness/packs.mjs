// Evidence packs, as whoever gets one reads them: unpacked, checked against their hashes, their record drawn.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from './processes.mjs';

const HASHES = 'SHA256SUMS';

/**
 * Unpacks a pack into a folder. Its list of hashes has to be right, and to have every file but itself.
 *
 * Returns the `names` of the files, and where each is (`at`).
 */
export async function packedIn(zip, into) {
  await run('python3', ['-m', 'zipfile', '-e', zip, into]);
  await run('sha256sum', ['--check', '--strict', HASHES], { cwd: into });
  const listed = (await readFile(join(into, HASHES), 'utf8')).trimEnd().split('\n');
  const names = listed.map((line) => line.replace(/^[0-9a-f]{64} {2}/, ''));
  const found = await readdir(into, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => relative(into, join(one.parentPath, one.name)));
  assert.deepEqual(files.sort(), [...names, HASHES].sort());
  return { names, at: (name) => join(into, name) };
}

/** The text of a PDF. */
export const textOf = (pdf) => run('pdftotext', ['-layout', pdf, '-']);

/** Draws the pages of a PDF at 60 dots an inch; returns of each how many dots are not white (`ink`), and not grey (`colour`). */
export async function inkOf(pdf, into) {
  await run('pdftoppm', ['-r', '60', pdf, join(into, 'page')]);
  const pages = (await readdir(into)).sort();
  return Promise.all(pages.map(async (page) => countDots(await readFile(join(into, page)))));
}

/** Reads a binary PPM: `P6`, width and height, 255, then three bytes for each dot. */
function countDots(ppm) {
  const head = ppm.toString('latin1', 0, 32).match(/^P6\s+\d+\s+\d+\s+255\s/)[0];
  let [ink, colour] = [0, 0];
  for (let at = head.length; at + 2 < ppm.length; at += 3) {
    const dot = ppm.subarray(at, at + 3);
    const [dark, light] = [Math.min(...dot), Math.max(...dot)];
    if (dark < 250) ink += 1;
    if (light - dark > 24) colour += 1;
  }
  return { ink, colour };
}
