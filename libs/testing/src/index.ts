export * from './fake-clock';
export * from './incident-rows';
export * from './reports';
export * from './small-contests';
export * from './small-regency';
