import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon, Panel, injectText, publicationIcons, publicationMessages } from '@posko/ui';
import { OfferStore } from '../shell/offer-store';

/** Where the public files are to be seen as everybody sees them. */
const LINKS = [
  { name: 'portal', path: '' },
  { name: 'guide', path: '#/panduan' },
  { name: 'data', path: '#/data' },
  { name: 'index', path: 'v1/index.json' },
] as const;

/** What the public files are, and where to read them. */
@Component({
  selector: 'posko-publication-files',
  imports: [Icon, Panel],
  template: `
    <posko-panel [heading]="t('publication.files')">
      <ul>
        @for (link of links(); track link.name) {
          <li>
            <a [href]="link.href" target="_blank" rel="noopener">
              {{ t(link.label) }}<posko-icon [name]="icons.open" />
              <span class="posko-unseen">({{ t('publication.files.newTab') }})</span>
            </a>
            <span>{{ t(link.hint) }}</span>
          </li>
        }
      </ul>
      <p>{{ t('publication.files.votes') }} {{ t('publication.files.journal') }}</p>
    </posko-panel>
  `,
  styleUrl: './publication-files.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublicationFiles {
  protected readonly t = injectText(publicationMessages);
  protected readonly icons = publicationIcons;
  private readonly offer = inject(OfferStore);
  protected readonly links = computed(() =>
    LINKS.map(({ name, path }) => ({
      name,
      href: this.offer.publication() + path,
      label: `publication.files.${name}` as const,
      hint: `publication.files.${name}Hint` as const,
    })),
  );
}
