import { Inject, Injectable } from '@nestjs/common';
import type { IncidentPatchCommand, ParentAnswer, ParentRequest } from '@posko/contracts';
import { SYSTEM_ACTOR, covers, isOpen, levelOf, may } from '@posko/domain';
import type { Incident, IncidentChange, IncidentPolicy } from '@posko/domain';
import type * as z from 'zod';
import { requirePermission } from '../platform/access/require';
import { ApiError, invalidRequest } from '../platform/http/api-error';
import { INCIDENT_POLICY } from '../platform/incident/incident-policy';
import { requestHash, stableId } from '../platform/journal/chain';
import type { Accepted, EntryPlace, NewEntry, Situation } from '../platform/journal/journal-types';
import { JournalWriter } from '../platform/journal/journal-writer';
import { Act } from './act';
import { decideChange, decideLed, decideOpening, targetsOf } from './incident-aggregate';
import type { Acting, ChangeWish } from './incident-aggregate';
import { IncidentDetailRepository } from './incident-detail.repository';
import { IncidentReferences } from './incident-references';
import type { IncidentState } from './incident-state';
import { IncidentRepository } from './incident.repository';
import type { Transaction } from './incident.repository';
import { changeHash, incidentAnswer } from './incident.service';
import type { ChangeOrder, IncidentAnswered } from './incident.service';

type ParentCommand = z.output<typeof ParentRequest>;
type Entries = readonly [NewEntry, ...NewEntry[]];

/** Acts on one incident over many TPS: all of it in one transaction, or none. */
@Injectable()
export class ParentService {
  constructor(
    @Inject(JournalWriter) private readonly writer: JournalWriter,
    @Inject(IncidentRepository) private readonly incidents: IncidentRepository,
    @Inject(INCIDENT_POLICY) private readonly policy: IncidentPolicy,
    @Inject(IncidentReferences) private readonly references: IncidentReferences,
    @Inject(IncidentDetailRepository) private readonly details: IncidentDetailRepository,
  ) {}

  async open(command: ParentCommand, acting: Acting): Promise<{ answer: ParentAnswer; isRepeat: boolean }> {
    const { id, region } = command;
    requirePermission(acting.person, 'incident.lead', this.references.place({ region }));
    const tps = this.tpsOf(command);
    const hash = requestHash('incident.parent', region, command);
    const accepted = await this.writer.transactAll({ id, requestHash: hash }, (manager, place) =>
      this.openWith(manager, { command, tps, acting, place }),
    );
    const children = await this.details.countChildren(id);
    return { answer: { ...incidentAnswer(accepted), children }, isRepeat: accepted.isRepeat };
  }

  /** Changes a parent and, as far as each allows it, its children with it. */
  async change(incident: string, patch: IncidentPatchCommand, acting: Acting): Promise<IncidentAnswered> {
    const { id, version, withChildren: _, ...changes } = patch;
    const wish = { ...(await this.references.wish(changes, acting)), version };
    const accepted = await this.order(incident, { id, hash: changeHash('incident.lead', incident, wish), wish });
    return { answer: incidentAnswer(accepted), isRepeat: accepted.isRepeat };
  }

  /** The same, as understood already. */
  order(incident: string, { id, hash, wish }: ChangeOrder): Promise<Accepted> {
    return this.writer.transactAll({ id, requestHash: hash }, (manager, place) =>
      this.changeWith(manager, { incident, wish, place }),
    );
  }

  private async openWith(manager: Transaction, opening: Opening): Promise<Entries> {
    const { command, tps, acting, place } = opening;
    const { id, kind, region, note, severity } = command;
    const joining = await this.joining(manager, command, acting);
    const calling = await this.incidents.alone(manager, kind, tps);
    const children = new Map([...joining, ...calling].map((state) => [state.incident.id, state]));
    const act = new Act(place, children);
    const { actor } = acting;
    const about = { kind, note, severity };
    const parent = { id, place: region, ...about, isParent: true };
    act.mustTake(decideOpening({ type: 'open', opening: parent, actor }, act.situation, this.policy));
    const wish: ChangeWish = { type: 'change', ...acting, version: 0, change: { parent: id } };
    for (const state of children.values()) act.take(decideLed(state, wish, { ...act.situation, policy: this.policy }));
    const heard = new Set([...children.values()].map(({ incident }) => incident.place));
    for (const code of tps.filter((code) => !heard.has(code))) {
      const child = { id: stableId(`${id} ${code}`), place: code, ...about, parent: id };
      const wish = { type: 'open', opening: child, actor, openedBy: SYSTEM_REF } as const;
      act.mustTake(decideOpening(wish, act.situation, this.policy));
    }
    return this.write(manager, act);
  }

