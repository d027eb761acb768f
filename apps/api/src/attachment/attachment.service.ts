import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ATTACHMENT_BYTES } from '@posko/contracts';
import type { AttachmentAnswer } from '@posko/contracts';
import type { Actor, JournalBody, Person } from '@posko/domain';
import { requirePermission } from '../platform/access/require';
import { ApiError } from '../platform/http/api-error';
import { requestHash, stableId } from '../platform/journal/chain';
import { JournalWriter } from '../platform/journal/journal-writer';
import { AttachmentStore } from './attachment-store';
import type { Received } from '../platform/content/content-store';
import { attachmentTypeOf, safeName } from './attachment-type';
import { AttachmentRepository } from './attachment.repository';
import type { KeptAttachment } from './attachment.repository';

/** Bytes to send, and what they are. */
export interface Attached extends AttachmentAnswer {
  readonly stream: Readable;
}

@Injectable()
export class AttachmentService {
  constructor(
    private readonly store: AttachmentStore,
    private readonly writer: JournalWriter,
    private readonly attachments: AttachmentRepository,
  ) {}

  /** Keeps the bytes, then tells the journal. The same bytes again give the first answer, whoever brings them. */
  async keep(body: Readable, name: string, actor: Actor): Promise<{ answer: AttachmentAnswer; isRepeat: boolean }> {
    const received = await this.store.receive(body, ATTACHMENT_BYTES);
    const kept = await this.settle(received, name, actor);
    const hash = requestHash('attachment.kept', '', kept.sha256);
    const command = { id: stableId(`attachment.kept ${kept.sha256}`), requestHash: hash };
    const { entry, isRepeat } = await this.writer.transact(command, async (manager, { at }) => {
      await this.attachments.insert(manager, [keptOf(kept, at)]);
      return { kind: 'attachment.kept.v1', subject: '', body: kept };
    });
    const { sha256, name: keptName, mediaType, bytes } = entry.body as JournalBody<'attachment.kept.v1'>;
    return { answer: { sha256, name: keptName, mediaType, bytes }, isRepeat };
  }

  /** The bytes for whoever may read the incident that they are attached to. */
  async read(incidentId: string, sha256: string, person: Person): Promise<Attached> {
    const incident = await this.attachments.incident(incidentId);
    if (incident === null) throw new ApiError('incident-not-found');
    requirePermission(person, 'incident.read', incident.place);
    const row = incident.attachments.includes(sha256) ? await this.attachments.one(sha256) : null;
    const file = row === null ? null : await this.store.read(sha256);
    if (row === null || file === null) throw new ApiError('attachment-not-found');
    return { ...row, ...file };
  }

  private async settle(received: Received, name: string, actor: Actor): Promise<JournalBody<'attachment.kept.v1'>> {
    try {
      const mediaType = await attachmentTypeOf(received.path);
      if (mediaType === null) throw new ApiError('attachment-refused');
      await this.store.settle(received);
      const { sha256, bytes } = received;
      return { sha256, bytes, mediaType, name: safeName(name, mediaType), actor };
    } catch (error) {
      await this.store.discard(received);
      throw error;
    }
  }
}

/** The row that an entry makes. */
export function keptOf(
  { sha256, name, mediaType, bytes, actor }: JournalBody<'attachment.kept.v1'>,
  at: number,
): KeptAttachment {
  return { sha256, name, mediaType, bytes, keptAt: at, keptBy: actor.id };
}
