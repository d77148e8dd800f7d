/** The columns of the order list: which there are, how wide they may be, and how a choice of them is kept. */
import type { ChosenColumn, OrderSort } from '../../bindings';
import { m } from '../../i18n';

export type { ChosenColumn };

/** A column by its name. */
export type ColumnId =
  | 'platform'
  | 'goods'
  | 'orderId'
  | 'seller'
  | 'client'
  | 'tags'
  | 'quantity'
  | 'sum'
  | 'status'
  | 'afterSales'
  | 'placed'
  | 'read';

/** What a column is. */
export interface Column {
  id: ColumnId;
  title: () => string;
  /** Pixels at first; null shares what is left. */
  width: number | null;
  least: number;
  /** Figures stand at the right. */
  right?: true;
  /** The head is only heard: what stands below needs no words. */
  quiet?: true;
  /** How the list can be sorted by it: first click, second click. */
  sorts?: readonly [OrderSort, OrderSort];
}

/** Every column, in the order in which they stand. */
export const columns: readonly Column[] = [
  { id: 'platform', title: m.orders_platform, width: 46, least: 46, quiet: true },
  { id: 'goods', title: m.orders_goods_column, width: null, least: 120 },
  { id: 'orderId', title: m.orders_column_id, width: 176, least: 90 },
  { id: 'seller', title: m.orders_seller, width: 104, least: 60 },
  { id: 'client', title: m.orders_client, width: 76, least: 50 },
  { id: 'tags', title: m.orders_tags, width: 110, least: 50 },
  { id: 'quantity', title: m.orders_quantity, width: 50, least: 44, right: true },
  { id: 'sum', title: m.orders_sum, width: 92, least: 70, right: true, sorts: ['totalHigh', 'totalLow'] },
  { id: 'status', title: m.orders_status, width: 156, least: 90 },
  { id: 'afterSales', title: m.orders_after_sales, width: 90, least: 60 },
  { id: 'placed', title: m.orders_placed_column, width: 100, least: 64, right: true, sorts: ['newest', 'oldest'] },
  { id: 'read', title: m.orders_column_read, width: 84, least: 60, right: true },
];

/** Those that stand there until the user chooses. */
export const usual: readonly ColumnId[] = [
  'platform',
  'goods',
  'seller',
  'client',
  'quantity',
  'sum',
  'status',
  'placed',
];

/** Where there is less room than this (pixels) and nothing was chosen, the goods need the clients' room. */
const ROOMY = 780;
/** And below this the sellers' too, or a title would be four characters. */
const NARROW = 720;

/** The columns to show in so much room, with their widths. Names that this version does not know are left out; the goods always stand. */
export function shown(chosen: readonly ChosenColumn[], room = ROOMY): (Column & { own: number | null })[] {
  const wanted = new Map(
    chosen.length > 0 ? chosen.map((one) => [one.column, one.width] as const) : usual.map((id) => [id, null] as const),
  );
  if (chosen.length === 0 && room < ROOMY) wanted.delete('client');
  if (chosen.length === 0 && room < NARROW) wanted.delete('seller');
  wanted.set('goods', wanted.get('goods') ?? null);
  return columns.flatMap((column) => {
    const own = wanted.get(column.id);
    return own === undefined ? [] : [{ ...column, own: own === null ? null : Math.max(column.least, own) }];
  });
}

/** A choice with a column shown or not. */
export function withColumn(chosen: readonly ChosenColumn[], id: ColumnId, on: boolean): ChosenColumn[] {
  const now = shown(chosen).map((column): ChosenColumn => ({ column: column.id, width: column.own }));
  const without = now.filter((one) => one.column !== id);
  return on ? [...without, { column: id, width: null }] : without;
}

/** A choice with a column made as wide; null is its usual width. */
export function withWidth(chosen: readonly ChosenColumn[], id: ColumnId, width: number | null): ChosenColumn[] {
  return shown(chosen).map((column): ChosenColumn => ({
    column: column.id,
    width: column.id === id ? (width === null ? null : Math.max(column.least, Math.round(width))) : column.own,
  }));
}
