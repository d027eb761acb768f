import type { FieldPath, Finding } from '@posko/domain';
import { isError } from '@posko/domain';
import type { RuleReader, TextOf, formMessages, ruleMessages } from '@posko/ui';
import type { BlockName, FormBlock, FormRow } from './form-layout';
import { fieldName, fieldsOf, rowName } from './form-layout';
import type { FormTexts } from './form-figures';
import { figureOf } from './form-figures';

/** What a rule found, as the form shows it. */
export type ShownFinding = Pick<Finding, 'fields' | 'found' | 'against'> & { readonly code: Finding['code'] };

export interface Note {
  readonly code: string;
  readonly text: string;
  readonly isError: boolean;
}

export interface ShownCell {
  readonly path: FieldPath;
  readonly text: string;
  readonly label: string;
  readonly trouble: 'error' | 'warning' | null;
  readonly isMarked: boolean;
}

export interface ShownRow {
  readonly key: string;
  readonly name: string;
  readonly row: FormRow;
  readonly cells: readonly ShownCell[];
  /** L + P, where both are there; null elsewhere. */
  readonly bothSexes: string | null;
  /** J is there and another number. */
  readonly isOdd: boolean;
  readonly notes: readonly Note[];
}

export interface ShownBlock {
  readonly name: BlockName;
  readonly columns: FormBlock['columns'];
  readonly rows: readonly ShownRow[];
}

export interface FormState {
  readonly layout: readonly FormBlock[];
  readonly texts: FormTexts;
  readonly findings: readonly ShownFinding[];
  readonly marked: ReadonlySet<FieldPath>;
  readonly reader: RuleReader;
}

type SheetText = TextOf<typeof formMessages | typeof ruleMessages>;

/** The form with its figures, and each rule's word beside the last of its fields. */
export function formView(state: FormState, t: SheetText): ShownBlock[] {
  const { layout, findings } = state;
  const order = new Map(fieldsOf(layout).map((path, index) => [path, index]));
  const lastOf = (finding: ShownFinding): FieldPath | undefined =>
    [...finding.fields].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).at(-1);
  const placed = findings.map((finding) => ({ finding, last: lastOf(finding) }));
  return layout.map(({ name, columns, rows }) => ({
    name,
    columns,
    rows: rows.map((row) => ({
      key: row.fields[0] ?? '',
      name: rowName(row, t),
      row,
      cells: row.fields.map((path) => cellOf(path, state, t)),
      ...sexesOf(row, state.texts, t),
      notes: placed
        .filter(({ last }) => last !== undefined && row.fields.includes(last))
        .map(({ finding }) => noteOf(finding, state.reader, t)),
    })),
  }));
}

/** What is said of the form as a whole: rules that name no field. */
export function wholeNotes({ findings, reader }: Pick<FormState, 'findings' | 'reader'>, t: SheetText): Note[] {
  return findings.filter(({ fields }) => fields.length === 0).map((finding) => noteOf(finding, reader, t));
}

function noteOf({ code, found, against }: ShownFinding, reader: RuleReader, t: SheetText): Note {
  const params = { found: found ?? 0, against: against ?? 0 };
  return { code, text: t(`rule.${reader}.${code}`, params), isError: isError(code) };
}

function cellOf(path: FieldPath, { layout, texts, findings, marked }: FormState, t: SheetText): ShownCell {
  const about = findings.filter(({ fields }) => fields.includes(path));
  const trouble = about.some(({ code }) => isError(code)) ? 'error' : about.length > 0 ? 'warning' : null;
  return { path, text: texts[path] ?? '', label: fieldName(layout, path, t), trouble, isMarked: marked.has(path) };
}

function sexesOf({ fields }: FormRow, texts: FormTexts, t: SheetText): Pick<ShownRow, 'bothSexes' | 'isOdd'> {
  const [l, p, j] = fields.map((path) => figureOf(texts[path]));
  if (fields.length !== 3 || typeof l !== 'number' || typeof p !== 'number') return { bothSexes: null, isOdd: false };
  return { bothSexes: t('form.bothSexes', { n: l + p }), isOdd: typeof j === 'number' && j !== l + p };
}
