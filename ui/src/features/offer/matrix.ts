/** How the SKUs of an offer lie in a table, and how typing, moving and pasting work in it. Rules of buying are the engine's. */
import type { Dimension, Offer, Picked, Sku, SkuId } from '../../bindings';

/** A row of the matrix: the values of all dimensions but the one across. */
export interface MatrixRow {
  /** Index of the value in each dimension that the row fixes. */
  values: { dimension: number; value: number }[];
  /** The SKU of each column; null where the seller makes none. */
  cells: (Sku | null)[];
}

/** The SKUs of an offer as a table. */
export interface Matrix {
  /** Dimensions that name the rows. */
  down: number[];
  /** The dimension across; null when there is one column of quantities. */
  across: number | null;
  rows: MatrixRow[];
}

/** Where a cell stands. */
export interface Place {
  row: number;
  column: number;
}

/** Columns that still fit beside each other. */
const MOST_COLUMNS = 8;
/** From here on the cell says that few are left. */
const FEW = 20;

function acrossOf(dimensions: readonly Dimension[]): number | null {
  if (dimensions.length < 2) return null;
  const last = dimensions.length - 1;
  if ((dimensions[last]?.values.length ?? 0) <= MOST_COLUMNS) return last;
  const fits = dimensions.findIndex((dimension) => dimension.values.length <= MOST_COLUMNS);
  return fits >= 0 ? fits : null;
}

/** Lays the SKUs out: the last dimension across when it fits, else one that does, else a plain list. */
export function layOut(offer: Pick<Offer, 'dimensions' | 'skus'>): Matrix {
  const across = acrossOf(offer.dimensions);
  const down = offer.dimensions.map((_, index) => index).filter((index) => index !== across);
  const width = across === null ? 1 : (offer.dimensions[across]?.values.length ?? 1);
  const rows: MatrixRow[] = [];
  const byKey: Record<string, MatrixRow> = {};
  for (const sku of offer.skus) {
    const key = down.map((dimension) => sku.values[dimension] ?? 0).join(',');
    let row = byKey[key];
    if (!row) {
      row = {
        values: down.map((dimension) => ({ dimension, value: sku.values[dimension] ?? 0 })),
        cells: Array.from({ length: width }, () => null),
      };
      byKey[key] = row;
      rows.push(row);
    }
    row.cells[across === null ? 0 : (sku.values[across] ?? 0)] = sku;
  }
  const order = (row: MatrixRow) => row.values.map(({ value }) => value);
  rows.sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    const at = x.findIndex((value, index) => value !== y[index]);
    return at < 0 ? 0 : (x[at] ?? 0) - (y[at] ?? 0);
  });
  return { down, across, rows };
}

/** Whether a quantity can be typed there. */
export function isOpen(sku: Sku | null | undefined): sku is Sku {
  return sku !== null && sku !== undefined && sku.stock !== 0;
}

/** Few are left of it. */
export function isFew(sku: Sku): boolean {
  return sku.stock !== null && sku.stock > 0 && sku.stock < FEW;
}

/** The next open cell in a direction, or null at the edge. */
export function neighbour(matrix: Matrix, from: Place, down: number, right: number): Place | null {
  let { row, column } = from;
  for (;;) {
    row += down;
    column += right;
    const cells = matrix.rows[row]?.cells;
    if (!cells || column < 0 || column >= cells.length) return null;
    if (isOpen(cells[column])) return { row, column };
  }
}

/** Digits as people and spreadsheets write them: full-width digits, blanks and grouping are taken, a dash is nothing. */
export function readDigits(typed: string): string {
  const text = typed
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u00a0,]/g, '');
  return /^[-–—]?$/.test(text) ? '' : text;
}

/** Pieces of a cell; null when it holds no whole number. An empty cell has none. */
export function readPieces(typed: string): number | null {
  const digits = readDigits(typed);
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
}

/** Everything typed that is a number, in the order of the SKUs; a typed 0 is passed on, the engine says what it thinks. */
export function pickedOf(typed: Readonly<Record<SkuId, string>>, skus: readonly Sku[]): Picked[] {
  return skus.flatMap((sku) => {
    const quantity = readPieces(typed[sku.skuId] ?? '');
    return quantity === null ? [] : [{ skuId: sku.skuId, quantity }];
  });
}

/** What a paste fills. */
export interface Pasted {
  fills: { skuId: SkuId; text: string }[];
  /** Cells of the paste that lay outside, were sold out or held no number. */
  left: number;
}

/** Lays rows pasted from a spreadsheet over the matrix, from a cell on to the right and down. */
export function paste(matrix: Matrix, from: Place, text: string): Pasted {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const result: Pasted = { fills: [], left: 0 };
  lines.forEach((line, down) => {
    line.split('\t').forEach((cell, right) => {
      const digits = readDigits(cell);
      const sku = matrix.rows[from.row + down]?.cells[from.column + right];
      if (isOpen(sku) && (digits === '' || readPieces(digits) !== null)) {
        result.fills.push({ skuId: sku.skuId, text: digits === '0' ? '' : digits });
      } else if (digits !== '') result.left += 1;
    });
  });
  return result;
}
