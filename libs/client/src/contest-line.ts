import type { ResultChanged, ResultList, ResultRow, TotalsChanged, TotalsResponse, TotalsRow } from '@posko/contracts';
import { GapLine } from './gap-line';

/** Totals of a region and of what lies one tier below it. */
export class TotalsLine extends GapLine<TotalsResponse, TotalsChanged> {
  protected carried(value: TotalsResponse, { to, at, rows }: TotalsChanged): TotalsResponse {
    const byCode = new Map(rows.map((row) => [row.code, row]));
    const latest = (row: TotalsRow): TotalsRow => byCode.get(row.code) ?? row;
    return { ...value, seq: to, at, region: latest(value.region), children: value.children.map(latest) };
  }
}

/**
 * The beginning of a list of results, in the order of their TPS. What sorts behind the last row, where there is more, is left to
 * whoever fetches on.
 */
export class ResultListLine extends GapLine<ResultList, ResultChanged> {
  /** @param belongs whether a row is on the list */
  constructor(private readonly belongs: (row: ResultRow) => boolean) {
    super();
  }

  protected carried(value: ResultList, { to, rows }: ResultChanged): ResultList {
    const known = new Map(value.rows.map((row) => [row.tps, row]));
    const last = value.more ? value.rows.at(-1)?.tps : undefined;
    for (const row of rows) {
      if (row.version <= (known.get(row.tps)?.version ?? 0)) continue;
      if (this.belongs(row) && (last === undefined || row.tps <= last)) known.set(row.tps, row);
      else known.delete(row.tps);
    }
    return { ...value, seq: to, rows: [...known.values()].sort((a, b) => (a.tps < b.tps ? -1 : 1)) };
  }
}
