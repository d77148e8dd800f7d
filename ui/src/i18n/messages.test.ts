import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Messages = Record<string, unknown>;
const areas = readdirSync('messages');
const read = (area: string, language: string) =>
  JSON.parse(readFileSync(`messages/${area}/${language}.json`, 'utf8')) as Messages;
const params = (message: unknown) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

describe.each(areas)('messages of %s', (area) => {
  const [en, zh] = [read(area, 'en'), read(area, 'zh')];
  it('are the same in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });
  it('take the same figures and names, and none is empty', () => {
    for (const [key, message] of Object.entries(en)) {
      expect(JSON.stringify(zh[key]).length, key).toBeGreaterThan(2);
      if (key !== '$schema' && typeof message === 'string') expect(params(zh[key]), key).toEqual(params(message));
    }
  });
  it('carry the name of their area', () => {
    const prefix = area === 'errors' ? 'error_' : `${area}_`;
    expect(Object.keys(en).filter((key) => key !== '$schema' && !key.startsWith(prefix))).toEqual([]);
  });
});
