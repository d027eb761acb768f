import { JOURNAL_KINDS } from '@posko/domain';
import type { JournalKind } from '@posko/domain';
import type { MessageKey, MessageParams, auditMessages } from '@posko/ui';
import { EntryBody } from './entry-body';

type AuditKey = Extract<MessageKey<typeof auditMessages>, `audit.tell.${string}`>;
type Told = readonly [key: AuditKey, params?: MessageParams];

/** What a sentence is made with: words of the present language, places by name, times as people read them. */
export interface Speech {
  say(key: AuditKey, params?: MessageParams): string;
  /** The word for a value, by the beginning of its key: `stage`, `role`, `audit.method`; the value itself where there is none. */
  word(prefix: string, value: string): string;
  place(code: string): string;
  time(iso: string): string;
}

type Teller = (body: EntryBody, speech: Speech) => Told;

const because = (body: EntryBody): string => body.text('reason');
const incident = (body: EntryBody): { number: string } => ({ number: body.text('incident.number') });

/** A sentence per kind; a new kind without one does not compile. */
const TELLERS: Readonly<Record<JournalKind, Teller>> = {
  'register.imported.v1': (b) => [
    'audit.tell.register.imported',
    { tps: b.number('tps'), regions: b.number('regions'), source: b.text('source') },
  ],
  'register.corrected.v1': (b) => [
    'audit.tell.register.corrected',
    {
      before: b.number('before.dptL') + b.number('before.dptP'),
      after: b.number('dptL') + b.number('dptP'),
      reason: because(b),
      approvedBy: b.text('approvedBy.name'),
    },
  ],
  'tps.reported.v1': (b, s) => [
    'audit.tell.tps.reported',
    {
      stage: s.word('stage', b.text('stage')),
      source: s.word('tps.source', b.text('source')),
      standsAt: s.word('stage', b.text('standsAt')),
    },
  ],
  'tps.steppedBack.v1': (b, s) => [
    b.text('approvedBy.name') === '' ? 'audit.tell.tps.steppedBack' : 'audit.tell.tps.steppedBack.approved',
    {
      from: s.word('stage', b.text('stoodAt')),
      to: s.word('stage', b.text('standsAt')),
      reason: because(b),
      approvedBy: b.text('approvedBy.name'),
    },
  ],
  'tps.marked.v1': (b, s) => [
    b.isSet('isSet') ? 'audit.tell.tps.marked.set' : 'audit.tell.tps.marked.cleared',
    { mark: s.word('mark', b.text('mark')), reason: because(b) },
  ],
  'calendar.passed.v1': (b, s) => ['audit.tell.calendar.passed', { time: s.time(b.text('at')) }],
  'clock.set.v1': (b, s) => ['audit.tell.clock.set', { time: s.time(b.text('at')), speed: b.number('speed') }],
  'sirekap.imported.v1': (b) => [
    'audit.tell.sirekap.imported',
    { files: b.count('files'), contest: b.text('contest') },
  ],
  'session.opened.v1': (b, s) => [
    b.isSet('hasSecondFactor') ? 'audit.tell.session.opened.twice' : 'audit.tell.session.opened',
    { method: s.word('audit.method', b.text('method')) },
  ],
  'session.ended.v1': (b, s) => ['audit.tell.session.ended', { reason: s.word('audit.end', because(b)) }],
  'access.refused.v1': (b, s) => [
    'audit.tell.access.refused',
    {
      code: b.text('code'),
      route: b.text('route'),
      times: b.number('times'),
      name: b.text('name') || s.word('audit', 'nobody'),
    },
  ],
  'user.created.v1': (b, s) => ['audit.tell.user.created', account(b, s)],
  'user.changed.v1': (b, s) => [
    b.text('approvedBy.name') !== ''
      ? 'audit.tell.user.changed.approved'
      : b.list('changed').join() === 'isActive' && !b.isSet('user.isActive')
        ? 'audit.tell.user.deactivated'
        : 'audit.tell.user.changed',
    { ...account(b, s), changed: fields(b.list('changed'), s), approvedBy: b.text('approvedBy.name') },
  ],
  'credential.changed.v1': (b, s) => [
    'audit.tell.credential.changed',
    { credential: s.word('audit.credential', b.text('credential')), user: b.text('user').slice(0, 8) },
  ],
  'activation.issued.v1': (b, s) => [
    'audit.tell.activation.issued',
    { tps: b.number('tps'), region: s.place(b.text('region')) },
  ],
  'approval.asked.v1': (b, s) => [
    'audit.tell.approval.asked',
    { act: s.word('audit.act', b.text('act.type')), reason: because(b) },
  ],
  'approval.decided.v1': (b, s) => [
    because(b) === '' ? 'audit.tell.approval.decided' : 'audit.tell.approval.decided.because',
    { status: s.word('audit.status', b.text('status')), reason: because(b) },
  ],
  'export.made.v1': (b) => [
    'audit.tell.export.made',
    { what: b.text('what'), format: b.text('format'), rows: b.number('rows') },
  ],
  'incident.opened.v1': (b, s) => [
    'audit.tell.incident.opened',
    {
      ...incident(b),
      kind: s.word('incidentKind', b.text('incident.kind')),
      severity: b.number('incident.severity'),
    },
  ],
  'incident.changed.v1': (b, s) => [
    'audit.tell.incident.changed',
    {
      ...incident(b),
      changed: fields(b.names('change'), s),
      status: s.word('incident.status', b.text('incident.status')),
    },
  ],
  'incident.escalated.v1': (b, s) => [
    'audit.tell.incident.escalated',
    {
      ...incident(b),
      from: s.word('incident.tier', b.text('from')),
      to: s.word('incident.tier', b.text('to')),
    },
  ],
  'call.taken.v1': (b, s) => ['audit.tell.call.taken', { time: s.time(b.text('until')) }],
  'call.ended.v1': (b, s) => ['audit.tell.call.ended', { outcome: s.word('audit.outcome', b.text('outcome')) }],
  'handover.written.v1': (b) => ['audit.tell.handover.written', { to: b.text('to.name') }],
  'handover.signed.v1': () => ['audit.tell.handover.signed'],
  'contacts.imported.v1': (b) => [
    'audit.tell.contacts.imported',
    { contacts: b.number('contacts'), source: b.text('source') },
  ],
  'attachment.kept.v1': (b) => ['audit.tell.attachment.kept', { name: b.text('name'), mediaType: b.text('mediaType') }],
  'contest.imported.v1': (b) => [
    'audit.tell.contest.imported',
    { contests: b.count('contests'), source: b.text('source') },
  ],
  'result.entered.v1': (b, s) => [
    'audit.tell.result.entered',
    {
      contest: b.text('contest'),
      source: s.word('audit.reading', b.text('reading.source')),
      state: s.word('audit.result', b.text('verdict.state')),
    },
  ],
  'result.decided.v1': (b, s) => [
    'audit.tell.result.decided',
    {
      contest: b.text('contest'),
      decision: s.word('audit.decision', b.text('decision.type')),
      reason: b.text('decision.reason'),
      state: s.word('audit.result', b.text('verdict.state')),
    },
  ],
  'evidence.kept.v1': (b) => [
    'audit.tell.evidence.kept',
    { contest: b.text('contest'), page: b.number('photo.page'), mediaType: b.text('mediaType') },
  ],
  'evidence.matched.v1': (b) => ['audit.tell.evidence.matched', { contest: b.text('contest'), with: b.number('with') }],
  'publication.paused.v1': (b) => ['audit.tell.publication.paused', { reason: b.text('reason') }],
  'publication.resumed.v1': (b) => ['audit.tell.publication.resumed', { reason: b.text('reason') }],
  'release.drafted.v1': (b) => [
    'audit.tell.release.drafted',
    { number: b.number('number'), contest: b.text('contest'), upTo: b.number('upTo') },
  ],
  'release.released.v1': (b) => ['audit.tell.release.released', { number: b.number('number') }],
  'release.discarded.v1': (b) => ['audit.tell.release.discarded', { number: b.number('number'), reason: because(b) }],
  'quickCount.entered.v1': (b) => [
    'audit.tell.quickCount.entered',
    { institute: b.text('figures.institute'), contest: b.text('contest') },
  ],
  'projector.linked.v1': (b, s) => [
    'audit.tell.projector.linked',
    { label: b.text('label'), region: s.place(b.text('region')), time: s.time(b.text('until')) },
  ],
  'projector.revoked.v1': (b, s) => ['audit.tell.projector.revoked', { region: s.place(b.text('region')) }],
  'recap.acted.v1': (b, s) => [
    'audit.tell.recap.acted',
    { act: s.word('audit.recap', b.text('act.type')), contest: b.text('contest') },
  ],
};

function fields(names: readonly string[], s: Speech): string {
  return names.map((name) => s.word('audit.field', name)).join(', ');
}

function account(b: EntryBody, s: Speech): { name: string; role: string; scope: string } {
  return { name: b.text('user.name'), role: s.word('role', b.text('user.role')), scope: s.place(b.text('user.scope')) };
}

/** What an entry tells, as a sentence; null for a kind of a newer server, which shows as it is. */
export function entryWords(entry: { readonly kind: string; readonly body: unknown }, speech: Speech): string | null {
  const kind = JOURNAL_KINDS.find((known) => known === entry.kind);
  if (kind === undefined) return null;
  const [key, params] = TELLERS[kind](new EntryBody(entry.body), speech);
  return speech.say(key, params);
}

/** Beginnings of kinds to choose from, in the order of the journal's own list. */
export const KIND_GROUPS: readonly string[] = [...new Set(JOURNAL_KINDS.map((kind) => `${kind.split('.')[0] ?? ''}.`))];
