import { describe, expect, it, vi } from 'vitest';
import { dropsOf, linksIn } from './drops';
import { plainFailure, type Drop } from './host';
import { aFile } from '../../tests/fake';

const data = (texts: Record<string, string>) => ({ getData: (type: string) => texts[type] ?? '' });

describe('links in a drop', () => {
  it('come from the list of addresses, without its comments', () => {
    expect(linksIn(data({ 'text/uri-list': '# a page\r\nhttps://img.example/1.jpg\r\n' }))).toEqual([
      'https://img.example/1.jpg',
    ]);
  });
  it('come from plain text only when it is one link', () => {
    expect(linksIn(data({ 'text/plain': ' https://img.example/1.jpg ' }))).toEqual(['https://img.example/1.jpg']);
    expect(linksIn(data({ 'text/plain': 'see https://img.example/1.jpg' }))).toEqual([]);
    expect(linksIn(data({ 'text/uri-list': 'file:///etc/passwd' }))).toEqual([]);
  });
});

describe('a drop on the window', () => {
  function fire(name: string, files: File[] = [], texts: Record<string, string> = {}) {
    const event = new Event(name, { bubbles: true, cancelable: true });
    const types = [...(files.length > 0 || name !== 'drop' ? ['Files'] : []), ...Object.keys(texts)];
    Object.assign(event, { dataTransfer: { types, files, ...data(texts) } });
    window.dispatchEvent(event);
    return event;
  }
  const start = (take: (file: Blob, name: string) => Promise<typeof aFile>) => {
    const told: Drop[] = [];
    const stop = dropsOf(window, take, (drop) => told.push(drop));
    return { told, stop };
  };

  it('is over once, whatever it is dragged across, and gives the file', async () => {
    const { told, stop } = start((_, name) => Promise.resolve({ ...aFile, name }));
    fire('dragenter');
    fire('dragenter');
    fire('dragleave');
    expect(told.map(({ phase }) => phase)).toEqual(['over']);
    expect(fire('drop', [new File(['x'], 'a.png')]).defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(told[1]).toMatchObject({ phase: 'drop', files: [{ name: 'a.png' }], links: [] });
    stop();
  });
  it('gives the link of a picture dragged out of a page', async () => {
    const { told, stop } = start(() => Promise.reject(new Error('not asked')));
    fire('drop', [], { 'text/uri-list': 'https://img.example/1.jpg' });
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({ phase: 'drop', links: ['https://img.example/1.jpg'] });
    stop();
  });
  it('tells why a file was refused', async () => {
    const { told, stop } = start(() => Promise.reject(plainFailure('notAPicture')));
    fire('drop', [new File(['x'], 'notes.docx')]);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({ phase: 'drop', files: [], error: { code: 'notAPicture' } });
    stop();
  });
});
