/** What was typed into the matrix of each offer. It stays when the user looks elsewhere, and on any error. */
import type { OfferId, Platform, SkuId } from '../../bindings';

/** Quantities typed for one offer. */
export class Selection {
  typed = $state.raw<Readonly<Record<SkuId, string>>>({});

  /** What stands in a cell. */
  of(skuId: SkuId): string {
    return this.typed[skuId] ?? '';
  }

  /** Puts text into a cell; an empty text empties it. */
  set(skuId: SkuId, text: string): void {
    const rest = Object.entries(this.typed).filter(([other]) => other !== skuId);
    this.typed = Object.fromEntries(text === '' ? rest : [...rest, [skuId, text]]);
  }

  /** Empties all cells. */
  clear(): void {
    this.typed = {};
  }
}

const selections: Record<string, Selection> = {};

/** The selection of an offer, the same each time it is looked at. */
export function selectionOf(platform: Platform, offerId: OfferId): Selection {
  return (selections[`${platform}:${offerId}`] ??= new Selection());
}
