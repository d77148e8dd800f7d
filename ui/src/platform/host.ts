/**
 * The one seam between the UI and what carries it. Two implementations: the desktop shell (`tauri.ts`) and a plain
 * browser against `pondesk-cli serve` (`http.ts`). Nothing else in the UI knows which one it is.
 */
import type { ChangeEvent, CommandError, CommandName, Commands, ErrorCode, FileRef } from '../bindings';

/** Codes of the engine, and two that only the way to the engine can have. */
export type FailureCode = ErrorCode | 'hostGone' | 'sessionGone';

/** An error of a command as the engine told it; `code` is all that texts are chosen by. */
export interface Failure extends Omit<CommandError, 'code'> {
  code: FailureCode;
}

/** What `Host.call` rejects with. */
export class CommandFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.name = 'CommandFailure';
    this.failure = failure;
  }
}

/** A failure with nothing but its code and, if there are any, words about it. */
export function plainFailure(code: FailureCode, said: string | null = null): CommandFailure {
  return new CommandFailure({
    code,
    field: null,
    details: {},
    said,
    platformCode: null,
    requestId: null,
    operationId: null,
  });
}

/** Reads what the engine sent as an error; anything else becomes `internal` with its words kept. */
export function readFailure(sent: unknown): CommandFailure {
  if (sent instanceof CommandFailure) return sent;
  if (typeof sent === 'object' && sent !== null && 'code' in sent && typeof sent.code === 'string') {
    return new CommandFailure({ ...plainFailure('internal').failure, ...(sent as Partial<Failure>) } as Failure);
  }
  return plainFailure('internal', sent instanceof Error ? sent.message : String(sent));
}

/** Rows that are stale now; `all` after a gap, when what was missed is not known. */
export type Change = ChangeEvent | 'all';

/** A file or link held over the window, let go, or taken away. */
export interface Drop {
  phase: 'over' | 'leave' | 'drop';
  /** Files that the desk holds now. */
  files: FileRef[];
  /** Links, as a picture dragged out of a browser brings them. */
  links: string[];
  /** Why a dropped file was not taken. */
  error?: Failure | undefined;
}

/** What a file is chosen for: which kinds the picker offers. */
export type FilePurpose = 'picture' | 'voucher';

/** What the desktop shows of a notice: plain text. */
export interface DesktopNotice {
  /** What a click on it gives back. */
  key: string;
  title: string;
  body: string;
}

export interface Host {
  /** Runs a command. Rejects with a `CommandFailure`. */
  call<N extends CommandName>(name: N, request: Commands[N]['request']): Promise<Commands[N]['response']>;
  /** Listens to changes; answers with the way to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** Where a picture with this key is loaded from. */
  pictureUrl(key: string): string;
  /** Gives the bytes of a file to the desk. Rejects with a `CommandFailure` when it is not taken. */
  takeFile(file: Blob, name: string): Promise<FileRef>;
  /** Lets the user choose a file; null when he did not. */
  chooseFile(purpose: FilePurpose): Promise<FileRef | null>;
  /**
   * Hands a file that the desk made to the user: the desktop asks where it goes, a browser downloads it. False when the
   * user did not want it. Rejects with a `CommandFailure` when it cannot be written.
   */
  savePaper(paperId: string): Promise<boolean>;
  /** Listens to files and links dropped on the window; answers with the way to stop. */
  onDrop(listener: (drop: Drop) => void): () => void;
  /** The picture on the clipboard, where a paste event does not carry it; null when there is none. */
  pasteFile(): Promise<FileRef | null>;
  /** Opens a page of the platform in the user's browser. */
  openLink(url: string): Promise<void>;
  /** Shows a notice on the desktop. Rejects with a `CommandFailure` where the desktop shows none. */
  notify(notice: DesktopNotice): Promise<void>;
  /** Listens to notices that were clicked on the desktop; answers with the way to stop. */
  onNoticeOpened(listener: (key: string) => void): () => void;
  /** Shows a number on the app's icon, where the desktop has a way; 0 takes it away. */
  badge(count: number): void;
}
