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
import type { Failure } from '../shell/board-store';
import { Places } from '../shell/places';
import { ActDialog } from './act-dialog';
import type { ActForm } from './act-dialog';
import { LeadStore } from './lead-store';
import type { Cluster, Proposal, ProposedMark } from './lead-store';

/** One way to decide on a proposal. */
interface Deciding {
  readonly act: string;
  readonly text: string;
  readonly send: (reason: string) => Promise<Failure | null>;
}

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

  protected set({ incident }: Proposal, mark: ProposedMark): Promise<void> {
    return this.decide(incident.place, {
      act: this.t('lead.set', { mark: this.t(`markShort.${mark}`) }),
      text: this.t('lead.setText'),
      send: (reason) => this.store.setMark(incident.place, mark, reason),
    });
  }

  protected decline(proposal: Proposal): Promise<void> {
    const marks = proposal.marks.map((mark) => this.t(`markShort.${mark}`)).join(', ');
    return this.decide(proposal.incident.place, {
      act: this.t('lead.decline'),
      text: this.t('lead.declineText', { marks }),
      send: (reason) => this.store.decline(proposal, reason),
    });
  }

  private async decide(place: string, { act, text, send }: Deciding): Promise<void> {
    const form: ActForm = {
      heading: `${act} · ${this.places.nameOf(place)}`,
      text,
      fields: [{ name: 'reason', type: 'area', label: this.t('lead.reason'), isRequired: true }],
      confirm: act,
      send: async ({ reason = '' }) => {
        const failure = await send(reason);
        return failure === null ? null : this.t(`error.${failure.code}`);
      },
    };
    await firstValueFrom(this.dialog.open(ActDialog, { data: form, width: '520px' }).afterClosed());
  }
}
