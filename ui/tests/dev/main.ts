/** The UI on a fake host, to look at single screens: `?lang=zh&theme=dark&scene=…`. */
import { mount } from 'svelte';
import '../../src/design/fonts.css';
import '../../src/design/tokens.css';
import '../../src/design/base.css';
import App from '../../src/App.svelte';
import type { Language, Settings, Theme } from '../../src/bindings';
import { newQueryClient } from '../../src/data/query.svelte';
import { plainFailure, type FailureCode } from '../../src/platform/host';
import { aFile, fakeHost } from '../fake';
import { lastCalls, operationRows } from '../diagnosing';
import { aCallbackPage, aCallbackView, someCallbacks, someNotices, somePrices, someSettings } from '../messages';
import { afterSales } from '../afterSales';
import { buying } from './buying';
import { guarding, limits } from './guarding';
import { aDataView, anEmptyCart, anOfferView, aPage, aPricing, aRestore, aStatus, anAccount } from '../samples';

const params = new URLSearchParams(location.search);
const scene = params.get('scene') ?? '';
let settings: Settings = {
  language: (params.get('lang') ?? 'en') as Language,
  theme: (params.get('theme') ?? 'light') as Theme,
  density: 'normal',
  echoed: ['priceRose', 'priceFell', 'afterSales'],
  orderColumns: [],
};
const query = { kind: 'picture', file: aFile, crop: null } as const;
const started = scene !== 'start';

const host = fakeHost(
  {
    desk_status: () => {
      const failure = params.get('failure');
      if (failure) throw plainFailure(failure as FailureCode);
      return aStatus({
        settings,
        ...(started ? {} : { accounts: [], current: null, balance: null }),
        notices: params.has('notice') ? [aRestore] : [],
      });
    },
    price_changes: () => somePrices(),
    notice_list: () => someNotices(),
    notice_mark: () => ({}),
    callback_list: ({ states }) =>
      aCallbackPage(
        scene === 'empty' ? [] : someCallbacks().filter(({ state }) => states.length === 0 || states.includes(state)),
        scene === 'empty' ? [] : someCallbacks(),
      ),
    callback_show: ({ callbackId }) =>
      aCallbackView(someCallbacks().find((one) => one.callbackId === callbackId) ?? someCallbacks()[0]),
    callback_settings: () => someSettings(),
    callback_settings_save: () => someSettings(),
    callback_door_save: () => someSettings(),
    callback_test: () => ({
      steps: [
        { way: 'local', passed: true, arrived: true, tookMs: 3, status: 200, said: null },
        { way: 'public', passed: false, arrived: false, tookMs: 80, status: 502, said: null },
      ],
    }),
    data_show: () => aDataView,
    data_check: () => ({
      bytes: 43_100_000,
      schema: 6,
      damage: null,
      inboxDamage: null,
      badVouchers: [],
      backups: aDataView.backups,
    }),
    backup_make: () => aDataView.backups[0]!,
    backup_restore: () => aRestore,
    notice_read: () => aStatus(),
    settings_save: (change) => {
      settings = { ...settings, ...change };
      host.change({ seq: 1, table: 'settings', ids: [] });
      return settings;
    },
    account_add_sandbox: () => new Promise(() => undefined),
    account_add: () => anAccount,
    account_try: () => ({
      works: true,
      clockOffsetMs: 400,
      connection: { ...anAccount.connection, scheme: 'scheme2' },
      steps: [
        { kind: 'reached', scheme: null, timestampUnit: null, outcome: 'passed', tookMs: 182, said: null, count: null },
        { kind: 'clock', scheme: null, timestampUnit: null, outcome: 'passed', tookMs: null, said: null, count: null },
        {
          kind: 'scheme',
          scheme: 'scheme1',
          timestampUnit: 'milliseconds',
          outcome: 'failed',
          tookMs: 204,
          said: null,
          count: null,
        },
        {
          kind: 'scheme',
          scheme: 'scheme2',
          timestampUnit: 'milliseconds',
          outcome: 'passed',
          tookMs: 197,
          said: null,
          count: null,
        },
        {
          kind: 'scheme',
          scheme: 'scheme3',
          timestampUnit: null,
          outcome: 'skipped',
          tookMs: null,
          said: null,
          count: null,
        },
        { kind: 'read', scheme: null, timestampUnit: null, outcome: 'passed', tookMs: 211, said: null, count: 2 },
      ],
    }),
    search_last: () =>
      scene === 'last'
        ? [aPage('taobao', query, 1, Date.now() - 7_200_000), aPage('1688', query, 1, Date.now() - 7_200_000)]
        : [],
    search_link: () => Promise.reject(plainFailure('linkUnknown')),
    file_from_link: () => Promise.reject(plainFailure('linkForbidden')),
    search_keyword: ({ platform, words, sort, page }) => {
      if (words === '慢') return new Promise(() => undefined);
      if (words === '无')
        return { ...aPage(platform, { kind: 'words', words, sort }), offers: [], total: 0, hasMore: false };
      if (platform === '1688' && words === '断') return Promise.reject(plainFailure('notReached'));
      return aPage(platform, { kind: 'words', words, sort }, page);
    },
    search_image: ({ platform, page }) => aPage(platform, query, page),
    offer_show: ({ platform }) => anOfferView(platform),
    offer_price: (request) => aPricing(request),
    cart_add: () => anEmptyCart,
    account_limits: () => limits,
    ...afterSales(),
    ...buying(scene),
    ...(scene === 'guards' ? guarding() : {}),
    api_list: () => operationRows,
    call_list: () => lastCalls,
    call_show: ({ callId }) => ({
      callId,
      call: lastCalls.calls[0]!.call,
      request: { text: '{"orderId":"4187291729182947321"}', cut: false },
      answer: { text: '{"requestId":"4cfda0b7","code":10006,"msg":"订单不存在","data":null}', cut: false },
    }),
    support_report: () => ({ text: 'Pondesk support report' }),
  },
  (key) => `/picture/${key}`,
);

const target = document.getElementById('app');
if (target) mount(App, { target, props: { host, queries: newQueryClient() } });
Object.assign(window, { fakeHost: host });
