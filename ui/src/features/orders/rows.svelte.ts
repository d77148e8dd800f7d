/**
 * The rows of the order list, any number of them: only the pages near what is in sight are here. `order_marks` says where
 * each page begins, so a jump to the middle of a hundred thousand orders costs one page. Needs no net.
 */
import { createQuery, keepPreviousData } from '@tanstack/svelte-query';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { OrderId, OrderList, OrderMarks, OrderMarksAsked, OrderPage, OrderRow } from '../../bindings';
import { useHost } from '../../platform/context';
import { readFailure, type CommandFailure, type Host } from '../../platform/host';

/** Rows of a page. */
export const PAGE = 200;
/** Pages kept; those farthest from what is in sight go first. */
const MOST_PAGES = 30;

/** What is asked of every page alike. */
export type Narrowed = Omit<OrderList, 'after' | 'limit'>;

type Page = readonly OrderRow[];

/** The rows of one order list. */
export class OrderRows {
  /** How many there are. */
  total = $state(0);
  /** Counts and age, which every page tells alike; undefined until the first answer. */
  head = $state.raw<OrderPage>();
  error = $state.raw<CommandFailure | null>(null);
  /** Asks again after an error. */
  again: () => void = () => undefined;
  private readonly pages = new SvelteMap<number, Page>();
  /** Pages that are on their way. */
  private coming: readonly number[] = [];
  private asked: Narrowed | null = null;
  private cursors: readonly string[] = [];
  private sight: readonly [number, number] = [0, 0];
  /** Answers to what was asked before another filter or a change are too late. */
  private turn = 0;

  constructor(private readonly host: Host) {}

  /** The row at a place; undefined while its page has not come. */
  at(index: number): OrderRow | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Where an order stands among the rows that are here. */
  indexOf(orderId: OrderId): number | null {
    for (const [page, rows] of this.pages) {
      const found = rows.findIndex((row) => row.orderId === orderId);
      if (found >= 0) return page * PAGE + found;
    }
    return null;
  }

  /** All rows that are here. */
  here(): OrderRow[] {
    return [...this.pages.values()].flat();
  }

  /** Brings the rows in sight, and some before and behind them. */
  show(first: number, end: number): void {
    this.sight = [first, end];
    for (const page of this.pagesOf(first - PAGE / 2, end + PAGE / 2)) {
      if (!this.pages.has(page) && !this.coming.includes(page)) void this.bring(page);
    }
    this.forget();
  }

  /** Rows from one place up to another, brought where they are not here. */
  async range(first: number, end: number): Promise<OrderRow[]> {
    const turn = this.turn;
    const pages = this.pagesOf(first, end);
    const all = await Promise.all(pages.map((page) => this.pages.get(page) ?? this.read(page)));
    if (turn !== this.turn) return [];
    const start = (pages[0] ?? 0) * PAGE;
    return all.flat().slice(first - start, end - start);
  }

  /**
   * Takes new marks: of another filter, or of the same after a change. Old rows stay until the new ones in sight are here,
   * so nothing flickers.
   */
  async renew(asked: Narrowed, marks: OrderMarks): Promise<void> {
    const turn = ++this.turn;
    const same = JSON.stringify(asked) === JSON.stringify(this.asked);
    const sight = same ? this.sight : ([0, 0] as const);
    this.asked = asked;
    this.cursors = marks.cursors;
    this.coming = [];
    const last = Math.max(0, Math.ceil(marks.total / PAGE) - 1);
    const inSight = this.pagesOf(...sight).filter((page) => page > 0 && page <= last);
    const wanted = [0, ...inSight];
    try {
      const read = await Promise.all(wanted.map(async (page) => [page, await this.answer(page)] as const));
      if (turn !== this.turn) return;
      this.pages.clear();
      for (const [page, answer] of read) this.pages.set(page, answer.rows);
      this.head = read.find(([page]) => page === 0)?.[1];
      this.total = marks.total;
      this.error = null;
    } catch (reason) {
      if (turn === this.turn) this.error = readFailure(reason);
    }
  }

  private pagesOf(first: number, end: number): number[] {
    const from = Math.max(0, Math.floor(first / PAGE));
    const to = Math.min(Math.ceil(end / PAGE), this.cursors.length + 1);
    return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  }

  private answer(page: number): Promise<OrderPage> {
    const after = page === 0 ? null : (this.cursors[page - 1] ?? null);
    return this.host.call('order_list', { ...(this.asked as Narrowed), after, limit: PAGE });
  }

  private async read(page: number): Promise<Page> {
    return (await this.answer(page)).rows;
  }

  private async bring(page: number): Promise<void> {
    const turn = this.turn;
    this.coming = [...this.coming, page];
    try {
      const rows = await this.read(page);
      if (turn === this.turn) this.pages.set(page, rows);
    } catch (reason) {
      if (turn === this.turn) this.error = readFailure(reason);
    } finally {
      if (turn === this.turn) this.coming = this.coming.filter((other) => other !== page);
    }
  }

  private forget(): void {
    if (this.pages.size <= MOST_PAGES) return;
    const middle = (this.sight[0] + this.sight[1]) / 2 / PAGE;
    // The first page tells the counts; it is read with every change anyway.
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, this.pages.size - MOST_PAGES)) if (page !== 0) this.pages.delete(page);
  }
}

/** The rows for what is narrowed to, kept fresh. */
export function useOrderRows(narrowed: () => Narrowed): OrderRows {
  const host = useHost();
  const rows = new OrderRows(host);
  const marks = createQuery<{ asked: Narrowed; marks: OrderMarks }, CommandFailure>(() => {
    const asked = narrowed();
    const request: OrderMarksAsked = { ...asked, every: PAGE };
    return {
      queryKey: ['order_marks', asked],
      queryFn: async () => ({ asked, marks: await host.call('order_marks', request) }),
      enabled: asked.accountId !== null,
      placeholderData: keepPreviousData,
      // Rows can change where no page begins: each answer counts, also one that is the same.
      structuralSharing: false,
    };
  });
  $effect(() => {
    const told = marks.data;
    if (told) void untrack(() => rows.renew(told.asked, told.marks));
  });
  $effect(() => {
    if (marks.error) rows.error = marks.error;
  });
  rows.again = () => void marks.refetch();
  return rows;
}
