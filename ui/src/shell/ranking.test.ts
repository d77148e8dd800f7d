import { expect, it } from 'vitest';
import { ranked } from './ranking';

const titles = ['Go to: Cart', 'Search with a picture', 'Go to: Search', '前往：购物车', 'Preview the order'];
const found = (typed: string) => ranked(titles, typed, (title) => title);

it('keeps the order while nothing is typed', () => {
  expect(found('  ')).toEqual(titles);
});
it('puts titles that begin with the words first, then words that do', () => {
  expect(found('search')).toEqual(['Search with a picture', 'Go to: Search']);
  expect(found('p')).toEqual(['Preview the order', 'Search with a picture']);
});
it('wants all words, in any order, and reads Chinese', () => {
  expect(found('cart go')).toEqual(['Go to: Cart']);
  expect(found('购物')).toEqual(['前往：购物车']);
  expect(found('nothing like it')).toEqual([]);
});
