import type { Routes } from '@angular/router';
import { permitted } from '../shell/guards';

export const incidentRoutes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./queue-page')).QueuePage },
  {
    path: 'new',
    canActivate: [permitted('incident.write')],
    loadComponent: async () => (await import('./intake-page')).IntakePage,
  },
  { path: ':id', loadComponent: async () => (await import('./incident-page')).IncidentPage },
];
