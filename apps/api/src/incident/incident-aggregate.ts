import {
  changeIncident,
  covers,
  duplicateRefusal,
  escalateIncident,
  escalationDue,
  isOpen,
  may,
  mayChangeIncident,
  openIncident,
  SYSTEM_ACTOR,
} from '@posko/domain';
import type {
  Actor,
  Incident,
  IncidentChange,
  IncidentOpening,
  IncidentPolicy,
  IncidentRefusal,
  Person,
  PersonRef,
} from '@posko/domain';
import type { Command, Decision, EntryPlace, Refused, Situation } from '../platform/journal/journal-types';
import type { IncidentState } from './incident-state';

/** Who acts: for the rules, and for the journal. */
export interface Acting {
  readonly person: Pick<Person, 'id' | 'name' | 'role' | 'scope'>;
  readonly actor: Actor;
}

export interface OpenWish {
  readonly type: 'open';
  readonly opening: Omit<IncidentOpening, 'number'>;
  readonly actor: Actor;
  /** Who is named as the one who opened it, if it is not the actor. */
  readonly openedBy?: PersonRef;
  /** Whose rights count for the parent it names; without, it is the parent's own doing. */
  readonly person?: Acting['person'];
}

export interface ChangeWish extends Acting {
  readonly type: 'change';
  /** The version that the change is meant for. */
  readonly version: number;
  readonly change: IncidentChange;
  readonly comment?: string | undefined;
  /** Whom the change gives it to: must be able to work there. */
  readonly assignee?: Pick<Person, 'role' | 'scope'> | undefined;
}

/** A change that follows from another act, whose right it has. */
export type LedWish = Pick<ChangeWish, 'change' | 'comment' | 'actor' | 'assignee'>;

export interface EscalateWish {
  readonly type: 'escalate';
  readonly version: number;
}

export type IncidentWish = OpenWish | ChangeWish | EscalateWish;

type Decided = Decision<IncidentState>;

/** Decides commands on incidents. Pure; the rules are the domain's. */
export function decideWith(policy: IncidentPolicy) {
  return (state: IncidentState | undefined, command: Command<IncidentWish>, at: Situation<IncidentState>): Decided => {
    const { payload } = command;
    switch (payload.type) {
      case 'open':
        // Its id is that of an incident which some other command made.
        return state === undefined ? decideOpening(payload, at, policy) : { refused: 'idempotency-conflict' };
      case 'change':
        return state === undefined ? UNKNOWN : decideChange(state, payload, { ...at, policy });
      case 'escalate':
        return state === undefined ? UNKNOWN : decideEscalation(state, payload, { ...at, policy });
    }
  };
}

const UNKNOWN: Refused = { refused: 'incident-not-found' };

function refusal(reason: IncidentRefusal): Refused {
  return { refused: 'incident-transition', params: { reason } };
}

export function decideOpening(
  { opening, actor, openedBy, person }: OpenWish,
  { seq, at, stateOf }: Situation<IncidentState>,
  policy: IncidentPolicy,
): Decided {
  const unfit = unfitParent(opening.parent, { person, place: opening.place }, stateOf);
  if (unfit !== null) return unfit;
  const incident = openIncident({ ...opening, number: seq }, { by: openedBy ?? actor, at, policy });
  return {
    entry: { kind: 'incident.opened.v1', subject: incident.place, body: { incident, actor } },
    state: stateAfter(undefined, { incident, type: 'opened', actor, place: { seq, at } }),
  };
}

type Rules = Situation<IncidentState> & { readonly policy: IncidentPolicy };

/** In this order: may this person act there at all, is it the version they saw, may they do this, can it be done. */
export function decideChange(state: IncidentState, wish: ChangeWish, rules: Rules): Decided {
  const { incident } = state;
  const { person, change } = wish;
  if (!may(person, 'incident.write', incident.place))
    return { refused: 'forbidden', params: { place: incident.place } };
  if (wish.version !== incident.version) return { refused: 'stale-version', params: { current: incident } };
  if (!mayChangeIncident(person, incident, change)) return { refused: 'forbidden', params: { place: incident.place } };
  const { place = incident.place } = change;
  return unfitTarget(change, { person, place }, { state, ...rules }) ?? changed(state, wish, rules);
}

