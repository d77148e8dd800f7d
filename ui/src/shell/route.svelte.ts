/** Where the user is: kept in the fragment of the address, so that back, forward and a reload keep it. */
import type { CallbackId, CaseId, OfferId, OrderId, OperationId, Platform } from '../bindings';

/** Every place of the app. */
export type Route =
  | { place: 'start' }
  | { place: 'search' }
  | { place: 'offer'; platform: Platform; offerId: OfferId }
  | { place: 'cart' }
  | { place: 'checkout'; lines: string[] }
  | { place: 'orders'; orderId: OrderId | null }
  | { place: 'callbacks'; callbackId: CallbackId | null }
  | { place: 'aftersales'; caseId: CaseId | null }
  | { place: 'outbox'; operationId: OperationId | null }
  | { place: 'settings'; section: string | null }
  | { place: 'kit' };

/** The address of a place. */
export function hrefOf(route: Route): string {
  const part = encodeURIComponent;
  switch (route.place) {
    case 'offer':
      return `#/offer/${route.platform}/${part(route.offerId)}`;
    case 'checkout':
      return `#/checkout/${route.lines.map(part).join(',')}`;
    case 'orders':
      return route.orderId === null ? '#/orders' : `#/orders/${part(route.orderId)}`;
    case 'callbacks':
      return route.callbackId === null ? '#/callbacks' : `#/callbacks/${part(route.callbackId)}`;
    case 'aftersales':
      return route.caseId === null ? '#/aftersales' : `#/aftersales/${part(route.caseId)}`;
    case 'outbox':
      return route.operationId === null ? '#/outbox' : `#/outbox/${part(route.operationId)}`;
    case 'settings':
      return route.section === null ? '#/settings' : `#/settings/${part(route.section)}`;
    default:
      return `#/${route.place}`;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads an address; what is not a place is the search. */
export function readRoute(hash: string): Route {
  const [place, first, second] = hash.replace(/^#\/?/, '').split('/');
  const given = first ? decoded(first) : null;
  switch (place) {
    case 'start':
    case 'cart':
    case 'kit':
      return { place };
    case 'offer':
      return (given === 'taobao' || given === '1688') && second
        ? { place, platform: given, offerId: decoded(second) }
        : { place: 'search' };
    case 'checkout':
      return { place, lines: first ? first.split(',').filter(Boolean).map(decoded) : [] };
    case 'orders':
      return { place, orderId: given };
    case 'callbacks':
      return { place, callbackId: given };
    case 'aftersales':
      return { place, caseId: given };
    case 'outbox':
      return { place, operationId: given };
    case 'settings':
      return { place, section: given };
    default:
      return { place: 'search' };
  }
}

let current = $state.raw<Route>(readRoute(location.hash));
addEventListener('hashchange', () => (current = readRoute(location.hash)));

/** Where the user is now. */
export function route(): Route {
  return current;
}

/** Goes to a place; `replace` leaves no step back. */
export function go(to: Route, replace = false): void {
  const href = hrefOf(to);
  if (replace) {
    history.replaceState(null, '', href);
    current = to;
  } else if (location.hash !== href) location.hash = href;
}
