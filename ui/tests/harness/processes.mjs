// Programs under test: where they are, how they are started, waited for and ended.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The root of the work tree. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

const target = process.env.PONDESK_TARGET_DIR ?? join(root, 'target');

/** A program of ours, as cargo's debug build leaves it, or the build that `PONDESK_PROFILE` names. */
export const binary = (name) => join(target, process.env.PONDESK_PROFILE ?? 'debug', name);

/** A tool that `cargo xtask setup` built. */
export const tool = (name) => join(target, 'tools/bin', name);

/**
 * Asks again and again until the answer is truthy, and returns it.
 *
 * An ask that throws counts as a no; its error is the cause when time runs out.
 */
export async function until(what, ask, { within = 60_000, every = 25 } = {}) {
  const deadline = Date.now() + within;
  let cause;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${within / 1000} s: ${what}`, { cause });
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** A new folder that is gone after the test. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), 'pondesk-'));
  t.after(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** A TCP port of loopback that was free a moment ago, for programs that can't choose one themselves. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A program that runs beside the test. */
export class Program {
  /** Lines of standard output so far. */
  lines = [];
  /** Lines of standard error so far. */
  complaints = [];

  constructor(command, args = [], { env = {}, cwd = root, input } = {}) {
    this.name = [command, ...args].join(' ');
    this.child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      this.child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    });
    this.ended.then((how) => (this.how = how));
    createInterface(this.child.stdout).on('line', (line) => this.lines.push(line));
    createInterface(this.child.stderr).on('line', (line) => this.complaints.push(line));
    // A program that ends before it has read its input shows that by its exit.
    this.child.stdin.on('error', () => undefined);
    this.child.stdin.end(input);
  }

  /** The first line of standard output that matches; an error with all it said when it ends before. */
  async line(pattern, options) {
    const line = await until(
      `${this.name} prints ${pattern}`,
      () => this.lines.find((line) => pattern.test(line)) ?? (this.how && { ended: this.how }),
      options,
    );
    if (typeof line === 'string') return line;
    throw new Error(`${this.name} ${line.ended}\n${[...this.lines, ...this.complaints].join('\n')}`);
  }

  /** Asks it to end; after five seconds makes it. */
  async stop() {
    if (this.how) return;
    this.child.kill('SIGTERM');
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await this.ended;
    clearTimeout(patience);
  }
}

/** Starts a program that ends with the test at the latest. */
export function start(t, command, args, options) {
  const program = new Program(command, args, options);
  t.after(() => program.stop());
  return program;
}

/** Runs a program to its end and returns its standard output; an error when it ends with another code than 0. */
export async function run(command, args, options) {
  const program = new Program(command, args, options);
  const how = await program.ended;
  if (how === 'ended with 0') return program.lines.join('\n');
  throw new Error(`${program.name} ${how}\n${[...program.lines, ...program.complaints].join('\n')}`);
}
