import { Injectable, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import { API } from '../shell/api-store';
import type { Failure, ResponseOf } from '../shell/api-store';

export type ActivationState = ResponseOf<'activations'>;

/** A file of codes as it came. */
export interface CodeFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Questions under way at a time: a province has dozens of regencies, and others want to be served as well. */
const AT_ONCE = 4;

/** How many TPS of each region have a code and a device, and new codes. */
@Injectable()
export class ActivationStore {
  private readonly api = inject(API);
  private readonly held = signal<ReadonlyMap<string, ActivationState>>(new Map());
  private readonly failed = signal<Failure | null>(null);
  private wanted: readonly string[] = [];

  /** By region code, as they come in. */
  readonly states = this.held.asReadonly();
  readonly failure = this.failed.asReadonly();

  async load(codes: readonly string[]): Promise<void> {
    this.wanted = codes;
    this.failed.set(null);
    const left = [...codes];
    const worker = async (): Promise<void> => {
      for (let code = left.shift(); code !== undefined && this.wanted === codes; code = left.shift())
        await this.ask(code);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** State of one place, asked anew. */
  async ask(regionCode: string): Promise<ActivationState | null> {
    const answer = await this.api.call('activations', { params: { regionCode } });
    if (answer.isOk) this.held.update((states) => new Map(states).set(regionCode, answer.value));
    else this.failed.set(answer.failure);
    return answer.isOk ? answer.value : null;
  }

  /**
   * New codes of a place as a file, with the bytes so far on the way. The id is the caller's: the same one again gets the same codes,
   * should the answer have been lost.
   */
  async issue(
    { id, region }: { id: string; region: string },
    onProgress: (bytes: number) => void,
  ): Promise<{ file: CodeFile } | { failure: Failure }> {
    const answer = await this.api.file('issueActivations', { body: { id, region: region } }, onProgress);
    if (!answer.isOk) return { failure: answer.failure };
    const { name, blob } = answer.value;
    return { file: { name: name ?? `kode-aktivasi-${region}.csv`, blob } };
  }

  newId(): string {
    return newCommandId();
  }
}
