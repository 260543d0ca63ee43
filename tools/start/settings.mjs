// @ts-check
/** @file Everything that `npm start` can be told, from the command line and the environment, read once. */
import { isIP } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './problem.mjs';

export const repository = path.dirname(path.dirname(import.meta.dirname));

const roles = /** @type {const} */ (['all', 'api', 'web', 'worker']);

export const usage = `npm start [-- --role=all|api|web|worker] [--dev] [--no-seed]

  --role      which programs to run here; several machines share DATABASE_URL, QUEUE_URL and STORAGE_DIR
  --dev       reload when a source file changes (npm run dev)
  --no-seed   leave an empty gallery empty

Environment (defaults): GALATEA_DATA_DIR (.galatea), DATABASE_URL (a PostgreSQL of its own), QUEUE_URL (DATABASE_URL),
STORAGE_DIR ($GALATEA_DATA_DIR/storage), WEB_PORT (3000), API_PORT (4000), HOST (127.0.0.1), TRUSTED_PROXIES (loopback), API_URL, PUBLIC_API_URL,
MODELS_DIR (models), AUTH_SECRET (made once, in the data folder), GALATEA_PROVIDER (auto), GALATEA_THREADS (all cores), GALATEA_PRECISION (single), WORKER_NAME.
For links by mail: SMTP_URL, MAIL_FROM and PUBLIC_URL (none). For accounts elsewhere: GITHUB_CLIENT_ID,
GITHUB_CLIENT_SECRET, GITHUB_URL (https://github.com), GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET and PUBLIC_URL. For passkeys: PUBLIC_URL.`;

/**
 * @typedef {object} Settings
 * @property {(typeof roles)[number]} role
 * @property {boolean} dev
 * @property {boolean} seed
 * @property {boolean} help
 * @property {string} dataDir where everything lies that Galatea makes
 * @property {string} storageDir
 * @property {string} modelsDir
 * @property {string | null} databaseUrl null for the embedded PostgreSQL
 * @property {string | null} queueUrl null for the database
 * @property {string | null} authSecret null for one of this gallery's own
 * @property {string | null} apiUrl of an API on another machine
 * @property {string | null} publicUrl where people open the gallery, such as `https://gallery.example`
 * @property {string} host
 * @property {string} trustedProxies who may say for whom they ask: addresses, networks and proxy-addr's words, with commas
 * @property {{ readonly name: string, readonly port: number, readonly chosen: boolean }} web
 * @property {{ readonly name: string, readonly port: number, readonly chosen: boolean }} api
 */

/**
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Settings}
 */
export function readSettings(words, environment) {
	const values = readWords(words);
	const role = roles.find((name) => name === values.role);
	if (!role) throw new Problem(`There is no role "${values.role}".`, `Choose one of ${roles.join(', ')}.`);
	const text = (/** @type {string} */ name) => environment[name]?.trim() || null;
	const dataDir = path.resolve(repository, text('GALATEA_DATA_DIR') ?? '.galatea');
	const settings = {
		role,
		dev: values.dev === true,
		seed: values['no-seed'] !== true,
		help: values.help === true,
		dataDir,
		storageDir: path.resolve(repository, text('STORAGE_DIR') ?? path.join(dataDir, 'storage')),
		modelsDir: path.resolve(repository, text('MODELS_DIR') ?? 'models'),
		databaseUrl: readUrl('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:']),
		queueUrl: readUrl('QUEUE_URL', text('QUEUE_URL'), ['postgres:', 'postgresql:', 'redis:', 'rediss:']),
		authSecret: text('AUTH_SECRET'),
		apiUrl: readUrl('API_URL', text('API_URL'), ['http:', 'https:']),
		publicUrl: readOrigin('PUBLIC_URL', text('PUBLIC_URL')),
		host: text('HOST') ?? '127.0.0.1',
		trustedProxies: readTrustedProxies(text('TRUSTED_PROXIES') ?? 'loopback'),
		web: readPort('WEB_PORT', text('WEB_PORT'), 3000),
		api: readPort('API_PORT', text('API_PORT'), 4000),
	};
	requireRole(settings);
	return settings;
}

