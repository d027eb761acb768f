import type { ChartContent } from './chart-picture';

const WIDTH = 1080;
const EDGE = 56;
const INNER = WIDTH - 2 * EDGE;
const FONT = 'system-ui, sans-serif';
const INK = '#14191f';
const SOFT = '#4b5661';
const HEAD_HEIGHT = 268;
const NOTE_LINE = 34;
/** Votes and percent stand at the end of the bar. */
const FIGURES_WIDTH = 340;
const PERCENT_WIDTH = 150;

/** Draws the votes on paper white, whatever the page's colours are, as wide as a telephone's screen. */
export async function drawChart(document: Document, content: ChartContent): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This browser draws no pictures');
  const rowHeight = content.lines.length > 8 ? 84 : 120;
  pen.font = `26px ${FONT}`;
  const notes = content.notes.flatMap((note) => wrapped(pen, note));
  canvas.width = WIDTH;
  canvas.height = HEAD_HEIGHT + content.lines.length * rowHeight + 40 + notes.length * NOTE_LINE + EDGE;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  drawHead(pen, content);
  content.lines.forEach((line, index) => drawLine(pen, line, HEAD_HEIGHT + index * rowHeight));
  drawNotes(pen, notes, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('This browser gives out no pictures');
  return blob;
}

type Pen = CanvasRenderingContext2D;

function write(pen: Pen, text: string, { x, y, font, ink = INK }: Place): void {
  pen.font = `${font} ${FONT}`;
  pen.fillStyle = ink;
  pen.fillText(text, x, y, INNER);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly font: string;
  readonly ink?: string;
}

function drawHead(pen: Pen, { heading, place, counted, time }: ChartContent): void {
  write(pen, heading, { x: EDGE, y: 92, font: '600 34px', ink: SOFT });
  write(pen, place, { x: EDGE, y: 148, font: '700 52px' });
  write(pen, counted, { x: EDGE, y: 196, font: '30px' });
  write(pen, time, { x: EDGE, y: 236, font: '30px', ink: SOFT });
}

/** The name has the line for itself: names of pairs are long. */
function drawLine(
  pen: Pen,
  { name, figure, percent, share, colour }: ChartContent['lines'][number],
  top: number,
): void {
  pen.font = `30px ${FONT}`;
  pen.fillStyle = INK;
  pen.fillText(shortened(pen, name, INNER), EDGE, top + 34);
  const width = INNER - FIGURES_WIDTH;
  pen.fillStyle = '#e6eaee';
  pen.fillRect(EDGE, top + 46, width, 26);
  pen.fillStyle = colour;
  pen.fillRect(EDGE, top + 46, width * share, 26);
  pen.strokeStyle = '#7b8794';
  pen.strokeRect(EDGE, top + 46, width, 26);
  pen.textAlign = 'end';
  write(pen, figure, { x: WIDTH - EDGE - PERCENT_WIDTH, y: top + 70, font: '600 30px' });
  write(pen, percent, { x: WIDTH - EDGE, y: top + 70, font: '30px' });
  pen.textAlign = 'start';
}

function drawNotes(pen: Pen, notes: readonly string[], height: number): void {
  const first = height - EDGE - (notes.length - 1) * NOTE_LINE;
  notes.forEach((note, index) => write(pen, note, { x: EDGE, y: first + index * NOTE_LINE, font: '26px', ink: SOFT }));
}

function shortened(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let short = text;
  while (short.length > 1 && pen.measureText(`${short}…`).width > width) short = short.slice(0, -1);
  return `${short}…`;
}

/** Lines that fit; a word longer than a line, as an address, is broken. */
function wrapped(pen: Pen, text: string): string[] {
  const lines = [''];
  for (const part of text.split(/(?<= )|(?<=[/#])/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && pen.measureText(last + part).width > INNER) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((line) => line.trim());
}
