import type { Routes } from '@angular/router';
import { BriefingPage } from './briefing-page';
import { ReleasePage } from './release-page';

export const briefingRoutes: Routes = [
  { path: '', component: BriefingPage },
  { path: 'release/:number', component: ReleasePage },
  { path: ':contest', component: BriefingPage },
];
