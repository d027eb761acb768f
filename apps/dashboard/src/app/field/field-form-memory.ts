import { signal } from '@angular/core';
import { Photo } from '@posko/domain';
import * as z from 'zod';

/** What a phone remembers of a form that it sent: a crew may send results, and not read them. */
const Kept = z.object({ receipt: z.string().nullable(), photos: z.array(Photo) });
export type KeptForm = z.infer<typeof Kept>;

const KEY = 'posko.field.forms';
const NOTHING: KeptForm = { receipt: null, photos: [] };

/** Receipts of figures and photos, per TPS and contest, through reloads of the page. */
export class FieldFormMemory {
  private readonly held = signal<Readonly<Record<string, KeptForm>>>({});

  constructor(private readonly view: Window | null) {
    this.held.set(this.read());
  }

  of(tps: string, contest: string): KeptForm {
    return this.held()[`${tps} ${contest}`] ?? NOTHING;
  }

  keep(tps: string, contest: string, change: Partial<KeptForm>): void {
    this.held.update((before) => ({ ...before, [`${tps} ${contest}`]: { ...this.of(tps, contest), ...change } }));
    try {
      this.view?.localStorage.setItem(KEY, JSON.stringify(this.held()));
    } catch {
      // Without storage they last as long as the page.
    }
  }

  private read(): Readonly<Record<string, KeptForm>> {
    try {
      return z.record(z.string(), Kept).safeParse(JSON.parse(this.view?.localStorage.getItem(KEY) ?? '{}')).data ?? {};
    } catch {
      return {};
    }
  }
}
