import { isKind } from '@posko/domain';
import type { JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { BlobStore } from '../platform/blob/blob-store';
import { registerOfChunks } from '../platform/register/register-chunk';
import type { RegisterRepository } from '../platform/register/register.repository';
import type { Replayer } from '../platform/replay/replay-registry';

/** The register is what its last import brought. */
export class RegisterReplayer implements Replayer {
  readonly tables = ['region', 'tps'];
  private chunks: readonly string[] = [];

  constructor(
    private readonly blobs: BlobStore,
    private readonly register: RegisterRepository,
  ) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'register.imported.v1')) this.chunks = entry.body.chunks;
  }

  async store(manager: EntityManager): Promise<void> {
    if (this.chunks.length === 0) return;
    const chunks: Buffer[] = [];
    for (const sha256 of this.chunks) chunks.push(await this.blobs.get(sha256));
    await this.register.replace(manager, await registerOfChunks(chunks), () => undefined);
  }
}
