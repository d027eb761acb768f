import { isKind, isTpsSubject } from '@posko/domain';
import type { JournalBody, JournalEntry } from '@posko/domain';
import type { EntityManager } from 'typeorm';
import type { BlobStore } from '../platform/blob/blob-store';
import type { Replayer } from '../platform/replay/replay-registry';
import { figuresOf } from '../platform/sirekap/sirekap-figures';
import type { SirekapFigure } from '../platform/sirekap/sirekap-figures';
import type { SirekapFormRepository } from '../platform/sirekap/sirekap-form.repository';
import { tpsOf } from '../platform/sirekap/sirekap-tps';
import type { SirekapTps } from '../platform/sirekap/sirekap-tps';
import type { SirekapRepository } from '../platform/sirekap/sirekap.repository';

/** What Sirekap showed is what the files say that its imports kept. */
export class SirekapReplayer implements Replayer {
  readonly tables = ['sirekap_progress', 'sirekap_form'];
  private readonly imports: JournalBody<'sirekap.imported.v1'>[] = [];

  constructor(
    private readonly blobs: BlobStore,
    private readonly sirekap: SirekapRepository,
    private readonly forms: SirekapFormRepository,
  ) {}

  take(entry: JournalEntry): void {
    if (isKind(entry, 'sirekap.imported.v1')) this.imports.push(entry.body);
  }

  async store(manager: EntityManager): Promise<void> {
    for (const { contest, files } of this.imports) {
      const figures: SirekapFigure[] = [];
      const forms: SirekapTps[] = [];
      for (const { region, sha256 } of files) {
        const file = { contest, region, bytes: await this.blobs.get(sha256) };
        if (isTpsSubject(region)) forms.push(tpsOf(file));
        else figures.push(...figuresOf(file));
      }
      await this.sirekap.insert(manager, figures);
      await this.forms.insert(manager, forms);
    }
  }
}
