import type { Routes } from '@angular/router';
import { ContestPage } from './contest-page';

export const contestRoutes: Routes = [
  { path: '', component: ContestPage },
  { path: ':contest', component: ContestPage },
  { path: ':contest/:region', component: ContestPage },
];
