/** What stands in the way of an order line, in words. The engine finds the faults; here they get their text. */
import type { LineFault, Offer, SkuId } from '../../bindings';
import { count, m } from '../../i18n';
import { shownText } from '../../kit/text';

/** A variant in words: its values side by side. */
export function variantOf(offer: Pick<Offer, 'dimensions' | 'skus'>, skuId: SkuId, language: string): string {
  const sku = offer.skus.find((other) => other.skuId === skuId);
  const words = (sku?.values ?? []).flatMap((value, dimension) => {
    const name = offer.dimensions[dimension]?.values[value]?.name;
    return name ? [shownText(name, language).text] : [];
  });
  return words.length > 0 ? words.join(' · ') : m.offer_single();
}

/** The text of a fault. */
export function faultText(fault: LineFault, offer: Pick<Offer, 'dimensions' | 'skus'>, language: string): string {
  const variant = 'skuId' in fault ? variantOf(offer, fault.skuId, language) : '';
  switch (fault.kind) {
    case 'nothing':
      return m.offer_fault_nothing();
    case 'zeroQuantity':
      return m.offer_fault_zero({ variant });
    case 'noSuchSku':
      return m.offer_fault_no_sku({ variant });
    case 'noPrice':
      return m.offer_fault_no_price({ variant });
    case 'soldOut':
      return m.offer_fault_sold_out({ variant });
    case 'aboveStock':
      return m.offer_fault_stock({ variant, stock: count(fault.stock) });
    case 'belowMinimum':
      return m.offer_fault_minimum({ moq: count(fault.moq), missing: count(fault.moq - fault.picked) });
    case 'tooMuch':
      return m.offer_fault_too_much();
    case 'offSale':
      return m.offer_fault_off_sale();
  }
}
