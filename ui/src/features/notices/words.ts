/** Notices in words. */
import type { Notice, NoticeKind } from '../../bindings';
import { count, m, money } from '../../i18n';
import type { DesktopNotice } from '../../platform/host';
import { hrefOf, type Route } from '../../shell/route.svelte';
import { statusWord as caseWord } from '../after-sales/words';
import { statusWord } from '../callbacks/words';

/** The kinds, each with its name. */
export const kindNames: Record<NoticeKind, () => string> = {
  priceRose: m.notices_echo_rise,
  priceFell: m.notices_echo_fall,
  statusChanged: m.notices_echo_status,
  afterSales: m.notices_echo_after_sales,
  caseMessage: m.notices_echo_message,
};

/** What happened, without the figures. */
export function whatHappened(notice: Notice): string {
  switch (notice.kind) {
    case 'priceRose':
      return m.notices_price_rose();
    case 'priceFell':
      return m.notices_price_fell();
    case 'statusChanged':
      return m.notices_status({ status: notice.status ? statusWord(notice.status) : '' });
    case 'afterSales':
      return m.notices_after_sales({ status: notice.afterSales ? caseWord(notice.afterSales) : '' });
    case 'caseMessage':
      return m.notices_message();
  }
}

/** Where a notice leads: to the case that it is about, else to the order. */
export function placeOf({ caseId, orderId }: Notice): Route {
  return caseId === null ? { place: 'orders', orderId } : { place: 'aftersales', caseId };
}

/** Most notices that are shown on the desktop one by one. */
const ONE_BY_ONE = 3;

/** Key of what the desktop shows of many notices at once. */
export const MANY = 'many';

/** Notices, newest first, as the desktop shows them: a few one by one, the newest last; many as one. */
export function onDesktop(notices: readonly Notice[]): DesktopNotice[] {
  if (notices.length > ONE_BY_ONE) {
    const title = m.notices_echo_many({ count: count(notices.length) });
    return [{ key: MANY, title, body: m.notices_echo_many_body() }];
  }
  return [...notices].reverse().map((notice) => {
    const sums = notice.was && notice.is ? ` ${money(notice.was)} → ${money(notice.is)}` : '';
    const body = notice.said ?? notice.title;
    return { key: hrefOf(placeOf(notice)), title: `${whatHappened(notice)}${sums}`, body };
  });
}
