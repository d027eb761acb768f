import type { Provider } from '@angular/core';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { Board, RegionTree } from '@posko/domain';
import { permissionsOf } from '@posko/domain';
import type { Person, RegionRow } from '@posko/domain';
import { BehaviorSubject, Subject } from 'rxjs';
import { API, FEED } from '../board-store';
import type { BoardChange, Failure, FeedStatus } from '../board-store';
import { LEAVE_FOR } from '../session-store';
import type { Session } from '../session-store';
import { FakeLive } from './fake-live';

/** A corner of Surabaya with an odd numbering, enough for every page. */
export const ROOM_ROWS: readonly RegionRow[] = [
  ['35', 'JAWA TIMUR', 9],
  ['3573', 'KOTA MALANG', 2],
  ['357301', 'BLIMBING', 2],
  ['3573011001', 'DARMO INDAH', 2],
  ['3578', 'KOTA SURABAYA', 7],
  ['357804', 'WONOKROMO', 7],
  ['3578041001', 'DARMO', 4],
  ['3578041002', 'WONOKROMO', 3, [1, 2, 5]],
];

type Call = (call: { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }) => unknown;
const HOUR_MS = 3_600_000;
/** The voting day at 13.00 WIB. */
export const ROOM_TIME = Date.parse('2024-11-27T13:00:00+07:00');

export const CLOCK = {
  now: new Date(ROOM_TIME).toISOString(),
  speed: 1,
  isRehearsal: false,
  calendar: {
    votingDay: '2024-11-27',
    utcOffsetMinutes: 420,
    deadlines: [],
    closesAt: new Date(ROOM_TIME + 300 * HOUR_MS).toISOString(),
  },
};

/** A session of whoever the spec wants; a supervisor over everything unless it says otherwise. */
export function sessionOf(person: Partial<Person> = {}, change: Partial<Session> = {}): Session {
  const whole = {
    id: '00000000-0000-4000-8000-00000000a001',
    name: 'sri.lestari',
    displayName: 'Sri Lestari',
    role: 'supervisor',
    scope: '35',
    ...person,
  } as Person;
  return {
    person: whole,
    permissions: permissionsOf(whole.role),
    pending: null,
    hasSecondFactor: true,
    startedAt: new Date(ROOM_TIME).toISOString(),
    idleUntil: new Date(ROOM_TIME + HOUR_MS).toISOString(),
    endsAt: new Date(ROOM_TIME + 12 * HOUR_MS).toISOString(),
    ...change,
  };
}

/** The server and its live board, in the hand of a spec. */
export class FakeRoom {
  readonly heldBoard = new Board(new RegionTree(ROOM_ROWS));
  readonly board = new BehaviorSubject<Board | null>(this.heldBoard);
  readonly changes = new Subject<BoardChange>();
  readonly sirekapChanges = new Subject<void>();
  readonly sessionEnds = new Subject<string>();
  readonly status = new BehaviorSubject<FeedStatus>({
    state: 'live',
    seq: 1,
    currentAt: Date.now(),
    room: { at: ROOM_TIME, heardAt: Date.now(), speed: 1 },
    failure: null,
  });
  /** Calls made, as `name code`. */
  readonly calls: { name: string; call: Parameters<Call>[0] }[] = [];
  readonly live = new FakeLive();
  refreshes = 0;
  /** The feed runs. */
  isRunning = false;
  /** Pages that were gone to by loading the app anew. */
  readonly left: string[] = [];
  private readonly answers = new Map<string, Call>([
    ['clock', () => CLOCK],
    ['session', () => sessionOf()],
    ['signInOffer', () => ({ openid: null, isDemo: false, needsSetUp: false, publication: '/publik/' })],
    ['approvals', () => ({ seq: 1, pending: 0, rows: [] })],
  ]);

  start(): void {
    this.isRunning = true;
    this.refreshes = 0;
  }

  stop(): void {
    this.isRunning = false;
  }

  /** Who is signed in. */
  signedInAs(person: Partial<Person>, change: Partial<Session> = {}): this {
    return this.answer('session', () => sessionOf(person, change));
  }

  signedOut(): this {
    return this.refuse('session', 'not-signed-in');
  }

  refresh(): void {
    this.refreshes++;
  }

  /** What an endpoint answers; a thrown `Failure` is a refusal. */
  answer(name: string, call: Call): this {
    this.answers.set(name, call);
    return this;
  }

  refuse(name: string, code: Failure['code'], more: Partial<Failure> = {}): this {
    return this.answer(name, () => {
      throw new Refusal({ code, ...more });
    });
  }

  /** A file that an endpoint answers with. */
  answerFile(name: string, { name: fileName, text }: { name: string; text: string }): this {
    return this.answer(name, () => ({ name: fileName, blob: new Blob([text]) }));
  }

  /** Calls made of one endpoint. */
  asked(name: string): Parameters<Call>[0][] {
    return this.calls.filter((made) => made.name === name).map(({ call }) => call);
  }

  rehearse(): this {
    return this.answer('clock', () => ({ ...CLOCK, isRehearsal: true }));
  }

  call(name: string, call: Parameters<Call>[0]): Promise<unknown> {
    this.calls.push({ name, call });
    const answer = this.answers.get(name);
    if (answer === undefined) return Promise.resolve({ isOk: false, failure: { code: 'unreachable' } });
    try {
      return Promise.resolve({ isOk: true, value: answer(call) });
    } catch (error) {
      if (error instanceof Refusal) return Promise.resolve({ isOk: false, failure: error.failure });
      throw error;
    }
  }

  file(name: string, call: Parameters<Call>[0]): Promise<unknown> {
    return this.call(name, call);
  }

  upload(name: string, call: Parameters<Call>[0]): Promise<unknown> {
    return this.call(name, call);
  }

  /** One TPS changes, live. */
  move(code: string, stage: number, marks = 0): void {
    const position = this.heldBoard.tree.positionOf(code);
    this.heldBoard.set(position, stage, marks);
    this.changes.next({ board: this.heldBoard, seq: 2, positions: [position] });
  }

  connection(change: Partial<FeedStatus>): void {
    this.status.next({ ...this.status.value, ...change });
  }

  providers(): Provider[] {
    return [
      { provide: API, useValue: this },
      { provide: FEED, useValue: this },
      this.live.providers(),
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      { provide: LEAVE_FOR, useValue: (path: string) => this.left.push(path) },
    ];
  }
}

class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}
