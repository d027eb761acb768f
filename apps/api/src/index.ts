export { createContext, createServer } from './server';
export type { RunningServer, StartOptions } from './server';
export { DEFAULT_OPTIONS } from './platform/config';
export type { ServerOptions } from './platform/config';
