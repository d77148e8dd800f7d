// A PandaPon that has an operation at another path than its reference says: an HTTP proxy before the sandbox.
import { createServer, request } from 'node:http';

/**
 * Opens it before the sandbox at `baseUrl`. What is asked for at `to` is asked of the sandbox at `from`, both below the base
 * URL; at `from` itself there is nothing any more.
 *
 * Returns its own `baseUrl`, and `asked`: the paths below it, in the order in which they were asked for.
 */
export async function moveOperation(t, baseUrl, { from, to }) {
  const { hostname, port, pathname } = new URL(baseUrl);
  const root = pathname.replace(/\/$/, '');
  const asked = [];
  const server = createServer((near, back) => {
    const [path, query] = near.url.slice(root.length).split('?');
    asked.push(path);
    // What the sandbox says of a path that it does not have is what it says of this one.
    const there = path === to ? from : path === from ? `${from}/nothing` : path;
    const url = [`${root}${there}`, query].filter(Boolean).join('?');
    const far = request({ hostname, port, method: near.method, path: url, headers: near.headers }, (answer) => {
      back.writeHead(answer.statusCode, answer.headers);
      answer.pipe(back);
    });
    far.on('error', () => back.destroy());
    near.pipe(far);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { baseUrl: `http://127.0.0.1:${server.address().port}${pathname}`, asked };
}
