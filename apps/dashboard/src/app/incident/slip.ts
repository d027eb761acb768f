/** True where `typed` is the beginning of `own` but for one letter missing, too many, wrong, or two that changed places. */
export function isSlip(own: string, typed: string): boolean {
  let same = 0;
  while (same < typed.length && own[same] === typed[same]) same++;
  const [a, b] = [own.slice(same), typed.slice(same)];
  const isSwapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2).startsWith(b.slice(2));
  return a.slice(1).startsWith(b.slice(1)) || a.slice(1).startsWith(b) || a.startsWith(b.slice(1)) || isSwapped;
}

/** The same for a whole word. */
export function isSlipOfWhole(own: string, typed: string): boolean {
  return Math.abs(own.length - typed.length) <= 1 && isSlip(own, typed);
}
