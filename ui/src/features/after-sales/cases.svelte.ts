/** How the desk of cases is looked at. Kept outside the screen: it survives a look elsewhere. */
import type { Platform } from '../../bindings';

class CasesState {
  view = $state<'clock' | 'board'>('clock');
  platform = $state<Platform | null>(null);
  words = $state('');
  /** Also those that are over. */
  over = $state(true);
}

/** The desk of cases of this window. */
export const cases = new CasesState();
