import { ReportableStage } from '@posko/domain';
import * as z from 'zod';

/** A report that the server has not taken yet. Its id is made once, so that sending it again never makes it two. */
const UnsentReport = z.object({
  id: z.uuid(),
  tps: z.string(),
  stage: ReportableStage,
  occurredAt: z.string(),
  turnout: z.int().optional(),
  note: z.string().optional(),
  /** Why the server will never take it; unset while there is hope. */
  refusal: z.string().optional(),
});
export type UnsentReport = z.infer<typeof UnsentReport>;

const KEY = 'posko.field.outbox';

/**
 * Reports on their way, in the order they were made, kept by the phone until the server has said that it has them. Every change is made
 * to what stands in the storage at that moment, for a second tab may have changed it.
 */
export class FieldOutbox {
  private memory: readonly UnsentReport[] = [];
  /** The phone keeps nothing: what is on its way is lost with the page. */
  isForgetful = false;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null) {}

  all(): readonly UnsentReport[] {
    try {
      const text = this.storage?.getItem(KEY) ?? null;
      if (text === null || this.isForgetful) return this.memory;
      // One entry that cannot be read must not hold up or take along the others.
      const entries = z.array(z.unknown()).parse(JSON.parse(text));
      return entries.flatMap((entry) => UnsentReport.safeParse(entry).data ?? []);
    } catch {
      return this.memory;
    }
  }

  add(report: UnsentReport): void {
    this.write([...this.all(), report]);
  }

  remove(id: string): void {
    this.write(this.all().filter((report) => report.id !== id));
  }

  refuse(id: string, refusal: string): void {
    this.write(this.all().map((report) => (report.id === id ? { ...report, refusal } : report)));
  }

  private write(reports: readonly UnsentReport[]): void {
    this.memory = reports;
    try {
      if (this.storage === null) throw new Error('No storage');
      this.storage.setItem(KEY, JSON.stringify(reports));
      this.isForgetful = false;
    } catch {
      this.isForgetful = reports.length > 0;
    }
  }
}
