import type {
  BoardResponse,
  BoardSnapshot,
  ClockRequest,
  ClockResponse,
  JournalResponse,
  RegionsResponse,
  ReportRequest,
} from '@posko/contracts';

/** What became of one report sent. `failed` is the only one to be sent again: no one knows whether it arrived. */
export type Answer =
  | { readonly kind: 'accepted' | 'repeated'; readonly seq: number; readonly stage: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** What the drill needs of a server. Reads throw when they cannot be had; a report never throws. */
export interface DrillApi {
  report(tpsCode: string, request: ReportRequest): Promise<Answer>;
  clock(): Promise<ClockResponse>;
  setClock(request: ClockRequest): Promise<ClockResponse>;
  regions(): Promise<RegionsResponse>;
  board(regionCode?: string): Promise<BoardResponse>;
  snapshot(): Promise<BoardSnapshot>;
  journal(after: number, limit: number): Promise<JournalResponse>;
  close(): Promise<void>;
}

/** Real time: what the machine's clock shows, and waiting by it. Tests bring their own. */
export interface RealTime {
  now(): number;
  wait(ms: number): Promise<void>;
}
