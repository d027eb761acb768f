import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';

/** A newer page lies ready: the service worker has fetched it and hands it out at the next load. */
@Injectable({ providedIn: 'root' })
export class NewVersion {
  private readonly document = inject(DOCUMENT);
  private readonly ready = signal(false);
  readonly isReady = this.ready.asReadonly();

  constructor() {
    inject(SwUpdate, { optional: true })?.versionUpdates.subscribe(({ type }) => {
      if (type === 'VERSION_READY') this.ready.set(true);
    });
  }

  reload(): void {
    this.document.defaultView?.location.reload();
  }
}
