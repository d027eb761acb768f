import { LEFT_OUT } from '@posko/ui';

/** One message of a chat: who, when, what. */
export interface ChatLine {
  /** As the telephone that copied it knows them: a name or a number. Empty where the text is no chat. */
  readonly sender: string;
  /** Local date and time as in `2024-11-27T07:41`; null where the text does not say. */
  readonly at: string | null;
  readonly text: string;
}

const DATE = String.raw`(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})`;
const TIME = String.raw`(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*([ap]\.?m\.?)?`;
/**
 * | copied from         | head of a message                    |
 * | ------------------- | ------------------------------------ |
 * | iPhone              | `[27/11/24 07.41.12] NAME: `     |
 * | computer            | `[07.41, 27/11/2024] NAME: `     |
 * | Android, a file     | `27/11/24 07.41 - NAME: `        |
 */
const HEADS = [
  { pattern: new RegExp(String.raw`^\[${DATE},?\s+${TIME}\]\s*([^:]{1,60}):\s?`, 'i'), isTimeFirst: false },
  { pattern: new RegExp(String.raw`^\[${TIME},\s*${DATE}\]\s*([^:]{1,60}):\s?`, 'i'), isTimeFirst: true },
  { pattern: new RegExp(String.raw`^${DATE},?\s+${TIME}\s+[-–]\s+([^:]{1,60}):\s?`, 'i'), isTimeFirst: false },
] as const;

/** Marks that telephones put around names and numbers to hold their direction. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A pasted text as messages. A text without any head is one message of nobody. */
export function chatLines(text: string): ChatLine[] {
  const lines: { sender: string; at: string | null; parts: string[] }[] = [];
  for (const line of text.replaceAll(DIRECTION_MARKS, '').split(/\r?\n/)) {
    const head = headOf(line);
    if (head !== null) lines.push({ sender: head.sender, at: head.at, parts: [line.slice(head.length)] });
    else if (lines.length === 0) lines.push({ sender: '', at: null, parts: [line] });
    else lines.at(-1)?.parts.push(line);
  }
  return lines
    .map(({ sender, at, parts }) => ({
      sender,
      at,
      text: parts
        .map((part) => part.trim())
        .filter((part) => !LEFT_OUT.test(part))
        .join('\n')
        .trim(),
    }))
    .filter((line) => line.sender !== '' || line.text !== '');
}

function headOf(line: string): { sender: string; at: string | null; length: number } | null {
  for (const { pattern, isTimeFirst } of HEADS) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const parts = match.slice(1).map((part: string | undefined) => part ?? '');
    const [time, date] = isTimeFirst ? [parts.slice(0, 3), parts.slice(3, 6)] : [parts.slice(3, 6), parts.slice(0, 3)];
    const sender = (parts[6] ?? '').replace(/^~\s*/, '').trim();
    return { sender, at: localTime(date, time), length: match[0].length };
  }
  return null;
}

function localTime(date: readonly string[], time: readonly string[]): string | null {
  const half = (time[2] ?? '').toLowerCase();
  const [year, month, day] = localDate(date, half !== '');
  const hour = (Number(time[0]) % (half === '' ? 24 : 12)) + (half.startsWith('p') ? 12 : 0);
  const text = `${year}-${two(month)}-${two(day)}T${two(hour)}:${time[1] ?? '00'}`;
  return Number.isNaN(Date.parse(`${text}Z`)) ? null : text;
}

/** Day before month, as here; month before day only where it cannot be otherwise, or the clock says AM or PM. */
function localDate(date: readonly string[], isEnglish: boolean): readonly [number, number, number] {
  const [a = 0, b = 0, c = 0] = date.map(Number);
  if ((date[0] ?? '').length === 4) return [a, b, c];
  const year = c < 100 ? 2000 + c : c;
  return b > 12 || (isEnglish && a <= 12) ? [year, a, b] : [year, b, a];
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
