/** Notices in words. */
import type { Notice, NoticeKind } from '../../bindings';
import { count, m, money } from '../../i18n';
import type { DesktopNotice } from '../../platform/host';
import { statusWord } from '../callbacks/words';

/** The kinds, each with its name. */
export const kindNames: Record<NoticeKind, () => string> = {
  priceRose: m.notices_echo_rise,
  priceFell: m.notices_echo_fall,
  statusChanged: m.notices_echo_status,
  afterSales: m.notices_echo_after_sales,
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
      return m.notices_after_sales({ status: notice.afterSales ?? '' });
  }
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
    return { key: notice.orderId, title: `${whatHappened(notice)}${sums}`, body: notice.title };
  });
}
