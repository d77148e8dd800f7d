import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { aFile } from '../../../tests/fake';
import { openApp, pageInReach } from '../../../tests/render';
import { aPage, aStatus } from '../../../tests/samples';
import { plainFailure } from '../../platform/host';
import { route } from '../../shell/route.svelte';
import { search } from './search.svelte';

const at = { place: 'search' } as const;
const box = () => screen.findByRole('textbox', { name: /Words, a link/ });
const column = (name: string) => screen.findByRole('region', { name });
const noLink = () => Promise.reject(plainFailure('linkUnknown'));

beforeEach(() => {
  search.asked = null;
  search.refused = null;
  search.text = '';
  search.show = 'both';
  search.cursor = null;
  search.picked = [];
});

async function searchFor(words: string) {
  await userEvent.type(await box(), `${words}{Enter}`);
}

it('searches both platforms by words, and opens the first with one more key', async () => {
  const host = openApp(at, { search_link: noLink });
  await searchFor('dress');
  expect(await within(await column('Taobao')).findAllByRole('article')).toHaveLength(9);
  expect(await within(await column('1688')).findAllByRole('article')).toHaveLength(9);
  expect(host.asked.filter(({ name }) => name === 'search_keyword').map(({ request }) => request)).toMatchObject([
    { platform: 'taobao', words: 'dress', page: 1, sort: 'best' },
    { platform: '1688', words: 'dress', page: 1, sort: 'best' },
  ]);
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-offer', 'taobao:682207113330'));
  await userEvent.keyboard('j');
  expect(document.activeElement).toHaveAttribute('data-offer', 'taobao:682207113331');
  await userEvent.keyboard('ox');
  expect(await screen.findByRole('region', { name: '1 picked' })).toBeVisible();
  expect(search.picked[0]?.platform).toBe('1688');
});

it('compares what is picked, marks the best price, and opens one of them', async () => {
  openApp(at, { search_link: noLink });
  await searchFor('dress');
  await within(await column('1688')).findAllByRole('article');
  await waitFor(() => expect(document.activeElement).toHaveAttribute('data-offer'));
  await userEvent.keyboard('xc');
  expect(screen.queryByRole('dialog')).toBeNull();
  await userEvent.keyboard('oxc');
  const dialog = await screen.findByRole('dialog', { name: '2 offers side by side' });
  const price = within(dialog).getByRole('row', { name: /^Price from/ });
  expect(within(price).getAllByText('best')).toHaveLength(1);
  const cheapest = [...search.picked].sort((a, b) =>
    Number(BigInt(a.price?.minor ?? 0) - BigInt(b.price?.minor ?? 0)),
  )[0];
  const cells = within(price).getAllByRole('cell');
  expect(cells[search.picked.indexOf(cheapest as never)]).toHaveTextContent('best');
  await userEvent.click(within(dialog).getAllByRole('button', { name: 'Open' })[1] as HTMLElement);
  await waitFor(() => expect(route()).toMatchObject({ place: 'offer', platform: '1688' }));
});

it('takes a link as an offer', async () => {
  const host = openApp(at, { search_link: () => ({ platform: '1688', offerId: '710644820930' }) });
  await searchFor('https://detail.1688.com/offer/710644820930.html');
  await waitFor(() => expect(route()).toEqual({ place: 'offer', platform: '1688', offerId: '710644820930' }));
  expect(host.asked.some(({ name }) => name === 'search_keyword')).toBe(false);
});

it('does not search while an IME composes', async () => {
  const host = openApp(at, { search_link: noLink });
  const field = await box();
  await userEvent.type(field, '连衣');
  field.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
  );
  expect(host.asked.some(({ name }) => name === 'search_link')).toBe(false);
});

it('searches by a dropped picture, and shows what letting go would do', async () => {
  const host = openApp(at, {
    search_image: ({ platform }) => aPage(platform, { kind: 'picture', file: aFile, crop: null }),
  });
  await box();
  host.drop({ phase: 'over', files: [], links: [] });
  expect(await screen.findAllByText('Let go to search with this picture')).not.toHaveLength(0);
  host.drop({ phase: 'drop', files: [aFile], links: [] });
  expect(await screen.findByRole('heading', { name: 'Looks like this picture' })).toBeVisible();
  expect(await screen.findAllByText('98%')).toHaveLength(2);
  expect(host.asked.filter(({ name }) => name === 'search_image')).toHaveLength(2);
});

