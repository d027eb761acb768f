import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { newCommandId } from '@posko/client';
import { EVIDENCE_BYTES } from '@posko/contracts';
import type { Photo } from '@posko/domain';
import { API } from './api-store';
import type { Failure, ResponseOf } from './api-store';
import { RetryTimer, isPassing } from './retry-timer';
import { SessionStore } from './session-store';

/** Where a photo belongs. */
export interface PhotoPlace {
  readonly contest: string;
  readonly tps: string;
}

/** A photo on its way to the server, or what kept it from getting there. */
export interface PhotoUpload extends PhotoPlace {
  /** Of the command: sent again after a lost answer, it is the same photo. */
  readonly id: string;
  readonly file: File;
  readonly page: number;
  /** Photo whose place it takes. */
  readonly replaces: string | null;
  readonly sentBytes: number;
  readonly failure: Failure['code'] | null;
}

/** What a photo is sent for. */
export interface PhotoWish extends PhotoPlace {
  readonly page: number;
  readonly replaces?: string;
}

/** A photo that the server keeps, and a picture of it that this browser has at hand. */
export interface SentPhoto extends PhotoPlace {
  readonly photo: Photo;
  readonly replaces: string | null;
  readonly receipt: string;
  readonly hasPicture: boolean;
  /** Address of the file in this browser; null of what no browser draws. */
  readonly preview: string | null;
}

const DRAWN = /^image\/(jpeg|png|webp)$/;

/** Sends photos of forms one after the other: on a poor line, one that arrives is worth more than three that are on their way. */
@Injectable()
export class PhotoUploadStore {
  private readonly api = inject(API);
  private readonly session = inject(SessionStore);
  private readonly held = signal<readonly PhotoUpload[]>([]);
  private readonly arrived = signal<readonly SentPhoto[]>([]);
  private running: Promise<void> = Promise.resolve();
  /** A line that broke comes back: what it kept from arriving goes again by itself. */
  private readonly timer = new RetryTimer(async () => {
    for (const { id, failure } of this.held())
      if (failure !== null && isPassing({ code: failure })) await this.again(id);
  });

  /** On their way, or failed. */
  readonly uploads = this.held.asReadonly();
  /** Kept by the server since this store was made. */
  readonly sent = this.arrived.asReadonly();
  readonly isSending = computed(() => this.held().some(({ failure }) => failure === null));

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const { preview } of this.arrived()) if (preview !== null) URL.revokeObjectURL(preview);
    });
  }

  /** Sends a file; `sent` or `uploads` tell what became of it. */
  add(file: File, { replaces, ...wish }: PhotoWish): Promise<void> {
    const upload = { ...wish, id: newCommandId(), file, replaces: replaces ?? null, sentBytes: 0, failure: null };
    this.held.update((before) => [...before, upload]);
    if (file.size > EVIDENCE_BYTES) {
      this.change(upload.id, { failure: 'payload-too-large' });
      return Promise.resolve();
    }
    return this.inTurn(upload.id);
  }

  again(id: string): Promise<void> {
    this.change(id, { failure: null, sentBytes: 0 });
    return this.inTurn(id);
  }

  forget(id: string): void {
    this.held.update((before) => before.filter((upload) => upload.id !== id));
  }

  private inTurn(id: string): Promise<void> {
    this.running = this.running.then(() => this.send(id));
    return this.running;
  }

  private async send(id: string): Promise<void> {
    const upload = this.held().find((one) => one.id === id);
    if (upload === undefined) return;
    const { contest, tps, page, replaces, file } = upload;
    const query = { id, contest, tps, page, ...(replaces === null ? {} : { replaces }) };
    const onProgress = (sentBytes: number): void => this.change(id, { sentBytes });
    const answer = await this.api.upload('keepEvidence', { query, onProgress }, file);
    if (!answer.isOk) {
      const isSame = isPassing(answer.failure);
      // After a refusal, the next try is another command.
      this.change(id, { failure: answer.failure.code, ...(isSame ? {} : { id: newCommandId() }) });
      if (isSame) this.timer.soon();
      return;
    }
    this.timer.reset();
    this.forget(id);
    this.arrived.update((before) => [...before, this.keptOf(upload, answer.value)]);
  }

  private keptOf(
    { contest, tps, page, replaces, file }: PhotoUpload,
    { sha256, doubts, receipt, hasPicture, at }: ResponseOf<'keepEvidence'>,
  ): SentPhoto {
    const person = this.session.person();
    const by = { id: person?.id ?? '', name: person?.name ?? '' };
    const photo: Photo = { sha256, page, by, at, replacedBy: null, doubts };
    const preview = DRAWN.test(file.type) ? URL.createObjectURL(file) : null;
    return { contest, tps, photo, replaces, receipt, hasPicture, preview };
  }

  private change(id: string, change: Partial<PhotoUpload>): void {
    this.held.update((before) => before.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }
}

/** Photos that are known with those that were sent since: an old one whose place was taken stays, and says so. */
export function withSent(known: readonly Photo[], sent: readonly SentPhoto[], place: PhotoPlace): Photo[] {
  const here = sent.filter(({ contest, tps }) => contest === place.contest && tps === place.tps);
  const photos = [...known];
  for (const { photo } of here) if (!photos.some(({ sha256 }) => sha256 === photo.sha256)) photos.push(photo);
  return photos.map((photo) => {
    const heir = here.findLast(({ replaces }) => replaces === photo.sha256);
    return heir === undefined ? photo : { ...photo, replacedBy: heir.photo.sha256 };
  });
}

/** The page that the next photo shows, if nobody says otherwise. */
export function nextPage(photos: readonly Photo[], uploads: readonly PhotoUpload[]): number {
  const pages = [...photos.filter(({ replacedBy }) => replacedBy === null), ...uploads].map(({ page }) => page);
  return Math.min(20, Math.max(0, ...pages) + 1);
}
