import { describe, expect, it } from 'vitest';
import { anOffer } from '../../../tests/samples';
import type { Dimension, Offer, Sku } from '../../bindings';
import { isFew, layOut, neighbour, paste, pickedOf, readDigits, readPieces } from './matrix';

const offer = anOffer();
const matrix = layOut(offer);
const dimension = (name: string, count: number): Dimension => ({
  name: { original: name, translations: {} },
  values: Array.from({ length: count }, (_, index) => ({
    name: { original: `${name}${index}`, translations: {} },
    picture: null,
  })),
});
const sku = (values: number[], stock: number | null = 10): Sku => ({
  ...offer.skus[0]!,
  skuId: values.join('-'),
  values,
  stock,
});
const of = (counts: number[], skus: Sku[]): Pick<Offer, 'dimensions' | 'skus'> => ({
  dimensions: counts.map((count, index) => dimension(`d${index}`, count)),
  skus,
});

describe('the layout', () => {
  it('puts two dimensions into rows and columns', () => {
    expect(matrix.rows).toHaveLength(6);
    expect(matrix.rows.every((row) => row.cells.length === 5)).toBe(true);
    expect(matrix.rows[1]?.cells[4]?.skuId).toBe('sku-1-4');
    expect([matrix.down, matrix.across]).toEqual([[0], 1]);
  });
  it('lists one dimension or a single SKU with one column', () => {
    expect(layOut(of([3], [sku([2]), sku([0]), sku([1])])).rows.map((row) => row.cells[0]?.skuId)).toEqual([
      '0',
      '1',
      '2',
    ]);
    expect(layOut(of([], [sku([])]))).toMatchObject({ across: null, rows: [{ cells: [{ skuId: '' }] }] });
  });
  it('turns a table that would be too wide, and lists what is too large both ways', () => {
    expect(layOut(of([3, 12], [sku([0, 11])])).across).toBe(0);
    expect(layOut(of([12, 12], [sku([0, 11])])).across).toBeNull();
  });
  it('names rows by all other dimensions and leaves holes where nothing is made', () => {
    const three = layOut(of([2, 2, 2], [sku([1, 0, 1]), sku([0, 1, 0])]));
    expect(three.rows.map((row) => row.values.map(({ value }) => value))).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(three.rows[0]?.cells.map((cell) => cell?.skuId ?? null)).toEqual(['0-1-0', null]);
  });
});

describe('moving', () => {
  it('passes over what is sold out', () => {
    expect(neighbour(matrix, { row: 3, column: 1 }, 0, 1)).toEqual({ row: 3, column: 3 });
    expect(neighbour(matrix, { row: 0, column: 4 }, 1, 0)).toEqual({ row: 2, column: 4 });
  });
  it('stops at the edge', () => {
    expect(neighbour(matrix, { row: 1, column: 3 }, 0, 1)).toBeNull();
    expect(neighbour(matrix, { row: 0, column: 0 }, -1, 0)).toBeNull();
  });
});

describe('typing', () => {
  it('reads digits as people and spreadsheets write them', () => {
    expect(['１２', '1,200', ' 7 ', '–', '-', ''].map(readDigits)).toEqual(['12', '1200', '7', '', '', '']);
  });
  it('knows what is no number of pieces', () => {
    expect(['12', '0', '1.5', 'x', '-3', '12345678', ''].map(readPieces)).toEqual([
      12,
      0,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  it('gives the engine what is a number, a zero included, in the order of the SKUs', () => {
    expect(pickedOf({ 'sku-1-0': '4', 'sku-0-0': '0', 'sku-0-1': 'x' }, offer.skus)).toEqual([
      { skuId: 'sku-0-0', quantity: 0 },
      { skuId: 'sku-1-0', quantity: 4 },
    ]);
  });
  it('says that few are left', () => {
    expect([sku([0], 19), sku([0], 20), sku([0], 0), sku([0], null)].map(isFew)).toEqual([true, false, false, false]);
  });
});

describe('pasting rows', () => {
  it('fills to the right and down and empties by empty cells', () => {
    expect(paste(matrix, { row: 0, column: 1 }, '6\t12\r\n\t4\r\n')).toEqual({
      fills: [
        { skuId: 'sku-0-1', text: '6' },
        { skuId: 'sku-0-2', text: '12' },
        { skuId: 'sku-1-1', text: '' },
        { skuId: 'sku-1-2', text: '4' },
      ],
      left: 0,
    });
  });
  it('counts what is sold out, outside or no number', () => {
    const pasted = paste(matrix, { row: 1, column: 3 }, '5\t7\t9\nabc\t2');
    expect(pasted.fills).toEqual([
      { skuId: 'sku-1-3', text: '5' },
      { skuId: 'sku-2-4', text: '2' },
    ]);
    expect(pasted.left).toBe(3);
  });
});