/** The same for a child whose parent was changed: its version is whatever it is, and the right was the parent's. */
export function decideLed(state: IncidentState, wish: LedWish, rules: Rules): Decided {
  return changed(state, wish, rules);
}

function changed(state: IncidentState, wish: LedWish, { seq, at, policy }: Rules): Decided {
  const { change, comment, actor, assignee } = wish;
  const incident = changeIncident(state.incident, change, { by: actor, at, policy });
  if ('refused' in incident) {
    const { refused: reason, from, to } = incident;
    return { refused: 'incident-transition', params: { reason, from, to } };
  }
  if (assignee !== undefined && !may(assignee, 'incident.write', incident.place))
    return { refused: 'user-not-found', params: { reason: 'scope' } };
  const moved = incident.place === state.incident.place ? {} : { movedFrom: state.incident.place };
  const said = comment === undefined || comment === '' ? {} : { comment };
  return {
    entry: {
      kind: 'incident.changed.v1',
      subject: incident.place,
      body: { incident, change, ...moved, ...said, actor },
    },
    state: stateAfter(state, { incident, type: 'changed', actor, place: { seq, at } }),
  };
}

function decideEscalation(state: IncidentState, { version }: EscalateWish, { seq, at, policy }: Rules): Decided {
  const { incident: before } = state;
  if (before.version !== version || !escalationDue(before, at)) return { refused: 'stale-version' };
  const incident = escalateIncident(before, { at, policy });
  const actor = SYSTEM_ACTOR;
  return {
    entry: {
      kind: 'incident.escalated.v1',
      subject: incident.place,
      body: { incident, from: before.tier, to: incident.tier, actor },
    },
    state: stateAfter(state, { incident, type: 'escalated', actor, place: { seq, at } }),
  };
}

type StateOf = Situation<IncidentState>['stateOf'];

/** Who points from where. */
interface Pointing {
  readonly person: Acting['person'] | undefined;
  readonly place: string;
}

/**
 * What a change points at has to be there, within the person's sight, and to be fit for it. A duplicate of a duplicate would
 * lead nowhere.
 */
function unfitTarget(change: IncidentChange, pointing: Pointing, merging: Merging): Refused | null {
  if (change.duplicateOf !== undefined) {
    const original = merging.stateOf(change.duplicateOf)?.incident;
    if (original === undefined || !isSeen(original, pointing)) return refusal('unknownIncident');
    const reason = duplicateRefusal(original, { hasDuplicates: hasDuplicates(merging) });
    if (reason !== null) return refusal(reason);
  }
  return unfitParent(change.parent, pointing, merging.stateOf);
}

type Merging = Pick<Rules, 'stateOf' | 'changed'> & { readonly state: IncidentState };

/** As loaded, or by a command before it: that one taken back in the same breath is found out when it is tried again. */
function hasDuplicates({ state, changed }: Merging): boolean {
  return state.hasDuplicates || changed().some(({ incident }) => incident.duplicateOf === state.incident.id);
}

/** A parent over a larger region leads whatever lies in it, also for who sees no more than their own part. */
function unfitParent(id: string | null | undefined, pointing: Pointing, stateOf: StateOf): Refused | null {
  if (id === undefined || id === null) return null;
  const parent = stateOf(id)?.incident;
  if (parent === undefined || !(covers(parent.place, pointing.place) || isSeen(parent, pointing)))
    return refusal('unknownIncident');
  return parent.isParent && isOpen(parent.status) ? null : refusal('notParent');
}

/** What someone may not see is to them as what is not there. */
function isSeen({ place }: Incident, { person }: Pointing): boolean {
  return person === undefined || may(person, 'incident.read', place);
}

/** Incidents whose state a change depends on. */
export function targetsOf(change: Pick<IncidentChange, 'duplicateOf' | 'parent'>): string[] {
  return [change.duplicateOf, change.parent].filter((id) => typeof id === 'string');
}

interface Step {
  readonly incident: Incident;
  readonly type: IncidentState['events'][number]['type'];
  readonly actor: Actor;
  readonly place: EntryPlace;
}

function stateAfter(before: IncidentState | undefined, { incident, type, actor, place }: Step): IncidentState {
  const { id, version, status } = incident;
  const event = { incident: id, version, seq: place.seq, at: place.at, type, person: actor.id, status };
  const { events = [], hasDuplicates = false } = before ?? {};
  return { incident, lastSeq: place.seq, events: [...events, event], hasDuplicates };
}
