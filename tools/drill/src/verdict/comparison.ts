import type { BoardResponse, BoardSnapshot } from '@posko/contracts';
import { Board, MARKS, STAGES, marksOf, stageAt } from '@posko/domain';
import type { Calendar, Mark, RegionTree, Stage } from '@posko/domain';
import type { DrillApi, RealTime } from '../run/api';
import type { DeskLedger } from '../run/desk-ledger';
import type { Ledger } from '../run/ledger';
import type { DeliveryPlan } from '../scenario/plan';
import { checkDesk } from './desk-check';
import type { DeskCheck } from './desk-check';
import { entriesBeside } from './entries';
import { Expectation, isPlain } from './expectation';

export interface Standing {
  readonly stage: Stage;
  readonly marks: readonly Mark[];
}

/** What the board says against what was acknowledged. */
export interface Comparison {
  readonly isEqual: boolean;
  /** Journal entry up to which was compared. */
  readonly seq: number;
  readonly comparedTps: number;
  readonly differingTps: number;
  /** The first hundred. */
  readonly differences: readonly { tps: string; expected: Standing; board: Standing }[];
  /** Answers that named another stage than the fold gives. */
  readonly answerDifferences: readonly { tps: string; seq: number; answered: Stage; expected: Stage }[];
  /** Counters of the whole register in `GET /api/board` that are not the sum of its TPS: "stages.open: 12, not 13". */
  readonly counterDifferences: readonly string[];
  /** Entries about a TPS that were not acknowledged to this drill: of others, from before, or an answer was lost. */
  readonly entriesOfOthers: number;
}

const MAX_LISTED = 100;
const SETTLE_MS = 30_000;
const SETTLE_EVERY_MS = 200;

/** The board once it has seen the last entry that was acknowledged, counters and snapshot at one seq. */
async function settledBoard(
  room: { api: DrillApi; time: RealTime },
  seq: number,
): Promise<{ snapshot: BoardSnapshot; board: BoardResponse | null }> {
  const startedAt = room.time.now();
  for (;;) {
    const board = await room.api.board();
    const snapshot = await room.api.snapshot();
    if (snapshot.seq >= seq && board.seq === snapshot.seq) return { snapshot, board };
    // Where others keep sending, the two are hardly ever read at one seq: then the counters are left out.
    if (room.time.now() - startedAt >= SETTLE_MS) return { snapshot, board: null };
    await room.time.wait(SETTLE_EVERY_MS);
  }
}

export interface ComparedRoom {
  readonly api: DrillApi;
  readonly time: RealTime;
  readonly tree: RegionTree;
  readonly calendar: Calendar;
  readonly register: number;
}

export interface Played {
  readonly plan: DeliveryPlan;
  readonly ledger: Ledger;
  /** Without a help desk there were no calls. */
  readonly desk: DeskLedger | null;
}

/** Compares the server's board, byte by byte, with the fold of what was acknowledged, and each incident with its own. */
export async function compareBoard(
  room: ComparedRoom,
  drill: Played,
): Promise<{ comparison: Comparison; desk: DeskCheck | null }> {
  const acknowledged = drill.ledger.acknowledged();
  const deskSeqs = drill.desk?.seqs ?? [];
  const last = Math.max(acknowledged.at(-1)?.seq ?? 0, deskSeqs.at(-1)?.seq ?? 0);
  const { snapshot, board } = await settledBoard(room, last);
  if (snapshot.register !== room.register) throw new Error('Another register was imported during the drill');
  const expectation = new Expectation(room.tree, room.calendar);
  const plain = acknowledged.filter(({ index }) => isPlain(drill.plan, index));
  for (const incident of drill.desk?.incidents.values() ?? []) expectation.incidents.take(incident);
  const known = [...plain, ...deskSeqs].sort((a, b) => a.seq - b.seq);
  const beside = entriesBeside(room.api, { until: snapshot.seq, known });
  await expectation.fold({ ...drill, acknowledged: plain }, beside);
  const comparison = compare(expectation, { tree: room.tree, snapshot, board });
  const others = comparison.entriesOfOthers - (acknowledged.length - plain.length);
  const { incidents, callSeqs, escalated } = expectation;
  const journal = { incidents, callSeqs, escalated, seq: snapshot.seq };
  return {
    comparison: { ...comparison, entriesOfOthers: others },
    desk: drill.desk === null ? null : await checkDesk(room.api, drill.desk, journal),
  };
}

interface Shown {
  readonly tree: RegionTree;
  readonly snapshot: BoardSnapshot;
  /** Null where it could not be read at the same seq. */
  readonly board: BoardResponse | null;
}

function compare(expectation: Expectation, { tree, snapshot, board }: Shown): Comparison {
  const differing = differingPositions(expectation, snapshot);
  const answerDifferences = expectation.answerDifferences;
  const counterDifferences = board === null ? [] : differingCounters(tree, snapshot, board);
  return {
    isEqual: differing.length === 0 && answerDifferences.length === 0 && counterDifferences.length === 0,
    seq: snapshot.seq,
    comparedTps: tree.size,
    differingTps: differing.length,
    differences: differing.slice(0, MAX_LISTED).map((position) => ({
      tps: tree.tpsCodeAt(position),
      expected: standingAt(expectation, position),
      board: standingAt(snapshot, position),
    })),
    answerDifferences: answerDifferences.slice(0, MAX_LISTED).map(({ tps, seq, answered, expected }) => ({
      tps,
      seq,
      answered: stageAt(answered),
      expected: stageAt(expected),
    })),
    counterDifferences,
    entriesOfOthers: expectation.others,
  };
}

interface Bytes {
  readonly stages: Uint8Array;
  readonly marks: Uint8Array;
}

function differingPositions(expected: Bytes, board: Bytes): number[] {
  const positions: number[] = [];
  for (let at = 0; at < expected.stages.length; at++) {
    if (expected.stages[at] !== board.stages[at] || expected.marks[at] !== board.marks[at]) positions.push(at);
  }
  return positions;
}

function standingAt(bytes: Bytes, position: number): Standing {
  return { stage: stageAt(bytes.stages[position] ?? 0), marks: marksOf(bytes.marks[position] ?? 0) };
}

function differingCounters(tree: RegionTree, snapshot: BoardSnapshot, response: BoardResponse): string[] {
  const board = new Board(tree);
  board.load(snapshot.stages, snapshot.marks);
  const root = tree.indexOf(response.region.code);
  const stages = board.stageCounts(root);
  const marks = board.markCounts(root);
  return [
    ...STAGES.filter((stage) => stages[stage] !== response.stages[stage]).map(
      (stage) => `stages.${stage}: ${response.stages[stage]}, not ${stages[stage]}`,
    ),
    ...MARKS.filter((mark) => marks[mark] !== response.marks[mark]).map(
      (mark) => `marks.${mark}: ${response.marks[mark]}, not ${marks[mark]}`,
    ),
  ];
}
