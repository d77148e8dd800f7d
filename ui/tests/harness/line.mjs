// The line between a desk and PandaPon, which a test can cut: a TCP proxy on a port of its own.
import { connect, createServer } from 'node:net';

/**
 * Opens a line to `baseUrl`. Returns its own `baseUrl`, and how it is cut and mended:
 *
 * `cutAfter(text)` waits for a request that holds this text, lets it arrive whole and be answered, and then cuts the line
 * before a byte of the answer is through; from then on nothing gets through. It returns once that has happened.
 * `mend()` lets new connections through again.
 */
export async function openLine(t, baseUrl) {
  const { hostname, port } = new URL(baseUrl);
  const sockets = new Set();
  let cut = false;
  let trap = null;
  const server = createServer((near) => {
    if (cut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    let caught = false;
    near.on('data', (bytes) => {
      caught ||= trap !== null && bytes.includes(trap.text);
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!caught) return near.write(bytes);
      cut = true;
      for (const socket of sockets) socket.destroy();
      trap.sprung();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    cutAfter: (text) => new Promise((resolve) => (trap = { text, sprung: resolve })),
    mend() {
      cut = false;
      trap = null;
    },
  };
}
