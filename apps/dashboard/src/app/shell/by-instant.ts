/**
 * Remembers what `text` makes of an instant (ISO 8601). Lists repeat few instants many times (a deadline is the same for all), and
 * writing out a date costs more than drawing the row. Made anew, in a computed, whenever what `text` depends on changes.
 */
export function byInstant<T>(text: (instant: string) => T): (instant: string) => T {
  const known = new Map<string, T>();
  return (instant) => {
    const before = known.get(instant);
    if (before !== undefined) return before;
    const value = text(instant);
    known.set(instant, value);
    return value;
  };
}
