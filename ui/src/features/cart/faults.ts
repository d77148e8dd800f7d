/** Why a quantity was not taken, in words that stand under its field. */
import type { LineFault } from '../../bindings';
import { errorLine } from '../../errors/text';
import { count, m, sentences } from '../../i18n';
import { readFailure } from '../../platform/host';

function faultText(fault: LineFault): string | null {
  switch (fault.kind) {
    case 'zeroQuantity':
      return m.cart_fault_zero();
    case 'aboveStock':
      return m.cart_fault_stock({ stock: count(fault.stock) });
    case 'belowMinimum':
      return m.cart_fault_minimum({ moq: count(fault.moq) });
    default:
      return null;
  }
}

/** The engine sends the faults as JSON text in the error's details. */
function faultsIn(text: string | undefined): LineFault[] {
  try {
    const read: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(read) ? (read as LineFault[]) : [];
  } catch {
    return [];
  }
}

/** The text of what stands in the way of a quantity. */
export function quantityError(error: unknown): string {
  const { failure } = readFailure(error);
  const told = faultsIn(failure.details['faults']).flatMap((fault) => faultText(fault) ?? []);
  return told.length > 0 ? sentences(...told) : errorLine(error);
}
