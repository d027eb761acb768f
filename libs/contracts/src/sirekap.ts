import * as z from 'zod';

const Progress = z.object({ total: z.int().min(0), progres: z.int().min(0), persen: z.number().optional() });
/** Votes by option id; `progres`, `psu` and `status_progress` sit among them. */
const Votes = z.object({ progres: Progress.optional() }).catchall(z.unknown());

const Blocks = z.object({ chart: Votes, table: z.record(z.string(), Votes) });
const Rest = z.object({
  mode: z.literal('hhcw'),
  progres: Progress,
  psu: z.string().nullish(),
  ts: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
});

/** One aggregate file of a Pemilu: rows of its table have `persen` and no progress. */
export const SirekapPemiluAggregateFile = Rest.extend(Blocks.shape);
export type SirekapPemiluAggregateFile = z.infer<typeof SirekapPemiluAggregateFile>;

/** One aggregate file of Sirekap's public JSON (domain.md section 7), as published at a Pilkada. */
export const SirekapAggregateFile = Rest.extend({ tungsura: Blocks });
export type SirekapAggregateFile = z.infer<typeof SirekapAggregateFile>;
