/** A file that the engine writes while the user waits: begun, shown how far it is, stopped, and handed over when it is done. */
import type { PaperView } from '../bindings';
import { Doing } from '../kit/doing.svelte';
import { useHost } from '../platform/context';
import { useCommand } from './query.svelte';

/** One file at a time. `saved` is called when the user has it where he wants it. */
export function useWriting(saved: (paper: PaperView) => void) {
  const host = useHost();
  let paperId = $state<string | null>(null);
  const doing = new Doing<'starting' | 'handing over' | 'stopping'>();

  const shown = useCommand('paper_show', () => (paperId === null ? null : { paperId }), { fresh: true });
  const paper = $derived<PaperView | undefined>(paperId === null ? undefined : shown.data);
  const running = $derived(
    doing.what === 'starting' || (paperId !== null && (paper === undefined || paper.state === 'running')),
  );

  // Done: the user says where it goes. What failed stays to be read.
  $effect(() => {
    if (paper?.state === 'done') void handOver(paper);
    else if (paper?.state === 'failed') {
      doing.error = paper.error;
      paperId = null;
    } else if (paper?.state === 'cancelled') paperId = null;
  });

  async function handOver(done: PaperView) {
    paperId = null;
    await doing.inTurn('handing over', async () => {
      if (await host.savePaper(done.paperId)) saved(done);
    });
  }

  return {
    /** How far it is; undefined while none is written. */
    get paper() {
      return paper;
    },
    get running() {
      return running;
    },
    get error() {
      return doing.error;
    },
    /** Forgets the last one. */
    clear() {
      doing.error = null;
      paperId = null;
    },
    async begin(begun: () => Promise<PaperView>) {
      if (running) return;
      await doing.run('starting', async () => {
        paperId = (await begun()).paperId;
      });
    },
    /** Stops what is being written; false when nothing is. */
    stop(): boolean {
      const writing = paperId;
      if (writing === null) return false;
      void doing.inTurn('stopping', async () => void (await host.call('paper_cancel', { paperId: writing })));
      return true;
    },
  };
}
