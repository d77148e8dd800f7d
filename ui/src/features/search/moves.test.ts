import { expect, it } from 'vitest';
import { aSummary } from '../../../tests/samples';
import { moved, type Move } from './moves';
import { keyOf } from './search.svelte';

const taobao = Array.from({ length: 7 }, (_, index) => aSummary('taobao', index));
const alibaba = Array.from({ length: 2 }, (_, index) => aSummary('1688', index));
const from = (column: typeof taobao, index: number, move: Move) =>
  moved([taobao, alibaba], 3, keyOf(column[index]!), move);

it('begins at the first card', () => {
  expect(moved([[], alibaba], 3, null, 'next')).toBe(keyOf(alibaba[0]!));
  expect(moved([[], []], 3, null, 'next')).toBeNull();
});
it('goes by one and by rows, and stays at the edges', () => {
  expect(from(taobao, 0, 'next')).toBe(keyOf(taobao[1]!));
  expect(from(taobao, 1, 'down')).toBe(keyOf(taobao[4]!));
  expect(from(taobao, 4, 'up')).toBe(keyOf(taobao[1]!));
  expect(from(taobao, 6, 'next')).toBe(keyOf(taobao[6]!));
  expect(from(taobao, 5, 'down')).toBe(keyOf(taobao[5]!));
});
it('goes across to the same row of the other platform, or its last', () => {
  expect(from(taobao, 1, 'across')).toBe(keyOf(alibaba[1]!));
  expect(from(taobao, 6, 'across')).toBe(keyOf(alibaba[1]!));
  expect(from(alibaba, 0, 'across')).toBe(keyOf(taobao[0]!));
});
