import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { STAGES } from '@posko/domain';
import type { Board } from '@posko/domain';
import { injectText } from '../language';
import { mosaikMessages } from '../messages/mosaik';
import { MarkBadge } from '../piece/mark-badge';
import { StageChip } from '../piece/stage-chip';
import { marksByLoudness } from '../piece/trouble';
import { regionName } from '../region-name';

/** Names the TPS under the pointer or the cursor, and says how it stands; read out as the cursor moves. */
@Component({
  selector: 'posko-mosaik-tip',
  imports: [MarkBadge, StageChip],
  template: `
    <strong
      >{{ t('mosaik.tps', { number: number() }) }} <small>{{ code() }}</small></strong
    >
    <span>{{ place() }}</span>
    <posko-stage-chip [stage]="stage()" />
    @for (mark of marks(); track mark) {
      <posko-mark-badge [mark]="mark" />
    }
  `,
  styleUrl: './mosaik-tip.scss',
  host: {
    role: 'status',
    '[style.--x.px]': 'at().x',
    '[style.--y.px]': 'at().y',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MosaikTip {
  readonly board = input.required<Board>();
  readonly version = input.required<number>();
  /** Position in the register. */
  readonly position = input.required<number>();
  /** In CSS pixels within the mosaik. */
  readonly at = input.required<{ x: number; y: number }>();

  protected readonly t = injectText(mosaikMessages);
  private readonly tree = computed(() => this.board().tree);
  protected readonly code = computed(() => this.tree().tpsCodeAt(this.position()));
  protected readonly number = computed(() => String(this.tree().tpsNumberAt(this.position())).padStart(3, '0'));
  /** Desa, kecamatan, kabupaten. */
  protected readonly place = computed(() => {
    const tree = this.tree();
    return tree
      .pathOf(tree.desaAt[this.position()] ?? -1)
      .slice(0, 3)
      .map((region) => regionName(tree.nameOf(region), tree.levels[region] ?? 'desa'))
      .join(', ');
  });
  protected readonly stage = computed(() => {
    this.version();
    return STAGES[this.board().stages[this.position()] ?? 0] ?? 'unreported';
  });
  protected readonly marks = computed(() => {
    this.version();
    return marksByLoudness(this.board().marks[this.position()] ?? 0);
  });
}
