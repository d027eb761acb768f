export * from './fake-clock';
export * from './forms';
export * from './incident-rows';
export * from './published-tps';
export * from './published-tree';
export * from './reports';
export * from './small-contests';
export * from './small-regency';
