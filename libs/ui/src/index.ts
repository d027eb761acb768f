export * from './color-scheme';
export * from './dictionary';
export * from './format';
export * from './formats';
export * from './icon';
export * from './language';
