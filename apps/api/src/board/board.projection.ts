import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  Board,
  INCIDENT_BIT,
  OVERDUE_BIT,
  Standings,
  evolveTps,
  isKind,
  isResultEntry,
  isTpsSubject,
  silenceOf,
} from '@posko/domain';
import type { Calendar, JournalEntry, Silence, TpsMove, TpsState } from '@posko/domain';
import { CALENDAR } from '../platform/config';
import { incidentIn } from '../platform/incident/incident-entry';
import type { Projection } from '../platform/journal/journal-follower';
import type { Register } from '../platform/register/register-holder';
import { RegisterHolder } from '../platform/register/register-holder';
import { BoardRepository } from './board.repository';
import type { StoredBoard } from './board.repository';
import { OpenIncidents } from './open-incidents';
import { BUCKET_MS, Trend } from './trend';
import { dptTotals } from './dpt-totals';
import { TurnoutTotals } from './turnout-totals';

/** Told after each batch of entries, or `reset` when everything may have changed. */
export interface BoardWatcher {
  changed(positions: readonly number[]): void;
  reset(): void;
}

/** Stage, marks and counters of every TPS and region, computed from the journal in memory. Writes nothing. */
@Injectable()
export class BoardProjection implements Projection {
  private readonly logger = new Logger(BoardProjection.name);
  private register: Register;
  private held: Board;
  private standings: Standings;
  private turnouts: TurnoutTotals;
  private incidents: OpenIncidents;
  private dpt: Int32Array = new Int32Array(0);
  private trends = Promise.resolve(new Trend());
  private trend = new Trend();
  private passed: number | null = null;
  private position = 0;
  private watcher: BoardWatcher | null = null;

  constructor(
    private readonly repository: BoardRepository,
    private readonly holder: RegisterHolder,
    @Inject(CALENDAR) private readonly calendar: Calendar,
  ) {
    this.register = holder.current();
    this.held = new Board(this.register.tree);
    this.standings = new Standings(0);
    this.turnouts = new TurnoutTotals(this.register.tree);
    this.incidents = new OpenIncidents(this.register.tree);
  }

  watch(watcher: BoardWatcher): void {
    this.watcher = watcher;
  }

  /** Entries up to here are in the board. */
  get seq(): number {
    return this.position;
  }

  get board(): Board {
    return this.held;
  }

  get turnout(): TurnoutTotals {
    return this.turnouts;
  }

  get registerInUse(): Register {
    return this.register;
  }

  /** Voters on the list of a region, by its index. */
  dptOf(region: number): number {
    return this.dpt[region] ?? 0;
  }

  /** Room time (ms) up to which deadlines count; null before the first was passed. */
  get passedAt(): number | null {
    return this.passed;
  }

  stateOf(position: number): TpsState {
    return this.standings.get(position);
  }

  /** What a TPS is overdue with, as the board shows it. */
  silence(position: number): Silence | null {
    return this.passed === null ? null : silenceOf(this.calendar, this.standings.standing(position), this.passed);
  }

  /** The trend, once the journal so far has been grouped; that goes on in the background after the start. */
  async trendOf(region: number): Promise<ReturnType<Trend['points']>> {
    return (await this.trends).points(this.register.tree, region);
  }

  /** True where passing the deadlines up to `at` would change any mark. */
  wouldChange(at: number): boolean {
    for (let position = 0; position < this.register.tree.size; position++) {
      const isDue = silenceOf(this.calendar, this.standings.standing(position), at) !== null;
      if (isDue !== (((this.held.marks[position] ?? 0) & OVERDUE_BIT) !== 0)) return true;
    }
    return false;
  }

  async load(): Promise<number> {
    let stored: StoredBoard;
    do {
      this.register = await this.holder.load();
      stored = await this.repository.load();
    } while (stored.registerRevision !== this.register.revision);
    this.build(stored);
    this.loadTrend(stored.seq);
    this.watcher?.reset();
    return stored.seq;
  }

  apply(entries: readonly JournalEntry[]): void {
    const changed = new Set<number>();
    for (const entry of entries) {
      if (entry.seq <= this.position) continue;
      this.applyOne(entry, changed);
      this.position = entry.seq;
    }
    this.watcher?.changed([...changed]);
  }

