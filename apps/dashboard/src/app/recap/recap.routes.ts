import type { Routes } from '@angular/router';
import { RecapPage } from './recap-page';

export const recapRoutes: Routes = [
  { path: '', component: RecapPage },
  { path: ':contest', component: RecapPage },
  { path: ':contest/:region', component: RecapPage },
];
