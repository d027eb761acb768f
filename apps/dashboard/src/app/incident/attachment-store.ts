import { Injectable, computed, inject, signal } from '@angular/core';
import { ATTACHMENT_BYTES } from '@posko/contracts';
import { API } from '../shell/board-store';
import type { Failure } from '../shell/board-store';
import type { KeptAttachment } from './intake-draft';

/** A file on its way to the server, or what kept it from getting there. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly failure: Failure['code'] | null;
}

/** Sends photos, PDFs and voice messages; the server keeps them by their content, before the call is saved. */
@Injectable()
export class AttachmentStore {
  private readonly api = inject(API);
  private readonly held = signal<readonly Upload[]>([]);
  private lastKey = 0;
  readonly uploads = this.held.asReadonly();
  readonly isSending = computed(() => this.held().some(({ failure }) => failure === null));

  /** Sends a file; null where it did not arrive, which `uploads` tells of. */
  async send(file: File): Promise<KeptAttachment | null> {
    const key = ++this.lastKey;
    const name = file.name === '' ? 'attachment' : file.name.slice(0, 200);
    this.held.update((before) => [...before, { key, name, failure: null }]);
    if (file.size > ATTACHMENT_BYTES) return this.failed(key, 'payload-too-large');
    const answer = await this.api.upload('keepAttachment', { query: { name } }, file);
    if (!answer.isOk) return this.failed(key, answer.failure.code);
    this.forget(key);
    const { sha256, mediaType } = answer.value;
    return { sha256, name: answer.value.name, mediaType };
  }

  forget(key: number): void {
    this.held.update((before) => before.filter((upload) => upload.key !== key));
  }

  private failed(key: number, failure: Failure['code']): null {
    this.held.update((before) => before.map((upload) => (upload.key === key ? { ...upload, failure } : upload)));
    return null;
  }
}