  private build(stored: StoredBoard): void {
    const { tree } = this.register;
    this.passed = stored.passedAt;
    this.standings = new Standings(tree.size);
    this.turnouts = new TurnoutTotals(tree);
    this.incidents = new OpenIncidents(tree);
    for (const incident of stored.incidents) this.incidents.put(incident);
    this.dpt = dptTotals(tree, this.register);
    for (const row of stored.standings) {
      this.standings.set(row.position, row);
      this.turnouts.replace(row.position, null, row.turnout);
    }
    const stages = new Uint8Array(tree.size);
    const marks = new Uint8Array(tree.size);
    for (let position = 0; position < tree.size; position++) {
      stages[position] = this.standings.standing(position).stage;
      marks[position] = this.marksOf(position);
    }
    this.held = new Board(tree);
    this.held.load(stages, marks);
    this.position = stored.seq;
  }

  /** Grouping a million entries takes seconds; the board does not wait for it, and nothing that comes meanwhile is lost. */
  private loadTrend(seq: number): void {
    const trend = new Trend();
    this.trend = trend;
    this.trends = this.repository.trend(seq, BUCKET_MS).then(
      (moves) => {
        for (const move of moves) trend.add(move);
        return trend;
      },
      (error: unknown) => {
        this.logger.warn(`The trend before this start is missing: ${String(error)}`);
        return trend;
      },
    );
  }

  private applyOne(entry: JournalEntry, changed: Set<number>): void {
    if (isKind(entry, 'calendar.passed.v1')) this.pass(Date.parse(entry.body.at), changed);
    else if (isKind(entry, 'clock.set.v1')) this.takeBack(Date.parse(entry.body.at), changed);
    else if (isKind(entry, 'register.corrected.v1')) this.correct(entry, changed);
    else if (!this.applyIncident(entry, changed)) this.applyToTps(entry, changed);
  }

  /** Stage and marks stay; whoever shows numbers of voters there is told that something is new. */
  private correct(entry: JournalEntry<'register.corrected.v1'>, changed: Set<number>): void {
    this.register = this.holder.correct(entry);
    this.dpt = dptTotals(this.register.tree, this.register);
    const position = this.register.tree.positionOf(entry.subject);
    if (position >= 0) changed.add(position);
  }

  /** An incident moves no TPS, but sets or lifts a mark. */
  private applyIncident(entry: JournalEntry, changed: Set<number>): boolean {
    const told = incidentIn(entry);
    if (told === null) return false;
    for (const position of this.incidents.put(told.incident)) this.markAnew(position, changed);
    return true;
  }

  private applyToTps(entry: JournalEntry, changed: Set<number>): void {
    const position = isTpsSubject(entry.subject) ? this.register.tree.positionOf(entry.subject) : -1;
    if (position < 0) return;
    const before = this.standings.get(position);
    const after = evolveTps(before, entry);
    this.standings.set(position, after);
    this.turnouts.replace(position, before.turnout, after.turnout);
    if (isKind(entry, 'tps.reported.v1') || isKind(entry, 'tps.steppedBack.v1') || isResultEntry(entry))
      this.noteMove(entry, entry.body);
    if (this.held.set(position, after.stage, this.marksOf(position)) || before.turnout !== after.turnout) {
      changed.add(position);
    }
  }

  private noteMove(entry: JournalEntry, { stoodAt, standsAt }: TpsMove): void {
    if (stoodAt === undefined || standsAt === undefined) return;
    if (stoodAt !== standsAt) this.trend.addMove(entry.subject, { at: entry.at, stoodAt, standsAt });
  }

  private takeBack(at: number, changed: Set<number>): void {
    if (this.passed !== null && at < this.passed) this.pass(at, changed);
  }

  private pass(at: number, changed: Set<number>): void {
    this.passed = at;
    for (let position = 0; position < this.register.tree.size; position++) {
      this.markAnew(position, changed);
    }
  }

  private markAnew(position: number, changed: Set<number>): void {
    if (this.held.set(position, this.held.stages[position] ?? 0, this.marksOf(position))) changed.add(position);
  }

  private marksOf(position: number): number {
    const overdue = this.silence(position) === null ? 0 : OVERDUE_BIT;
    const incident = this.incidents.isAt(position) ? INCIDENT_BIT : 0;
    return this.standings.marksAt(position) | overdue | incident;
  }
}
