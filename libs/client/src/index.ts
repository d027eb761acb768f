export * from './answer';
export * from './board-feed';
export * from './board-line';
export * from './board-loader';
export * from './feed-status';
export * from './http-client';
export * from './live-source';
export * from './scheduler';
