import { ChangeDetectionStrategy, Component, input, resource } from '@angular/core';

/** Light modules around the code, as readers need them (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code, drawn as one path: no picture to load, nothing that a strict policy forbids. */
@Component({
  selector: 'posko-qr-code',
  template: `
    @if (drawing.hasValue()) {
      @let code = drawing.value();
      <svg [attr.viewBox]="code.viewBox" role="img" [attr.aria-label]="label()" shape-rendering="crispEdges">
        <path [attr.d]="code.path" />
      </svg>
    }
  `,
  styleUrl: './qr-code.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  protected readonly drawing = resource({
    params: () => this.text(),
    loader: async ({ params }) => draw(params),
  });
}

async function draw(text: string): Promise<{ viewBox: string; path: string }> {
  // A CommonJS package: once bundled, what it exports is its default.
  const { default: qrcode } = await import('qrcode');
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const squares: string[] = [];
  data.forEach((isDark, at) => {
    if (isDark) squares.push(`M${at % size} ${Math.floor(at / size)}h1v1h-1z`);
  });
  const side = size + 2 * QUIET;
  return { viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`, path: squares.join('') };
}
