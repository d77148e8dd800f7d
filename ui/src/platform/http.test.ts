import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, httpHost } from './http';
import { CommandFailure } from './host';

const answer = (status: number, body: string) => new Response(body, { status });
const fetching = (answers: () => Promise<Response>) => vi.spyOn(globalThis, 'fetch').mockImplementation(answers);

async function failureOf(run: Promise<unknown>) {
  const reason = await run.then(
    () => null,
    (error: unknown) => error,
  );
  expect(reason).toBeInstanceOf(CommandFailure);
  return (reason as CommandFailure).failure;
}

afterEach(() => vi.restoreAllMocks());

describe('calls', () => {
  it('post the request as JSON and give the answer', async () => {
    const fetched = fetching(() => Promise.resolve(answer(200, '{"version":"0.1.0"}')));
    await expect(httpHost().call('desk_status', {})).resolves.toEqual({ version: '0.1.0' });
    expect(fetched).toHaveBeenCalledWith(
      '/api/call/desk_status',
      expect.objectContaining({ method: 'POST', body: '{}', credentials: 'same-origin' }),
    );
  });
  it('reject with the error of the engine, whole', async () => {
    const sent = {
      code: 'fieldInvalid',
      field: 'userId',
      details: { limit: '20' },
      said: 'no',
      platformCode: '40013',
      requestId: 'r-1',
      operationId: null,
    };
    fetching(() => Promise.resolve(answer(422, JSON.stringify(sent))));
    expect(await failureOf(httpHost().call('desk_status', {}))).toEqual(sent);
  });
  it('fill in what an error leaves out', async () => {
    fetching(() => Promise.resolve(answer(500, '{"code":"internal"}')));
    expect(await failureOf(httpHost().call('desk_status', {}))).toMatchObject({
      code: 'internal',
      details: {},
      said: null,
    });
  });
  it('keep the words of an answer that is no error of ours', async () => {
    fetching(() => Promise.resolve(answer(502, '<html>bad gateway')));
    expect(await failureOf(httpHost().call('desk_status', {}))).toMatchObject({
      code: 'internal',
      said: 'HTTP 502 <html>bad gateway',
    });
  });
  it('tell a lost session from a lost engine', async () => {
    fetching(() => Promise.resolve(answer(401, '')));
    expect((await failureOf(httpHost().call('desk_status', {}))).code).toBe('sessionGone');
    vi.restoreAllMocks();
    fetching(() => Promise.reject(new TypeError('connection refused')));
    expect((await failureOf(httpHost().call('desk_status', {}))).code).toBe('hostGone');
  });
});

describe('files and pictures', () => {
  it('give the bytes with the name, whatever letters it has', async () => {
    const fetched = fetching(() => Promise.resolve(answer(200, '{"fileId":"f"}')));
    const bytes = new Blob(['x']);
    await httpHost().takeFile(bytes, '裙子 1.jpg');
    expect(fetched).toHaveBeenCalledWith(
      '/api/files',
      expect.objectContaining({
        body: bytes,
        headers: expect.objectContaining({ 'x-file-name': encodeURIComponent('裙子 1.jpg') }) as unknown,
      }),
    );
  });
  it('ask for a picture by its key', () => {
    expect(httpHost().pictureUrl('a/b?c')).toBe('/picture/a%2Fb%3Fc');
  });
});

describe('the one-time code', () => {
  const at = (hash: string) => ({ hash, pathname: '/', search: '' }) as Location;
  const history = () => ({ replaceState: vi.fn() }) as unknown as History;

  it('is exchanged and leaves the address before anything is sent', async () => {
    const order: string[] = [];
    const past = history();
    vi.mocked(past.replaceState).mockImplementation((_data, _title, url) => void order.push(`address ${String(url)}`));
    fetching(() => {
      order.push('sent');
      return Promise.resolve(answer(200, ''));
    });
    await connect(at('#code=abc'), past);
    expect(order).toEqual(['address /', 'sent']);
  });
  it('is not asked for when there is none', async () => {
    const fetched = fetching(() => Promise.resolve(answer(200, '')));
    await connect(at('#/orders'), history());
    expect(fetched).not.toHaveBeenCalled();
  });
  it('that was used already is told as such', async () => {
    fetching(() => Promise.resolve(answer(401, '')));
    expect((await failureOf(connect(at('#code=old'), history()))).code).toBe('sessionGone');
  });
});
