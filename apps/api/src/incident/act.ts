import { ApiError } from '../platform/http/api-error';
import type { Decision, EntryPlace, NewEntry, Situation } from '../platform/journal/journal-types';
import type { IncidentState } from './incident-state';

/** What a whole act comes to before it is written: entries in order, and the incidents as they are then. */
export class Act {
  readonly entries: NewEntry[] = [];
  private readonly states: Map<string, IncidentState>;

  constructor(
    private readonly place: EntryPlace,
    known: ReadonlyMap<string, IncidentState>,
  ) {
    this.states = new Map(known);
  }

  get situation(): Situation<IncidentState> {
    const { seq, at } = this.place;
    return { seq: seq + this.entries.length, at, stateOf: (id) => this.states.get(id), changed: () => this.changed() };
  }

  /** Takes what was decided; false where it was refused. */
  take(decision: Decision<IncidentState>): boolean {
    if ('refused' in decision) return false;
    this.entries.push(decision.entry);
    this.states.set(decision.state.incident.id, decision.state);
    return true;
  }

  /** The same for what everything else rests on. */
  mustTake(decision: Decision<IncidentState>): void {
    if ('refused' in decision) throw new ApiError(decision.refused, decision.params);
    this.take(decision);
  }

  changed(): IncidentState[] {
    return [...this.states.values()].filter(({ events }) => events.length > 0);
  }
}
