import { describe, expect, it } from 'vitest';
import { fillOf } from './level';
import { changeShare, direction } from './price';
import { stepLine } from './steps';
import { originalBelow, shownText } from './text';

const yuan = (minor: string) => ({ minor, currency: 'CNY' });

describe('the pond', () => {
  const now = 100 * 3_600_000;
  it('falls with the age', () => {
    const at = (minutes: number) => fillOf(now - minutes * 60_000, now, false);
    expect([at(0), at(5), at(5.1), at(60), at(60.1)]).toEqual(['full', 'full', 'half', 'half', 'low']);
  });
  it('is dry offline and when nothing was ever read', () => {
    expect([fillOf(now, now, true), fillOf(null, now, false)]).toEqual(['dry', 'dry']);
  });
});

describe('price changes', () => {
  it('compare beyond the safe integers', () => {
    expect(direction(yuan('9007199254740993'), yuan('9007199254740992'))).toBe('down');
    expect(direction(yuan('8200'), yuan('8650'))).toBe('up');
    expect(direction(yuan('1'), yuan('1'))).toBe('same');
  });
  it('are shares of what it was', () => {
    expect(changeShare(yuan('8200'), yuan('8650'))).toBeCloseTo(0.0548, 4);
    expect(changeShare(yuan('72900'), yuan('70500'))).toBeCloseTo(-0.0329, 4);
    expect(changeShare(yuan('0'), yuan('5'))).toBeNull();
  });
});

describe('the step line', () => {
  it('holds a price, then jumps, and holds the last until now', () => {
    const line = stepLine(
      [
        { at: 0, minor: '100' },
        { at: 50, minor: '200' },
      ],
      100,
      104,
      44,
    );
    expect(line).toEqual({ path: 'M0 36H50V8H100', lastStep: 'M50 36V8H100', end: { x: 100, y: 8 } });
  });
  it('lies in the middle when nothing changed, and is nothing without points', () => {
    expect(stepLine([{ at: 0, minor: '7' }], 10, 104, 44)?.path).toBe('M0 22H100');
    expect(stepLine([], 10, 104, 44)).toBeNull();
  });
});

describe('seller text', () => {
  const title = { original: '连衣裙', translations: { en: 'Dress' } };
  it('is the platform’s translation with the original below, and the original alone in Chinese', () => {
    expect(shownText(title, 'en')).toEqual({ text: 'Dress', lang: 'en' });
    expect(originalBelow(title, 'en')).toBe('连衣裙');
    expect(shownText(title, 'zh')).toEqual({ text: '连衣裙', lang: 'zh-CN' });
    expect(originalBelow(title, 'zh')).toBeNull();
  });
  it('is the original where the platform sent no translation', () => {
    expect(shownText(title, 'vi')).toEqual({ text: '连衣裙', lang: 'zh-CN' });
  });
});
