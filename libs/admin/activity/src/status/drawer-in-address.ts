import { DestroyRef, effect, inject, untracked, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatDialog } from '@angular/material/dialog';
import { ExportDrawer, type DrawerData } from './export-drawer.js';

/**
 * The open drawer stands in the address, so that a copy's story can be linked to and “back” closes it. It goes with its
 * page, because a link in it may lead to another one, whose address is none of its business.
 *
 * @param exportId as the address names it. @param closed by the reader: the address is to forget it.
 */
export function drawerInAddress(exportId: Signal<string | undefined>, closed: () => void): void {
  const [dialog, destroyed] = [inject(MatDialog), inject(DestroyRef)];
  effect(() => {
    const wanted = exportId();
    untracked(() => (wanted === undefined ? dialog.closeAll() : show(wanted)));
  });
  destroyed.onDestroy(() => dialog.closeAll());

  function show(wanted: string): void {
    dialog
      .open<ExportDrawer, DrawerData>(ExportDrawer, {
        data: { exportId: wanted },
        position: { top: '0', right: '0' },
        height: '100dvh',
        width: '36rem',
        maxWidth: '100vw',
        maxHeight: '100dvh',
        ariaModal: true,
        panelClass: 'bridge-drawer',
      })
      .afterClosed()
      .pipe(takeUntilDestroyed(destroyed))
      .subscribe(() => {
        if (exportId() === wanted) closed();
      });
  }
}
