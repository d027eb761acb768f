import type { Routes } from '@angular/router';
import { Frame } from './shell/frame';

export const routes: Routes = [
  { path: 'wall', loadComponent: async () => (await import('./wall/wall-page')).WallPage },
  {
    path: '',
    component: Frame,
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: async () => (await import('./overview/overview-page')).OverviewPage,
      },
      { path: 'region/:code', loadComponent: async () => (await import('./region/region-page')).RegionPage },
      { path: 'tps/:code', loadComponent: async () => (await import('./tps/tps-page')).TpsPage },
      { path: '**', loadComponent: async () => (await import('./shell/not-found-page')).NotFoundPage },
    ],
  },
];
