import { renderAsync } from '@resvg/resvg-js';
import { ReleaseFile } from '@posko/contracts';
import type { Mark, PaperTerms } from './paper-terms';
import { releasePdf } from './release-pdf';
import { PICTURE, releaseSvg } from './release-svg';
import { releaseTexts } from './release-texts';
import { TYPEFACE } from './typeface';

export interface FormTerms {
  readonly mark: Mark;
  /** Of the bytes: hex. */
  readonly sha256: string;
  /** Where the public files are, with a slash at the end; without it the forms name no page. */
  readonly publicationUrl?: string | undefined;
}

/** The forms of one release, all of them made from the bytes of its file and from nothing else. */
export class ReleaseForms {
  private readonly file: ReleaseFile;

  constructor(
    bytes: Buffer,
    private readonly terms: FormTerms,
  ) {
    this.file = ReleaseFile.parse(JSON.parse(bytes.toString('utf8')));
  }

  pdf(): Promise<Buffer> {
    return releasePdf(releaseTexts(this.file), { ...this.paperTerms(), at: new Date(this.file.at) });
  }

  svg(): string {
    return releaseSvg(releaseTexts(this.file), this.paperTerms());
  }

  async png(): Promise<Buffer> {
    const picture = await renderAsync(this.svg(), {
      fitTo: { mode: 'width', value: PICTURE.width },
      font: {
        loadSystemFonts: false,
        fontFiles: [TYPEFACE.regular, TYPEFACE.strong],
        defaultFontFamily: TYPEFACE.name,
      },
    });
    return picture.asPng();
  }

  /** A release that was discarded has no page. */
  private paperTerms(): PaperTerms {
    const { mark, sha256, publicationUrl } = this.terms;
    const hasPage = publicationUrl !== undefined && mark !== 'DIBATALKAN';
    return { mark, sha256, address: hasPage ? `${publicationUrl}#/rilis/${this.file.number}` : null };
  }
}
