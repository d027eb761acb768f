import { inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { ConfirmDialog } from './confirm-dialog';
import type { Confirmation } from './confirm-dialog';

/** `private readonly confirm = injectConfirm();`: resolves to the reason given (maybe empty), or null if it was called off. */
export function injectConfirm(): (ask: Confirmation) => Promise<string | null> {
  const dialog = inject(MatDialog);
  return async (ask) => {
    const ref = dialog.open<ConfirmDialog, Confirmation, string>(ConfirmDialog, { data: ask, width: '480px' });
    return (await firstValueFrom(ref.afterClosed())) ?? null;
  };
}
