/** A host for tests and pictures: answers from tables, counts what it is asked. Never part of the bundle. */
import type { CommandName, Commands, FileRef } from '../src/bindings';
import type { Change, DesktopNotice, Drop, Host } from '../src/platform/host';

/** Answers by command; what has none is refused loudly. */
export type Answers = {
  [N in CommandName]?: (request: Commands[N]['request']) => Commands[N]['response'] | Promise<Commands[N]['response']>;
};

/** A host that a test can look into and speak through. */
export interface FakeHost extends Host {
  /** What was asked, in order. */
  asked: { name: CommandName; request: unknown }[];
  answers: Answers;
  change: (change: Change) => void;
  drop: (drop: Drop) => void;
  opened: string[];
  /** What the desktop was given to show. */
  notified: DesktopNotice[];
  /** The number on the icon. */
  badged: number;
  /** A notice is clicked on the desktop. */
  openNotice: (key: string) => void;
  /** Files that were handed to the user. */
  saved: string[];
}

export const aFile: FileRef = {
  fileId: 'file-1',
  name: 'client-dress.jpg',
  mediaType: 'image/jpeg',
  bytes: 248_000,
  width: 1080,
  height: 1440,
  picture: 'goods/q.svg',
};

export function fakeHost(answers: Answers, pictureUrl: (key: string) => string = (key) => `/picture/${key}`): FakeHost {
  const changes = new Set<(change: Change) => void>();
  const drops = new Set<(drop: Drop) => void>();
  const clicks = new Set<(key: string) => void>();
  const host: FakeHost = {
    asked: [],
    opened: [],
    notified: [],
    badged: 0,
    saved: [],
    answers,
    async call(name, request) {
      host.asked.push({ name, request });
      const answer = host.answers[name] as ((request: unknown) => unknown) | undefined;
      if (!answer) throw new Error(`the fake host has no answer to ${name}`);
      return structuredClone(await answer(request)) as never;
    },
    onChange(listener) {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    change: (change) => changes.forEach((listener) => listener(change)),
    drop: (drop) => drops.forEach((listener) => listener(drop)),
    pictureUrl,
    takeFile: (_file, name) => Promise.resolve({ ...aFile, name }),
    chooseFile: () => Promise.resolve(aFile),
    savePaper(paperId) {
      host.saved.push(paperId);
      return Promise.resolve(true);
    },
    onDrop(listener) {
      drops.add(listener);
      return () => drops.delete(listener);
    },
    pasteFile: () => Promise.resolve(null),
    openLink(url) {
      host.opened.push(url);
      return Promise.resolve();
    },
    notify(notice) {
      host.notified.push(notice);
      return Promise.resolve();
    },
    onNoticeOpened(listener) {
      clicks.add(listener);
      return () => clicks.delete(listener);
    },
    openNotice: (key) => clicks.forEach((listener) => listener(key)),
    badge: (count) => (host.badged = count),
  };
  return host;
}
