/** Evidence on its way into a claim, a message or a return: kept on this desk first, then uploaded where that is wanted. */
import type { AccountId, CaseId, Evidence, EvidenceId, EvidenceLimits, FileRef, OrderId } from '../../bindings';
import { readFailure, type Failure, type Host } from '../../platform/host';

/** One file and how far it is. */
export interface Piece {
  name: string;
  bytes: number;
  /** Null until it is kept. */
  kept: Evidence | null;
  state: 'keeping' | 'uploading' | 'ready' | 'failed';
  /** Why it is not kept, or not uploaded. */
  error: Failure | null;
}

/** Whether a platform takes this piece at all. */
export const isPicture = (evidence: Pick<Evidence, 'mediaType'>) => evidence.mediaType.startsWith('image/');

/** What a tray is for. */
export interface TrayOf {
  accountId: AccountId;
  orderId: OrderId;
  caseId: CaseId | null;
  limits: EvidenceLimits;
}

/** The files of one form. */
export class Tray {
  pieces = $state.raw<readonly Piece[]>([]);
  /** The file that was not taken, and why. */
  refused = $state.raw<Failure | null>(null);
  link = $state('');

  constructor(
    private readonly host: Host,
    private readonly of: () => TrayOf | null,
  ) {}

  /** Evidence that goes along. */
  get ids(): EvidenceId[] {
    return this.pieces.flatMap((piece) => piece.kept?.evidenceId ?? []);
  }

  /** Pictures among them. */
  get pictures(): number {
    return this.pieces.filter((piece) => piece.kept && isPicture(piece.kept)).length;
  }

  /** How many are ready, of how many. */
  get progress(): { ready: number; of: number } {
    return { ready: this.pieces.filter((piece) => piece.state === 'ready').length, of: this.pieces.length };
  }

  get busy(): boolean {
    return this.pieces.some((piece) => piece.state === 'keeping' || piece.state === 'uploading');
  }

  /** Begins with evidence that this desk keeps already. */
  begin(kept: readonly Evidence[]): void {
    this.refused = null;
    this.pieces = kept.map((evidence) => ({
      name: evidence.fileName,
      bytes: evidence.bytes,
      kept: evidence,
      state: 'ready',
      error: null,
    }));
  }

  clear(): void {
    this.begin([]);
    this.link = '';
  }

  drop(piece: Piece): void {
    this.pieces = this.pieces.filter((other) => other !== piece);
  }

  refuse = (reason: unknown): void => {
    this.refused = readFailure(reason).failure;
  };

  /** Takes files one after the other, so that the line is not crowded. */
  async take(files: readonly FileRef[]): Promise<void> {
    this.refused = null;
    for (const file of files) await this.takeOne(file);
  }

  private async takeOne(file: FileRef): Promise<void> {
    const of = this.of();
    if (!of) return;
    let piece: Piece = { name: file.name, bytes: file.bytes, kept: null, state: 'keeping', error: null };
    this.pieces = [...this.pieces, piece];
    const become = (change: Partial<Piece>) => {
      const next = { ...piece, ...change };
      this.pieces = this.pieces.map((other) => (other === piece ? next : other));
      piece = next;
    };
    try {
      const { accountId, orderId, caseId, limits } = of;
      const link = limits.byLink ? this.link.trim() || null : null;
      const kept = await this.host.call('evidence_keep', { accountId, orderId, caseId, fileId: file.fileId, link });
      this.link = '';
      become({ kept });
      if (limits.uploaded && isPicture(kept)) await this.upload(piece, become);
      else become({ state: 'ready' });
    } catch (reason) {
      become({ state: 'failed', error: readFailure(reason).failure });
    }
  }

  /** Tries to upload a piece again. */
  async again(piece: Piece): Promise<void> {
    let now = piece;
    await this.upload(piece, (change) => {
      const next = { ...now, ...change };
      this.pieces = this.pieces.map((other) => (other === now ? next : other));
      now = next;
    });
  }

  private async upload(piece: Piece, become: (change: Partial<Piece>) => void): Promise<void> {
    const of = this.of();
    if (!of || !piece.kept) return;
    const { evidenceId } = piece.kept;
    become({ state: 'uploading', error: null });
    try {
      become({
        kept: await this.host.call('evidence_upload', { accountId: of.accountId, evidenceId }),
        state: 'ready',
      });
    } catch (reason) {
      become({ state: 'failed', error: readFailure(reason).failure });
    }
  }
}
