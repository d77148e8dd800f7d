// The hunter for secrets must find one in every form, or its silence after a run says nothing.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from '../harness/processes.mjs';
import { findSecret } from '../harness/secrets.mjs';

const secret = 'aS3cret/of+our0wn';
const written = {
  raw: secret,
  json: JSON.stringify({ accessSecret: secret }),
  utf16: Buffer.from(`x${secret}`, 'utf16le'),
  hex: Buffer.from(secret).toString('hex'),
  upperHex: Buffer.from(secret).toString('hex').toUpperCase(),
  query: `?secret=${encodeURIComponent(secret)}`,
  base64: Buffer.from(secret).toString('base64'),
  base64InPair: Buffer.from(`k:${secret}@host`).toString('base64'),
  base64OneOff: Buffer.from(`k${secret}`).toString('base64url'),
};

for (const [form, content] of Object.entries(written)) {
  test(`a secret is found as ${form}`, async (t) => {
    const path = await folder(t);
    await mkdir(join(path, 'deep/er'), { recursive: true });
    await writeFile(join(path, 'deep/er/file'), Buffer.concat([Buffer.alloc(70_000, 7), Buffer.from(content)]));
    assert.equal((await findSecret(path, secret)).length, 1);
  });
}

test('nothing is found where there is nothing', async (t) => {
  const path = await folder(t);
  await writeFile(join(path, 'file'), 'aS3cret/of+our0w and more');
  assert.deepEqual(await findSecret(path, secret), []);
});
