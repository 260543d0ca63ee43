export {
	type OpenedRuntime,
	openRuntime,
	type ProviderName,
	providerNames,
	type RuntimeOptions,
} from './open-runtime.ts';
export { openSessionPool, type SessionPoolOptions } from './session-pool.ts';
