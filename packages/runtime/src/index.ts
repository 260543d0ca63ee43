export { type OpenedRuntime, openRuntime, type ProviderName, type RuntimeOptions } from './open-runtime.ts';
export { openSessionPool, type SessionPoolOptions } from './session-pool.ts';
