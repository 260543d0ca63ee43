// @ts-check
/** @file The three programs of a gallery: how each is started, in production and in development. */
import path from 'node:path';
import { repository } from './settings.mjs';
import { webPreloads, webServer } from './web-build.mjs';

/**
 * @typedef {object} Wiring
 * @property {import('./settings.mjs').Settings} settings
 * @property {import('./host.mjs').Host} host
 * @property {string | null} databaseUrl
 * @property {string | null} authSecret null where no API runs
 * @property {number} apiPort
 * @property {number} webPort
 */

// glibc gives blocks from 1 MB on back to the system when they are freed; it would keep the half gigabyte that the
// building of a full-size graph leaves behind. Other systems do not know the word.
const giveBack = { MALLOC_MMAP_THRESHOLD_: '1048576' };

/**
 * The programs of a role, in the order in which they start.
 * @param {Wiring} wiring
 * @returns {readonly import('./processes.mjs').Program[]}
 */
export function programsOf({ settings, host, databaseUrl, authSecret, apiPort, webPort }) {
	const { role, dev, dataDir, storageDir, modelsDir } = settings;
	const apiUrl = settings.apiUrl ?? `http://${host.place}:${apiPort}`;
	const shared = {
		NODE_ENV: dev ? 'development' : 'production',
		GALATEA_DATA_DIR: dataDir,
		STORAGE_DIR: storageDir,
		MODELS_DIR: modelsDir,
		HOST: host.address,
		TRUSTED_PROXIES: trustedBy(settings.trustedProxies, host),
		API_PORT: String(apiPort),
		API_URL: apiUrl,
		...(databaseUrl && { DATABASE_URL: databaseUrl, QUEUE_URL: settings.queueUrl ?? databaseUrl }),
	};
	const source = (/** @type {string} */ name) => [
		...(dev
			? [path.join(repository, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'watch', '--clear-screen=false']
			: ['--import', 'tsx']),
		path.join(repository, 'apps', name, 'src', 'main.ts'),
	];
	const web = { ...shared, PORT: String(webPort), HOSTNAME: host.address, WEB_PORT: String(webPort) };
	const next = path.join(repository, 'node_modules', 'next', 'dist', 'bin', 'next');
	const all = [
		{
			name: 'api',
			words: source('api'),
			environment: { ...shared, ...(authSecret && { AUTH_SECRET: authSecret }) },
		},
		{
			name: 'worker',
			words: source('worker'),
			environment: { ...shared, ...giveBack },
			// In development a program that watches the files stands between us and the worker.
			tellsReady: !dev,
			// A render takes all the processors for minutes; pages, events and the database must not wait for it.
			givesWay: role === 'all',
		},
		dev
			? {
					name: 'web',
					words: [next, 'dev', '--port', String(webPort), '--hostname', host.address],
					directory: path.join(repository, 'apps', 'web'),
					// Next's development server runs in a process of its own.
					environment: {
						...web,
						NODE_OPTIONS: [process.env['NODE_OPTIONS'], ...webPreloads].filter(Boolean).join(' '),
					},
				}
			: { name: 'web', words: [...webPreloads, webServer], environment: web },
	];
	return role === 'all' ? all : all.filter((program) => program.name === role);
}

/**
 * Whom the programs trust. Who connects to an address of this machine from this machine comes from that same address: so
 * `loopback` means it, too, when the programs listen there and the web server asks the API there.
 * @param {string} trustedProxies
 * @param {import('./host.mjs').Host} host
 */
function trustedBy(trustedProxies, { address, isLoopback }) {
	const names = trustedProxies.split(',');
	return names.includes('loopback') && !isLoopback ? [...names, address].join(',') : trustedProxies;
}
