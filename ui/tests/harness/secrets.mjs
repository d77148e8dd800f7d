// Looks for a secret in everything below a folder, byte by byte.
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a secret may have been written down, by name. */
export function forms(secret) {
  const raw = Buffer.from(secret, 'utf8');
  const hex = raw.toString('hex');
  return [
    ['raw', raw],
    ['utf-16', Buffer.from(secret, 'utf16le')],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(secret))],
    ...['base64', 'base64url'].flatMap((encoding) =>
      [0, 1, 2].map((offset) => [`${encoding}, offset ${offset}`, inner(raw, offset, encoding)]),
    ),
  ];
}

/** The letters of a base64 text that only the secret decides, when `offset` bytes of something else stand before it. */
function inner(raw, offset, encoding) {
  const text = Buffer.concat([Buffer.alloc(offset), raw])
    .toString(encoding)
    .replace(/=+$/, '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + raw.length) * 8) / 6);
  return Buffer.from(text.slice(first, last));
}

/** Every place below `folder` (names of files too) where the secret stands, as `path: form`. */
export async function findSecret(folder, secret) {
  if (secret.length < 8) throw new Error('too short to look for: it would be found by chance');
  const wanted = forms(secret);
  const found = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    const form = (bytes) => wanted.find(([, form]) => bytes.includes(form))?.[0];
    const inName = form(Buffer.from(name));
    if (inName) found.push(`${path}: name, ${inName}`);
    if (!(await lstat(path)).isFile()) continue;
    const inside = form(await readFile(path));
    if (inside) found.push(`${path}: ${inside}`);
  }
  return found;
}
