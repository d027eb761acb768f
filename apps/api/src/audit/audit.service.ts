import { Injectable } from '@nestjs/common';
import type { AuditQuery, AuditResponse, AuditRow } from '@posko/contracts';
import { JOURNAL_KINDS, NATIONAL_CODE, covers, isoTime, receiptOf } from '@posko/domain';
import type { JournalEntry, Person } from '@posko/domain';
import type * as z from 'zod';
import { requirePermission } from '../platform/access/require';
import { invalidRequest } from '../platform/http/api-error';
import { RegisterHolder } from '../platform/register/register-holder';
import { actorIn, bodyFor } from './audit-body';
import { AuditRepository } from './audit.repository';
import type { AuditEntry } from './audit.repository';

export type AuditSearch = z.output<typeof AuditQuery>;

/** Who did what, from where: the journal, searched within the asker's scope. */
@Injectable()
export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly register: RegisterHolder,
  ) {}

  async search(person: Person, query: AuditSearch): Promise<AuditResponse> {
    const { name, kind, q, from, until, before, limit } = query;
    if (query.place !== undefined) requirePermission(person, 'audit.read', query.place);
    const kinds = kind === undefined ? undefined : JOURNAL_KINDS.filter((known) => known.startsWith(kind));
    const place = query.place === NATIONAL_CODE ? undefined : (query.place ?? this.limitOf(person));
    const filter = { name, kinds, place, text: q, from, until, before, limit };
    const found = await this.entries.search(filter);
    if (found === null) throw invalidRequest([{ path: 'q', message: TOO_BROAD }]);
    const next = found.rows.length < limit ? null : (found.rows.at(-1)?.seq ?? null);
    return { seq: found.seq, rows: found.rows.map((row) => rowFor(person, row)), next };
  }

  /** Whoever is over the whole register also sees what is about no place, such as sign-ins. */
  private limitOf({ scope }: Person): string | undefined {
    return covers(scope, this.register.current().tree.codes[0] ?? NATIONAL_CODE) ? undefined : scope;
  }
}

const TOO_BROAD = 'takes too long over the whole journal: narrow it by name, kind, place or time';

function rowFor(person: Person, { seq, at, kind, subject, body, hash }: AuditEntry): AuditRow {
  const entry = { seq, at, kind, subject, commandId: '', body: JSON.parse(body) as JournalEntry['body'] };
  const shown = bodyFor(person, entry);
  const receipt = receiptOf(seq, Buffer.from(hash, 'hex'));
  return { seq, at: isoTime(at), kind, subject, actor: actorIn(shown), receipt, body: shown };
}