  private async changeWith(manager: Transaction, { incident, wish, place }: Changing): Promise<Entries> {
    const known = await this.incidents.loadWith(manager, [incident, ...targetsOf(wish.change)]);
    const parent = known.get(incident);
    if (parent === undefined) throw new ApiError('incident-not-found');
    const children = parent.incident.isParent ? await this.incidents.childrenOf(manager, incident) : [];
    const act = new Act(place, new Map([...known, ...children.map((child) => [child.incident.id, child] as const)]));
    const rules = (): Situation<IncidentState> & { policy: IncidentPolicy } => ({
      ...act.situation,
      policy: this.policy,
    });
    const decision = decideChange(parent, wish, rules());
    if ('refused' in decision && decision.refused === 'stale-version') {
      const history = await this.details.history(incident, wish.version);
      throw new ApiError(decision.refused, { ...decision.params, history });
    }
    act.mustTake(decision);
    const { status } = (act.situation.stateOf(incident) ?? parent).incident;
    const led = { ...wish, change: ledChange(wish.change, status, parent.incident.status), assignee: undefined };
    const isLed = (of: Incident): boolean => follows(of) && may(wish.person, 'incident.write', of.place);
    const following = Object.keys(led.change).length === 0 ? [] : children.filter(({ incident: of }) => isLed(of));
    for (const child of following) act.take(decideLed(child, led, rules()));
    return this.write(manager, act);
  }

  private async write(manager: Transaction, act: Act): Promise<Entries> {
    await this.incidents.saveWith(manager, act.changed());
    return act.entries as unknown as Entries;
  }

  /** The incidents that were named: open ones without a parent join, the others stay as they are. */
  private async joining(
    manager: Transaction,
    { incidents }: ParentCommand,
    { person }: Acting,
  ): Promise<IncidentState[]> {
    const found = await this.incidents.loadWith(manager, incidents);
    const missing = incidents.filter((id) => !found.has(id));
    if (missing.length > 0) throw new ApiError('incident-not-found', { missing });
    for (const { incident } of found.values()) requirePermission(person, 'incident.lead', incident.place);
    return [...found.values()].filter(
      ({ incident }) => isOpen(incident.status) && incident.parent === null && !incident.isParent,
    );
  }

  /** TPS that are to have a child: those named, or all of the region. */
  private tpsOf({ region, tps, isWholeRegion }: ParentCommand): Incident['place'][] {
    const level = levelOf(region);
    if (isWholeRegion && level !== 'kecamatan' && level !== 'desa')
      throw invalidRequest([{ path: 'isWholeRegion', message: 'of a kecamatan or a desa only' }]);
    const named = [...new Set(tps)].map((code) => this.references.place({ tps: code }));
    const outside = named.findIndex((code) => !covers(region, code));
    if (outside >= 0) throw invalidRequest([{ path: `tps.${outside}`, message: 'must lie in the region' }]);
    const all = isWholeRegion ? [...named, ...this.references.tpsOf(region)] : named;
    return [...new Set(all)] as Incident['place'][];
  }
}

interface Opening {
  readonly command: ParentCommand;
  readonly tps: readonly Incident['place'][];
  readonly acting: Acting;
  readonly place: EntryPlace;
}

interface Changing {
  readonly incident: string;
  readonly wish: ChangeWish;
  readonly place: EntryPlace;
}

const SYSTEM_REF = { id: SYSTEM_ACTOR.id, name: SYSTEM_ACTOR.name };

/** What of a parent's change is its children's too. */
function ledChange(change: IncidentChange, status: Incident['status'], before: Incident['status']): IncidentChange {
  const { outcome, waitingReason, referral, referralReply } = change;
  return {
    ...(status === before ? {} : { status }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(waitingReason === undefined ? {} : { waitingReason }),
    ...(referral === undefined ? {} : { referral }),
    ...(referralReply === undefined ? {} : { referralReply }),
  };
}

/** What was taken out for a reason of its own does not come back with its parent. */
function follows({ status }: Incident): boolean {
  return status !== 'invalid' && status !== 'duplicate';
}
