import type { Routes } from '@angular/router';
import { permitted, signedIn } from './shell/guards';

const seesBoard = [signedIn, permitted('board.read')];

export const routes: Routes = [
  { path: 'sign-in', loadComponent: async () => (await import('./session/sign-in-page')).SignInPage },
  { path: 'sign-in/finish', loadComponent: async () => (await import('./session/finish-page')).FinishPage },
  { path: 'sign-in/invitation', loadComponent: async () => (await import('./session/invitation-page')).InvitationPage },
  { path: 'field', loadComponent: async () => (await import('./field/field-page')).FieldPage },
  { path: 'wall', canActivate: seesBoard, loadComponent: async () => (await import('./wall/wall-page')).WallPage },
  // A token in the address lets in: whoever sits in front of it has no account.
  { path: 'projector', loadComponent: async () => (await import('./projector/projector-page')).ProjectorPage },
  {
    path: '',
    loadComponent: async () => (await import('./shell/frame')).Frame,
    canActivate: [signedIn],
    children: [
      {
        path: '',
        pathMatch: 'full',
        canActivate: seesBoard,
        loadComponent: async () => (await import('./overview/overview-page')).OverviewPage,
      },
      {
        path: 'region/:code',
        canActivate: seesBoard,
        loadComponent: async () => (await import('./region/region-page')).RegionPage,
      },
      {
        path: 'tps/:code',
        canActivate: seesBoard,
        loadComponent: async () => (await import('./tps/tps-page')).TpsPage,
      },
      {
        path: 'incidents',
        canActivate: [permitted('incident.read')],
        loadChildren: async () => (await import('./incident/incident.routes')).incidentRoutes,
      },
      {
        path: 'calls',
        canActivate: [permitted('call.make')],
        loadComponent: async () => (await import('./call/call-page')).CallPage,
      },
      {
        path: 'shift',
        canActivate: [permitted('shift.read')],
        loadComponent: async () => (await import('./shift/shift-page')).ShiftPage,
      },
      {
        path: 'shift/handovers/:id',
        canActivate: [permitted('shift.read')],
        loadComponent: async () => (await import('./shift/handover-page')).HandoverPage,
      },
      {
        path: 'figures',
        canActivate: [permitted('figures.read')],
        loadComponent: async () => (await import('./figures/figures-page')).FiguresPage,
      },
      {
        path: 'entry',
        canActivate: [permitted('result.enter')],
        loadComponent: async () => (await import('./entry/entry-page')).EntryPage,
      },
      {
        path: 'verify',
        canActivate: [permitted('result.review')],
        loadComponent: async () => (await import('./verify/verify-page')).VerifyPage,
      },
      {
        path: 'results/:contest/tps/:tps',
        canActivate: [permitted('result.read')],
        loadComponent: async () => (await import('./result/result-page')).ResultPage,
      },
      {
        path: 'results',
        canActivate: [permitted('result.read')],
        loadChildren: async () => (await import('./contest/contest.routes')).contestRoutes,
      },
      {
        path: 'recap',
        canActivate: [permitted('result.read')],
        loadChildren: async () => (await import('./recap/recap.routes')).recapRoutes,
      },
      {
        path: 'briefing',
        canActivate: [permitted('release.read')],
        loadChildren: async () => (await import('./briefing/briefing.routes')).briefingRoutes,
      },
      {
        path: 'publication',
        canActivate: [permitted('publication.read')],
        loadComponent: async () => (await import('./publication/publication-page')).PublicationPage,
      },
      {
        path: 'outliers',
        canActivate: [permitted('result.review')],
        loadChildren: async () => (await import('./outlier/outlier.routes')).outlierRoutes,
      },
      {
        path: 'audit',
        canActivate: [permitted('audit.read')],
        loadComponent: async () => (await import('./audit/audit-page')).AuditPage,
      },
      {
        path: 'approvals',
        canActivate: [permitted('approval.read')],
        loadComponent: async () => (await import('./approval/approval-page')).ApprovalPage,
      },
      {
        path: 'users',
        canActivate: [permitted('user.manage')],
        loadComponent: async () => (await import('./user/user-page')).UserPage,
      },
      {
        path: 'users/import',
        canActivate: [permitted('user.manage')],
        loadComponent: async () => (await import('./user/user-import-page')).UserImportPage,
      },
      {
        path: 'activation',
        canActivate: [permitted('activation.issue')],
        loadComponent: async () => (await import('./activation/activation-page')).ActivationPage,
      },
      { path: 'account', loadComponent: async () => (await import('./session/account-page')).AccountPage },
      { path: 'refused', loadComponent: async () => (await import('./session/refused-page')).RefusedPage },
      { path: '**', loadComponent: async () => (await import('./shell/not-found-page')).NotFoundPage },
    ],
  },
];
