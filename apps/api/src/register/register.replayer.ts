import { isKind } from '@posko/domain';
import type { JournalBody, JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { BlobStore } from '../platform/blob/blob-store';
import { registerOfChunks } from '../platform/register/register-chunk';
import type { RegisterRows } from '../platform/register/register-rows';
import type { RegisterRepository } from '../platform/register/register.repository';
import type { Replayer } from '../platform/replay/replay-registry';

/** The register is what its last import brought, with what was corrected since. */
export class RegisterReplayer implements Replayer {
  readonly tables = ['region', 'tps'];
  private chunks: readonly string[] = [];
  private readonly corrections = new Map<string, JournalBody<'register.corrected.v1'>>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly register: RegisterRepository,
  ) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'register.corrected.v1')) this.corrections.set(entry.subject, entry.body);
    if (!isKind(entry, 'register.imported.v1')) return;
    this.chunks = entry.body.chunks;
    this.corrections.clear();
  }

  async store(manager: EntityManager): Promise<void> {
    if (this.chunks.length === 0) return;
    const chunks: Buffer[] = [];
    for (const sha256 of this.chunks) chunks.push(await this.blobs.get(sha256));
    await this.register.replace(manager, this.corrected(await registerOfChunks(chunks)));
  }

  private corrected(rows: RegisterRows): RegisterRows {
    if (this.corrections.size === 0) return rows;
    const { dptL, dptP } = rows;
    rows.tpsCodes.forEach((code, position) => {
      const correction = this.corrections.get(code);
      dptL[position] = correction?.dptL ?? dptL[position] ?? 0;
      dptP[position] = correction?.dptP ?? dptP[position] ?? 0;
    });
    return rows;
  }
}
