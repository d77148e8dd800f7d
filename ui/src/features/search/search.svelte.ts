/**
 * What is searched now. Kept outside the screen: it survives a look at an offer, and the search box of the top bar, a
 * drop and a paste all come here.
 */
import type { Crop, FileRef, OfferId, OfferSummary, Platform, SearchSort } from '../../bindings';
import { CommandFailure, readFailure, type Failure, type Host } from '../../platform/host';
import { go } from '../../shell/route.svelte';

/** A search as the user asked for it, on all platforms that are shown. */
export type Asked =
  { kind: 'words'; words: string; sort: SearchSort } | { kind: 'picture'; file: FileRef; crop: Crop | null };

/** Which platforms stand side by side. */
export type Show = 'both' | Platform;

/** Names an offer among all. */
export type OfferKey = `${Platform}:${OfferId}`;

/** The name of an offer among all. */
export function keyOf(offer: Pick<OfferSummary, 'platform' | 'offerId'>): OfferKey {
  return `${offer.platform}:${offer.offerId}`;
}

class SearchState {
  /** What stands in the search box. */
  text = $state('');
  asked = $state.raw<Asked | null>(null);
  show = $state<Show>('both');
  sort = $state<SearchSort>('best');
  /** Why the last picture or link was refused. */
  refused = $state.raw<Failure | null>(null);
  /** A picture is on its way to the desk. */
  fetching = $state(false);
  cursor = $state<OfferKey | null>(null);
  picked = $state.raw<readonly OfferSummary[]>([]);
  /** The results in the order they stand in, for going from one offer to the next. */
  shown = $state.raw<readonly OfferSummary[]>([]);

  /** Searches by words on the search screen. */
  byWords(words: string): void {
    this.text = words;
    this.begin({ kind: 'words', words, sort: this.sort });
  }

  /** Searches by a picture that the desk holds. */
  byPicture(file: FileRef, crop: Crop | null = null): void {
    this.text = '';
    this.begin({ kind: 'picture', file, crop });
  }

  /** Tells why a picture was not taken; what was searched before stays. */
  refuse(failure: Failure): void {
    this.refused = failure;
    this.fetching = false;
    go({ place: 'search' });
  }

  /**
   * Takes what was typed, pasted or dropped as text: the engine says whether it names an offer; a link that does not is
   * tried as a picture's; anything else are words.
   */
  async submit(host: Host, typed: string): Promise<void> {
    const text = typed.trim();
    if (text === '') return;
    try {
      const target = await host.call('search_link', { text });
      go({ place: 'offer', ...target });
      return;
    } catch (error) {
      const failure = readFailure(error).failure;
      if (failure.code !== 'linkUnknown') return this.refuse(failure);
    }
    if (/^https?:\/\/\S+$/i.test(text)) await this.take(() => host.call('file_from_link', { url: text }));
    else this.byWords(text);
  }

  /** Lets the user choose a picture file. */
  async choosePicture(host: Host): Promise<void> {
    await this.take(() => host.chooseFile('picture'));
  }

  /** Picks an offer, or takes it back. */
  togglePick(offer: OfferSummary): void {
    const key = keyOf(offer);
    const rest = this.picked.filter((other) => keyOf(other) !== key);
    this.picked = rest.length === this.picked.length ? [...rest, offer] : rest;
  }

  /** Whether an offer is picked. */
  isPicked(offer: OfferSummary): boolean {
    return this.picked.some((other) => keyOf(other) === keyOf(offer));
  }

  private begin(asked: Asked): void {
    this.asked = asked;
    this.refused = null;
    this.cursor = null;
    this.picked = [];
    go({ place: 'search' });
  }

  private async take(bring: () => Promise<FileRef | null>): Promise<void> {
    this.fetching = true;
    this.refused = null;
    try {
      const file = await bring();
      if (file) this.byPicture(file);
    } catch (error) {
      this.refuse(error instanceof CommandFailure ? error.failure : readFailure(error).failure);
    } finally {
      this.fetching = false;
    }
  }
}

/** The search of this window. */
export const search = new SearchState();
