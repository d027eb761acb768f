export * from './fake-clock';
export * from './forms';
export * from './incident-rows';
export * from './reports';
export * from './small-contests';
export * from './small-regency';
