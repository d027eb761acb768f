import { Injectable, inject, signal } from '@angular/core';
import { DEFAULT_INCIDENT_POLICY } from '@posko/domain';
import type { IncidentPolicy } from '@posko/domain';
import { API } from './api-store';

/** Severities and times in use, asked for once: the office may have set others than ours. */
@Injectable({ providedIn: 'root' })
export class IncidentPolicyStore {
  private readonly api = inject(API);
  private readonly held = signal<IncidentPolicy>(DEFAULT_INCIDENT_POLICY);
  readonly policy = this.held.asReadonly();

  constructor() {
    void this.ask();
  }

  private async ask(): Promise<void> {
    const answer = await this.api.call('incidentKinds', {});
    if (answer.isOk) this.held.set(answer.value.policy);
  }
}
