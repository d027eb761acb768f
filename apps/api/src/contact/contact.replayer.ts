import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { BlobStore } from '../platform/blob/blob-store';
import type { Replayer } from '../platform/replay/replay-registry';
import type { ContactRepository } from './contact.repository';
import { contactsOfChunk } from './import/contact-chunk';

/** Contacts are what the imports brought, each in place of what was known of its places before. */
export class ContactReplayer implements Replayer {
  readonly tables = ['contact'];
  private readonly imports: (readonly string[])[] = [];

  constructor(
    private readonly blobs: BlobStore,
    private readonly contacts: ContactRepository,
  ) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'contacts.imported.v1')) this.imports.push(entry.body.chunks);
  }

  async store(manager: EntityManager): Promise<void> {
    for (const chunks of this.imports) {
      const rows = [];
      for (const sha256 of chunks) rows.push(...(await contactsOfChunk(await this.blobs.get(sha256))));
      await this.contacts.replace(manager, rows);
    }
  }
}
