/** A place in a table of fields. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Where a key leads from a field; null where the key is the field's own. Enter at the end of a column goes to the next one. */
export function cellAfter(
  event: KeyboardEvent,
  { row, column }: GridPlace,
  { rows, columns }: GridSize,
): GridPlace | null {
  const input = event.target as HTMLInputElement;
  const within = (place: GridPlace): GridPlace | null =>
    place.row >= 0 && place.row < rows && place.column >= 0 && place.column < columns ? place : null;
  switch (event.key) {
    case 'Enter':
      return row + 1 < rows ? { row: row + 1, column } : { row: 0, column: (column + 1) % columns };
    case 'ArrowDown':
      return within({ row: row + 1, column });
    case 'ArrowUp':
      return within({ row: row - 1, column });
    case 'ArrowLeft':
      return input.selectionStart === 0 ? within({ row, column: column - 1 }) : null;
    case 'ArrowRight':
      return input.selectionEnd === input.value.length ? within({ row, column: column + 1 }) : null;
    default:
      return null;
  }
}
