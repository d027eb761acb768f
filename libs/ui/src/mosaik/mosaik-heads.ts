import type { Board } from '@posko/domain';
import { MARKS, STAGES } from '@posko/domain';
import type { Formats } from '../formats';
import { SEVERITY } from '../piece/trouble';
import { regionName } from '../region-name';
import { fitLabel } from './block-label';
import type { BlockLabel, Measure } from './block-label';
import type { MosaikLayout } from './mosaik-layout';

/** Keeps the figure of one block from the name of the next; in CSS pixels, as in the style sheet. */
const HEAD_PADDING = 2;

/** Head of a block in CSS pixels. */
export interface Head {
  readonly region: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fullName: string;
  readonly total: number;
  /** Marks of trouble in the block; a TPS with two counts twice. */
  readonly troubled: number;
  readonly trouble: 0 | 1 | 2;
  readonly label: BlockLabel;
}

export interface HeadOptions {
  readonly ratio: number;
  readonly measure: Measure;
  readonly formats: Formats;
}

/** Heads of all blocks as the board stands. */
export function headsOf(board: Board, layout: MosaikLayout, { ratio, measure, formats }: HeadOptions): Head[] {
  const { tree } = board;
  return layout.blocks.map(({ region, rect, count }) => {
    const { alarms, warnings } = troubleIn(board, region);
    const troubled = alarms + warnings;
    const fullName = regionName(tree.nameOf(region), tree.levels[region] ?? 'desa');
    const width = rect.width / ratio;
    const trouble = troubled === 0 ? '' : formats.number(troubled);
    return {
      region,
      x: rect.x / ratio,
      y: rect.y / ratio,
      width,
      fullName,
      total: count,
      troubled,
      trouble: alarms > 0 ? 2 : troubled > 0 ? 1 : 0,
      label: fitLabel({ name: fullName, trouble }, width - HEAD_PADDING, measure),
    };
  });
}

function troubleIn(board: Board, region: number): { alarms: number; warnings: number } {
  const counters = board.countersOf(region);
  let [alarms, warnings] = [0, 0];
  MARKS.forEach((mark, bit) => {
    const count = counters[STAGES.length + bit] ?? 0;
    if (SEVERITY[mark] === 'alarm') alarms += count;
    else if (SEVERITY[mark] === 'warn') warnings += count;
  });
  return { alarms, warnings };
}

/** Measures texts in the interface's font, semi-bold; by the letter where there is no canvas. */
export function measureIn(document: Document, fontSize: number): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * fontSize * 0.62;
  context.font = `600 ${fontSize}px 'Inter Variable', system-ui, sans-serif`;
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? context.measureText(text).width;
    known.set(text, width);
    return width;
  };
}
