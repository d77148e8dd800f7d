import { describe, expect, it } from 'vitest';
import { rangeOf, stepTo, tickOf, withTicks } from './rows';

const rows = ['a', 'b', 'c', 'd'];

describe('stepTo', () => {
  it('begins at the near end and stops at the far one', () => {
    expect(stepTo(rows, null, 1)).toBe('a');
    expect(stepTo(rows, null, -1)).toBe('d');
    expect(stepTo(rows, 'b', 1)).toBe('c');
    expect(stepTo(rows, 'd', 1)).toBe('d');
    expect(stepTo(rows, 'gone', 1)).toBe('a');
    expect(stepTo([], 'a', 1)).toBeNull();
  });
});

describe('rangeOf', () => {
  it('goes both ways and survives a row that is gone', () => {
    expect(rangeOf(rows, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(rows, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(rows, 'gone', 'c')).toEqual(['c']);
    expect(rangeOf(rows, 'a', 'gone')).toEqual([]);
  });
});

describe('ticks', () => {
  it('knows all, some and none', () => {
    const ticked = withTicks(new Set<string>(), ['a', 'b'], true);
    expect(tickOf(['a', 'b'], ticked)).toEqual({ checked: true, some: true });
    expect(tickOf(rows, ticked)).toEqual({ checked: false, some: true });
    expect(tickOf(['c'], ticked)).toEqual({ checked: false, some: false });
    expect(tickOf([], ticked)).toEqual({ checked: false, some: false });
    expect([...withTicks(ticked, ['a'], false)]).toEqual(['b']);
  });
});
