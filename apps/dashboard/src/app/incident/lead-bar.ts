import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import {
  Icon,
  incidentIcons,
  incidentKindMessages,
  injectFormats,
  injectText,
  leadMessages,
  regionName,
} from '@posko/ui';
import { firstValueFrom } from 'rxjs';
import { Places } from '../shell/places';
import { ActDialog } from './act-dialog';
import type { ActForm } from './act-dialog';
import { LeadStore } from './lead-store';
import type { Cluster, Proposal, ProposedMark } from './lead-store';

/** For supervisors, above the queue: calls that may have one cause, and marks that wait for a decision. */
@Component({
  selector: 'posko-lead-bar',
  imports: [Icon, RouterLink],
  templateUrl: './lead-bar.html',
  styleUrl: './lead-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LeadBar {
  readonly merged = output<Cluster>();
  readonly joined = output<Cluster>();
  protected readonly store = inject(LeadStore);
  protected readonly places = inject(Places);
  private readonly dialog = inject(MatDialog);
  protected readonly t = injectText(leadMessages, incidentKindMessages);
  private readonly formats = injectFormats();
  protected readonly icons = incidentIcons;
  /** The largest is said before the list is opened. */
  protected readonly largest = computed(() => {
    const [first] = this.store.clusters();
    return first === undefined ? '' : this.textOf(first);
  });

  protected textOf({ incidents, kind, region, firstAt, lastAt }: Cluster): string {
    return this.t('lead.cluster', {
      n: incidents.length,
      kind: this.t(`incidentKind.${kind}`),
      region: regionName(region.name, region.level),
      from: this.formats.clock(firstAt),
      to: this.formats.clock(lastAt),
    });
  }

  protected async set({ incident }: Proposal, mark: ProposedMark): Promise<void> {
    const form: ActForm = {
      heading: `${this.t('lead.set', { mark: this.t(`markShort.${mark}`) })} · ${this.places.nameOf(incident.place)}`,
      text: this.t('lead.setText'),
      fields: [{ name: 'reason', type: 'area', label: this.t('lead.reason'), isRequired: true }],
      confirm: this.t('lead.set', { mark: this.t(`markShort.${mark}`) }),
      send: async ({ reason = '' }) => {
        const answer = await this.store.setMark(incident.place, mark, reason);
        return answer.isOk ? null : this.t(`error.${answer.failure.code}`);
      },
    };
    await firstValueFrom(this.dialog.open(ActDialog, { data: form, width: '520px' }).afterClosed());
  }
}
