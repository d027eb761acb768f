import { Injectable } from '@nestjs/common';
import type { JournalResponse, JournalRow } from '@posko/contracts';
import { FIRST_PREVIOUS_HASH, isoTime } from '@posko/domain';
import { JournalRepository } from '../platform/journal/journal.repository';
import type { JournalInsert } from '../platform/journal/journal-types';

/** Reading the journal from outside: what is needed to check its chain, and nothing else. */
@Injectable()
export class JournalService {
  constructor(private readonly journal: JournalRepository) {}

  async page({ after, limit }: { after: number; limit: number }): Promise<JournalResponse> {
    const [head, previous, rows] = await Promise.all([
      this.journal.head(),
      after === 0 ? null : this.journal.at(after),
      this.journal.after(after, limit),
    ]);
    return {
      head: Math.max(head.seq, rows.at(-1)?.seq ?? 0),
      previousHash: previous?.hash ?? FIRST_PREVIOUS_HASH,
      entries: rows.map(toWire),
    };
  }
}

function toWire({ seq, at, kind, subject, commandId, body, hash }: JournalInsert): JournalRow {
  return { seq, at: isoTime(at), kind, subject, commandId, body, hash };
}
