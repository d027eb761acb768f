import type { Routes } from '@angular/router';
import { OutlierPage } from './outlier-page';

export const outlierRoutes: Routes = [
  { path: '', component: OutlierPage },
  { path: ':contest', component: OutlierPage },
  { path: ':contest/:region', component: OutlierPage },
];
