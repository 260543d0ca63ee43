/** Types of postgres.mjs, for TypeScript that imports it; the documentation is there. */

export interface Binaries {
	readonly directory: string;
	readonly initdb: string;
	readonly postgres: string;
	readonly version: string;
	readonly account: { readonly uid: number; readonly gid: number } | null;
}

export interface Cluster {
	readonly dataDir: string;
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly pid: number;
	readonly reused: boolean;
	readonly url: (database: string) => string;
}

export function locateBinaries(): Promise<Binaries>;
export function initCluster(options: {
	readonly dataDir: string;
	readonly fsync?: boolean;
}): Promise<{ dataDir: string; created: boolean }>;
export function startCluster(options: {
	readonly dataDir: string;
	readonly port?: number;
	readonly fsync?: boolean;
	readonly settings?: Readonly<Record<string, string>>;
}): Promise<Cluster>;
export function stopCluster(cluster: { readonly dataDir: string }): Promise<void>;
export function freePort(): Promise<number>;

/** Name of the server's log in its data folder: what it said since it was started last. */
export const logFile: string;