/** @param {readonly string[]} words */
function readWords(words) {
	try {
		const { values } = parseArgs({
			args: [...words],
			options: {
				role: { type: 'string', default: 'all' },
				dev: { type: 'boolean' },
				'no-seed': { type: 'boolean' },
				help: { type: 'boolean', short: 'h' },
			},
		});
		return values;
	} catch (error) {
		throw new Problem(/** @type {Error} */ (error).message, usage);
	}
}

/** @param {Settings} settings */
function requireRole({ role, databaseUrl, queueUrl, apiUrl }) {
	if (role === 'worker' && !databaseUrl)
		throw new Problem(
			'A worker on its own needs the database of the gallery it works for.',
			'Set DATABASE_URL, STORAGE_DIR (a folder that all machines share) and, if the queue is elsewhere, QUEUE_URL.',
		);
	if (role === 'web' && !apiUrl)
		throw new Problem(
			'A web server on its own needs the API.',
			'Set API_URL, for example API_URL=http://10.0.0.5:4000',
		);
	if (queueUrl && !databaseUrl && !queueUrl.startsWith('redis'))
		throw new Problem(
			'QUEUE_URL names a PostgreSQL server, but DATABASE_URL is not set.',
			'Set DATABASE_URL too, or leave QUEUE_URL out.',
		);
}

/**
 * @param {string} name
 * @param {string | null} text
 * @param {readonly string[]} protocols
 */
function readUrl(name, text, protocols) {
	if (text === null) return null;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && protocols.includes(url.protocol)) return text;
	const right = protocols.map((protocol) => `${protocol}//…`).join(' or ');
	throw new Problem(
		`${name} is not an address that can be used${url ? ` (${url.protocol}//…)` : ''}.`,
		`Write ${right}`,
	);
}

/**
 * In the spelling in which origins are compared: small letters, no usual port, no slash at the end.
 * @param {string} name
 * @param {string | null} text
 */
function readOrigin(name, text) {
	const url = readUrl(name, text, ['http:', 'https:']);
	if (url === null) return null;
	const { origin, pathname, search, hash } = new URL(url);
	if (`${pathname}${search}${hash}` === '/') return origin;
	throw new Problem(
		`${name}=${text} has a path, and a gallery is at the root of its address.`,
		`Write ${name}=${origin}`,
	);
}

/**
 * @param {string} name
 * @param {string | null} text
 * @param {number} normal
 */
function readPort(name, text, normal) {
	if (text === null) return { name, port: normal, chosen: false };
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65535) return { name, port, chosen: port !== 0 };
	throw new Problem(`${name}=${text} is not a port.`, 'Write a whole number from 1 to 65535, or 0 for any free one.');
}

/** Words for networks that proxy-addr knows. */
const networks = ['loopback', 'linklocal', 'uniquelocal'];

/** @param {string} text */
function readTrustedProxies(text) {
	const names = text.split(/[\s,]+/).filter(Boolean);
	const wrong = names.find((name) => !networks.includes(name) && !isNetwork(name));
	if (wrong === undefined) return names.join(',');
	throw new Problem(
		`TRUSTED_PROXIES has "${wrong}", which is no address and no network.`,
		`Write such as TRUSTED_PROXIES=loopback,10.0.0.7,fd00::/8 (words: ${networks.join(', ')}).`,
	);
}

/** Whether it is an address, or one with the length of its network. @param {string} name */
function isNetwork(name) {
	const [address = '', length, ...more] = name.split('/');
	const version = isIP(address);
	if (version === 0 || more.length > 0) return false;
	return (
		length === undefined ||
		(/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= (version === 4 ? 32 : 128))
	);
}
