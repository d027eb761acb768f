import type { Routes, UrlSegment } from '@angular/router';
import { TPS_DIGITS } from './shell/place';
import { RegionPage } from './region/region-page';

const isTps = (_: unknown, segments: UrlSegment[]): boolean => segments[1]?.path.length === TPS_DIGITS;

/** Words of the addresses are Indonesian: they are read aloud and printed. The page of votes is there at once, the others come later. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', component: RegionPage },
  { path: 'cari', loadComponent: () => import('./search/search-page').then((file) => file.SearchPage) },
  { path: 'rilis', loadComponent: () => import('./release/releases-page').then((file) => file.ReleasesPage) },
  {
    path: 'rilis/:number',
    loadComponent: () => import('./release/release-page').then((file) => file.ReleasePage),
  },
  { path: 'data', loadComponent: () => import('./open-data/open-data-page').then((file) => file.OpenDataPage) },
  { path: 'panduan', loadComponent: () => import('./guide/guide-page').then((file) => file.GuidePage) },
  {
    path: ':contest/:code',
    canMatch: [isTps],
    loadComponent: () => import('./tps/tps-page').then((file) => file.TpsPage),
  },
  { path: ':contest/:code', component: RegionPage },
  { path: ':contest', component: RegionPage },
  { path: '**', loadComponent: () => import('./shell/not-found').then((file) => file.NotFound) },
];
