export * from './scenario/plan';
export * from './scenario/rates';
export * from './scenario/scenario';
export { reportId } from './scenario/stream';
