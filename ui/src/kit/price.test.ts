import { describe, expect, it } from 'vitest';
import { sumOf } from './price';

const yuan = (minor: string) => ({ minor, currency: 'CNY' });

describe('sumOf', () => {
  it('keeps every fen where JavaScript numbers would not', () => {
    expect(sumOf([yuan('9007199254740993'), yuan('1'), yuan('-2')])).toEqual(yuan('9007199254740992'));
  });

  it('is nothing of nothing', () => {
    expect(sumOf([])).toEqual(yuan('0'));
  });
});
