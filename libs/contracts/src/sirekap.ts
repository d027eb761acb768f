import * as z from 'zod';

const Progress = z.object({ total: z.int().min(0), progres: z.int().min(0), persen: z.number().optional() });
/** Votes by option id; `progres`, `psu` and `status_progress` sit among them. */
const Votes = z.object({ progres: Progress.optional() }).catchall(z.unknown());

/** One aggregate file of Sirekap's public JSON (domain.md section 7), as published. */
export const SirekapAggregateFile = z.object({
  mode: z.literal('hhcw'),
  tungsura: z.object({ chart: Votes, table: z.record(z.string(), Votes) }),
  progres: Progress,
  psu: z.string().nullish(),
  ts: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
});
export type SirekapAggregateFile = z.infer<typeof SirekapAggregateFile>;
