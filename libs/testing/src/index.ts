export * from './fake-clock';
export * from './reports';
export * from './small-regency';
