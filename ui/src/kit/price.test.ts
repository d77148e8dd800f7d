import { describe, expect, it } from 'vitest';
import { changeShare, direction, sumOf } from './price';

const yuan = (minor: string) => ({ minor, currency: 'CNY' });

describe('sumOf', () => {
  it('keeps every fen where JavaScript numbers would not', () => {
    expect(sumOf([yuan('9007199254740993'), yuan('1'), yuan('-2')])).toEqual(yuan('9007199254740992'));
  });

  it('is nothing of nothing', () => {
    expect(sumOf([])).toEqual(yuan('0'));
  });
});

describe('direction and changeShare', () => {
  it('compares minor units and tells the share', () => {
    expect(direction(yuan('8200'), yuan('8650'))).toBe('up');
    expect(direction(yuan('8650'), yuan('8200'))).toBe('down');
    expect(direction(yuan('8200'), yuan('8200'))).toBe('same');
    expect(changeShare(yuan('8200'), yuan('8650'))).toBeCloseTo(0.0548, 4);
    expect(changeShare(yuan('0'), yuan('8650'))).toBeNull();
  });
});
