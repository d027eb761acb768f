/** A mark over forms of what nobody gave out. */
export type Mark = 'DRAF' | 'DIBATALKAN' | null;

/** What PDF and picture say besides the release. */
export interface PaperTerms {
  readonly mark: Mark;
  /** Of the JSON file that it was made from: hex. */
  readonly sha256: string;
  /** Of its permanent page; without one nothing is said of it. */
  readonly address: string | null;
}
