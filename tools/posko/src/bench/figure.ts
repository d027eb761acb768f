/** One measured figure, with what it is held against. */
export interface Figure {
  readonly bench: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the same machine does at the same work without us, measured in the same run. */
  readonly floor?: { readonly name: string; readonly value: number; readonly ratio: number } | undefined;
  readonly target?: { readonly atMost: number } | { readonly atLeast: number } | undefined;
  /** The target is for the ratio to the floor instead of the value. */
  readonly isRatioTarget?: boolean | undefined;
  /** Null without a target. */
  readonly met: boolean | null;
  readonly note?: string | undefined;
}

/** Where both were measured in turns, `ratio` is the middle of the turns' own; else what the two values make. */
interface PlainFloor {
  readonly name: string;
  readonly value: number;
  readonly ratio?: number;
}

type Plain = Omit<Figure, 'met' | 'floor'> & { readonly floor?: PlainFloor };

/** Completes a figure: its ratio to the floor, and whether the target is met. */
export function figure({ floor, ...plain }: Plain): Figure {
  const ratio = floor === undefined || floor.value === 0 ? null : (floor.ratio ?? plain.value / floor.value);
  const measured = plain.isRatioTarget === true ? ratio : plain.value;
  return {
    ...plain,
    ...(floor === undefined ? {} : { floor: { ...floor, ratio: ratio ?? 0 } }),
    met: plain.target === undefined ? null : measured !== null && isWithin(measured, plain.target),
  };
}

function isWithin(value: number, target: NonNullable<Figure['target']>): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

const format = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

function targetText({ target, isRatioTarget, unit }: Figure): string {
  if (target === undefined) return '';
  const bound = 'atMost' in target ? `<= ${format.format(target.atMost)}` : `>= ${format.format(target.atLeast)}`;
  return isRatioTarget === true ? `${bound} of the floor` : `${bound} ${unit}`;
}

/** By how much a target is missed, as a factor: "1.4 times too much". */
function missText(figure: Figure): string {
  if (figure.met === null) return '';
  if (figure.met || figure.target === undefined) return 'met';
  const value = figure.isRatioTarget === true ? (figure.floor?.ratio ?? 0) : figure.value;
  if ('atMost' in figure.target) {
    return figure.target.atMost === 0 ? 'MISSED' : `MISSED, ${format.format(value / figure.target.atMost)} times it`;
  }
  return `MISSED, ${format.format((value / figure.target.atLeast) * 100)} % of it`;
}

const HEADINGS = ['bench', 'figure', 'value', 'floor', 'ratio', 'target', ''];

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((entry) => [
    entry.bench,
    entry.name,
    `${format.format(entry.value)} ${entry.unit}`,
    entry.floor === undefined ? '' : `${format.format(entry.floor.value)} (${entry.floor.name})`,
    entry.floor === undefined ? '' : format.format(entry.floor.ratio),
    targetText(entry),
    [missText(entry), entry.note ?? ''].filter((text) => text !== '').join('; '),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = [HEADINGS, widths.map((width) => '-'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

/** The middle of some values (the lower one of two). */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