it('searches for a part of the picture, and for the whole again', async () => {
  const host = openApp(at, {
    search_image: ({ platform, crop }) => aPage(platform, { kind: 'picture', file: aFile, crop }),
  });
  await box();
  host.drop({ phase: 'drop', files: [aFile], links: [] });
  await userEvent.click(await screen.findByRole('button', { name: 'Crop' }));
  const frame = await screen.findByRole('group', { name: 'Frame, 80 % wide and 80 % high' });
  frame.focus();
  await userEvent.keyboard('{ArrowLeft}{Shift>}{ArrowUp}{/Shift}');
  await userEvent.click(screen.getByRole('button', { name: 'Search for this part' }));
  expect(await screen.findByRole('heading', { name: 'Looks like this part of the picture' })).toBeVisible();
  const asked = () => host.asked.filter(({ name }) => name === 'search_image').map(({ request }) => request);
  await waitFor(() => expect(asked()).toHaveLength(4));
  expect(asked()[3]).toMatchObject({ crop: { left: 80, top: 100, width: 800, height: 780 } });
  await pageInReach();
  await userEvent.click(screen.getByRole('button', { name: 'Crop' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Search for the whole picture' }));
  expect(await screen.findByRole('heading', { name: 'Looks like this picture' })).toBeVisible();
});

it('searches by a picture pasted anywhere', async () => {
  openApp(at, { search_image: ({ platform }) => aPage(platform, { kind: 'picture', file: aFile, crop: null }) });
  const field = await box();
  const data = new DataTransfer();
  data.items.add(new File(['x'], 'pasted.png', { type: 'image/png' }));
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  expect(await screen.findByText(/^pasted\.png · 1080 × 1440/)).toBeVisible();
});

it('says why a picture is refused and keeps the results', async () => {
  const host = openApp(at, { search_link: noLink });
  await searchFor('dress');
  await within(await column('Taobao')).findAllByRole('article');
  host.drop({ phase: 'drop', files: [], links: [], error: plainFailure('notAPicture').failure });
  expect(await screen.findByRole('alert')).toHaveTextContent('This is not a picture. JPEG, PNG or WebP please.');
  expect(within(await column('Taobao')).getAllByRole('article')).toHaveLength(9);
});

it('fetches the picture of a link, and tells when its host is not allowed', async () => {
  const host = openApp(at, {
    search_link: noLink,
    file_from_link: () => Promise.reject(plainFailure('linkForbidden')),
  });
  await searchFor('https://evil.example/a.jpg');
  expect(await screen.findByRole('alert')).toHaveTextContent('leads to a host that Pondesk does not fetch from');
  expect(host.asked.at(-1)).toEqual({ name: 'file_from_link', request: { url: 'https://evil.example/a.jpg' } });
});

it('says how many offers of a page could not be read', async () => {
  openApp(at, {
    search_link: noLink,
    search_keyword: ({ platform, words, sort }) => ({
      ...aPage(platform, { kind: 'words', words, sort }),
      unreadable: platform === '1688' ? 2 : 0,
    }),
  });
  await searchFor('dress');
  const right = await column('1688');
  expect(await within(right).findByText('2 offers could not be read and are not shown.')).toBeVisible();
  expect(within(right).getAllByRole('article')).toHaveLength(9);
  expect(within(await column('Taobao')).queryByText(/could not be read/)).toBeNull();
});

it('shows one platform when the other fails, and tries again', async () => {
  let reached = false;
  openApp(at, {
    search_link: noLink,
    search_keyword: ({ platform, words, sort }) =>
      platform === '1688' && !reached
        ? Promise.reject(plainFailure('timedOut'))
        : aPage(platform, { kind: 'words', words, sort }),
  });
  await searchFor('dress');
  const right = await column('1688');
  expect(await within(right).findByRole('alert')).toHaveTextContent('PandaPon did not answer in time.');
  expect(await within(await column('Taobao')).findAllByRole('article')).toHaveLength(9);
  reached = true;
  await userEvent.click(within(right).getByRole('button', { name: 'Try again' }));
  expect(await within(right).findAllByRole('article')).toHaveLength(9);
});

it('adds the next page below, each offer once', async () => {
  const asked = vi.fn();
  openApp(at, {
    search_link: noLink,
    search_keyword: ({ platform, words, sort, page }) => {
      asked(platform, page);
      const answer = aPage(platform, { kind: 'words', words, sort }, page);
      // The platform moved its list between the reads: the last offer of page one comes again.
      return page === 2
        ? { ...answer, offers: [...aPage(platform, answer.query).offers.slice(-1), ...answer.offers] }
        : answer;
    },
  });
  await searchFor('dress');
  const left = await column('Taobao');
  await userEvent.click(await within(left).findByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(within(left).getAllByRole('article')).toHaveLength(18));
  expect(asked).toHaveBeenLastCalledWith('taobao', 2);
});

it('shows the last search offline, with its age, and asks nobody', async () => {
  const hours = (count: number) => Date.now() - count * 3_600_000;
  const query = { kind: 'words', words: 'dress', sort: 'best' } as const;
  const host = openApp(at, {
    desk_status: () => aStatus({ online: false }),
    search_last: () => [aPage('taobao', query, 1, hours(3)), aPage('1688', query, 1, hours(3))],
  });
  expect(await within(await column('Taobao')).findAllByRole('article')).toHaveLength(9);
  expect(screen.getByText(/Your last search stays readable/)).toBeVisible();
  expect(screen.getAllByText('3 h ago').length).toBeGreaterThan(0);
  expect(host.asked.some(({ name }) => name.startsWith('search_k'))).toBe(false);
});

it('changes the language without losing anything', async () => {
  let language: 'en' | 'zh' = 'en';
  const settings = () => ({ ...aStatus().settings, language });
  const host = openApp(at, { search_link: noLink, desk_status: () => aStatus({ settings: settings() }) });
  await searchFor('dress');
  await within(await column('Taobao')).findAllByRole('article');
  language = 'zh';
  host.change({ seq: 1, table: 'settings', ids: [] });
  expect(await within(await column('淘宝')).findAllByRole('article')).toHaveLength(9);
  expect(screen.getAllByText('碎花泡泡袖连衣裙 工厂现货 一件代发').length).toBeGreaterThan(0);
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(host.asked.filter(({ name }) => name === 'search_keyword')).toHaveLength(2);
});
