/**
 * @file The environment, read once into one typed object. All mistakes are reported together, so that nobody mends
 * them one start at a time.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { githubProvider, googleProvider, type OAuthSettings } from '@galatea/store/accounts';
import type { RenderLimits } from '@galatea/store/renders';
import { compile } from 'proxy-addr';
import { z } from 'zod';

const repositoryDir = fileURLToPath(new URL('../../..', import.meta.url));

/** What the API needs to know of its surroundings. */
export interface Environment {
	readonly http: {
		/** Address to listen on; `127.0.0.1` is reachable from this machine only. */
		readonly host: string;
		/** 0 takes any free port. */
		readonly port: number;
		/** Origins (`https://gallery.example`) of pages elsewhere that may call with cookies; usually none. */
		readonly allowedOrigins: readonly string[];
		/** Whether an address is that of a proxy or a web server that may say for whom it asks (X-Forwarded-For, -Proto). */
		readonly isTrustedProxy: (address: string, hop: number) => boolean;
	};
	/** Where Prometheus reads what is measured; null where nothing is. */
	readonly metrics: {
		readonly host: string;
		/** 0 takes any free port. */
		readonly port: number;
	} | null;
	/** Where the web app's build writes its documents by their hashes; it may not be there. */
	readonly persistedDocumentsFile: string;
	readonly databaseUrl: string;
	/** `postgres://…` or `redis://…`. */
	readonly queueUrl: string;
	/** Folder of the picture files. */
	readonly storageDir: string;
	/** Folder of `catalogue.json` and the packs' vocabularies. */
	readonly modelsDir: string;
	/** Signs the cookies of who has signed in; the same in every API process of a gallery. */
	readonly authSecret: string;
	/** Null without a mail server. */
	readonly mail: {
		/** `smtp://…` or `smtps://…`. */
		readonly url: string;
		/** The sender, such as `Galatea <gallery@example.org>`. */
		readonly from: string;
		/** Where people open the gallery, such as `https://gallery.example`: links in mails lead there. */
		readonly publicUrl: string;
	} | null;
	/** Whether an account can be made with a password alone; otherwise a link by mail makes it. */
	readonly signUpByPassword: boolean;
	/** Where people open the gallery, such as `https://gallery.example`: passkeys are made for it; null where that is not known. */
	readonly publicUrl: string | null;
	/** Accounts elsewhere by which people can sign in; null without any. */
	readonly oauth: OAuthSettings | null;
	/** New guests that one network (an IPv4 address, an IPv6 /64) may become in an hour. */
	readonly maximumGuestsPerHour: number;
	/** How much may be asked for. */
	readonly renderLimits: RenderLimits;
	/** Points that one caller may spend in a minute (allowances.ts). */
	readonly maximumPointsPerMinute: number;
	readonly logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** pino's levels. */
type LogLevel = (typeof logLevels)[number];

/** The environment is not usable; the message has one line per mistake. */
export class EnvironmentError extends Error {
	override readonly name = 'EnvironmentError';
}

function url(protocols: readonly string[], example: string) {
	const expected = `must be an address such as ${example}`;
	return z
		.string({ error: `is not set; it ${expected}` })
		.refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected);
}

const postgresUrl = url(['postgres:', 'postgresql:'], 'postgres://user:password@127.0.0.1:5432/galatea');
const queueUrl = url(['postgres:', 'postgresql:', 'redis:', 'rediss:'], 'postgres://… or redis://127.0.0.1:6379');

const wholeNumber = (minimum: number, maximum: number) => {
	const expected = `must be a whole number from ${minimum} to ${maximum}`;
	return z
		.string()
		.regex(/^\d{1,9}$/, expected)
		.transform(Number)
		.refine((value) => value >= minimum && value <= maximum, expected);
};

/** An address without a path, in the one spelling in which origins are compared: small letters, no usual port, no slash. */
const origin = (expected: string) =>
	z
		.string()
		.refine(isOrigin, expected)
		.transform((text) => new URL(text).origin);

function isOrigin(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, pathname, search, hash, username, password } = new URL(text);
	return /^https?:$/.test(protocol) && `${pathname}${search}${hash}${username}${password}` === '/';
}

const trustedProxies = z.string().transform((list, { addIssue }) => {
	try {
		return compile(list.split(/[\s,]+/).filter((text) => text !== ''));
	} catch {
		addIssue('must be addresses and networks such as loopback,10.0.0.7,fd00::/8');
		return z.NEVER;
	}
});

const smtpUrl = url(['smtp:', 'smtps:'], 'smtp://name:password@mail.example:587');

const publicUrl = origin('must be where people open the gallery, without a path, such as https://gallery.example');

const sender = z
	.string()
	.regex(
		/^([^<>\r\n"]+ <[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/,
		'must be an address such as gallery@example.org or Galatea <gallery@example.org>',
	);

/** Characters. Random ones of base64url hold 6 bits each: 32 are beyond guessing. */
const minimumSecretLength = 32;
const secretExpected = `must be at least ${minimumSecretLength} random characters, such as openssl rand -base64 32 prints`;

const variablesSchema = z.object({
	HOST: z.string().default('127.0.0.1'),
	API_PORT: wholeNumber(0, 65_535).default(4000),
	METRICS_HOST: z.string().default('127.0.0.1'),
	METRICS_PORT: wholeNumber(0, 65_535).optional(),
	PUBLIC_ORIGINS: z
		.string()
		.default('')
		.transform((list) => list.split(/[\s,]+/).filter((text) => text !== ''))
		.pipe(z.array(origin('must be origins such as https://gallery.example'))),
	TRUSTED_PROXIES: trustedProxies.prefault('loopback'),
	DATABASE_URL: postgresUrl,
	QUEUE_URL: queueUrl.optional(),
	AUTH_SECRET: z.string({ error: `is not set; it ${secretExpected}` }).min(minimumSecretLength, secretExpected),
	GALATEA_DATA_DIR: z.string().default(resolve(repositoryDir, '.galatea')),
	STORAGE_DIR: z.string().optional(),
	MODELS_DIR: z.string().default(resolve(repositoryDir, 'models')),
	PERSISTED_DOCUMENTS: z
		.string()
		.default(resolve(repositoryDir, 'apps/web/src/graphql/generated/persisted-documents.json')),
	SMTP_URL: smtpUrl.optional(),
	MAIL_FROM: sender.optional(),
	SIGN_UP_BY_PASSWORD: z.enum(['yes', 'no'], { error: 'must be yes or no' }).optional(),
	PUBLIC_URL: publicUrl.optional(),
	GITHUB_CLIENT_ID: z.string().optional(),
	GITHUB_CLIENT_SECRET: z.string().optional(),
	GITHUB_URL: publicUrl.default('https://github.com'),
	GOOGLE_CLIENT_ID: z.string().optional(),
	GOOGLE_CLIENT_SECRET: z.string().optional(),
	MAXIMUM_GUESTS_PER_HOUR: wholeNumber(0, 1_000_000).default(60),
	MAXIMUM_WAITING_RENDERS: wholeNumber(0, 1_000_000).default(200),
	MAXIMUM_WAITING_RENDERS_OF_GUESTS: wholeNumber(0, 1_000_000).default(12),
	MAXIMUM_WAITING_RENDERS_OF_MEMBER: wholeNumber(0, 1_000_000).default(30),
	MAXIMUM_WAITING_RENDERS_OF_NETWORK: wholeNumber(0, 1_000_000).default(60),
	MAXIMUM_WORK_PER_HOUR_OF_GUESTS: wholeNumber(0, 999_999_999).default(10),
	MAXIMUM_WORK_PER_HOUR_OF_MEMBER: wholeNumber(0, 999_999_999).default(100),
	MAXIMUM_WORK_PER_HOUR_OF_NETWORK: wholeNumber(0, 999_999_999).default(200),
	MAXIMUM_POINTS_PER_MINUTE: wholeNumber(1, 100_000_000).default(1_200),
	LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/** What is of no use without others. */
const together: Readonly<Record<string, readonly string[]>> = {
	SMTP_URL: ['MAIL_FROM', 'PUBLIC_URL'],
	GITHUB_CLIENT_ID: ['GITHUB_CLIENT_SECRET', 'PUBLIC_URL'],
	GOOGLE_CLIENT_ID: ['GOOGLE_CLIENT_SECRET', 'PUBLIC_URL'],
};

/** Reads the variables of a process. An empty variable counts as one that is not set. Throws {@link EnvironmentError}. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
	const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
	const result = variablesSchema.safeParse(set);
	const lines = result.error?.issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}`) ?? [];
	if (set['SIGN_UP_BY_PASSWORD'] === 'no' && set['SMTP_URL'] === undefined)
		lines.push('  SIGN_UP_BY_PASSWORD is no, and without SMTP_URL nobody could make an account');
	for (const [name, needed] of Object.entries(together))
		for (const other of needed)
			if (set[name] !== undefined && set[other] === undefined) lines.push(`  ${other} is not set; ${name} needs it`);
	if (!result.success || lines.length > 0)
		throw new EnvironmentError(`The API cannot start, its environment is not right:\n${lines.join('\n')}`);
	const read = result.data;
	return {
		http: {
			host: read.HOST,
			port: read.API_PORT,
			allowedOrigins: read.PUBLIC_ORIGINS,
			isTrustedProxy: read.TRUSTED_PROXIES,
		},
		metrics: read.METRICS_PORT === undefined ? null : { host: read.METRICS_HOST, port: read.METRICS_PORT },
		persistedDocumentsFile: resolve(read.PERSISTED_DOCUMENTS),
		databaseUrl: read.DATABASE_URL,
		queueUrl: read.QUEUE_URL ?? read.DATABASE_URL,
		authSecret: read.AUTH_SECRET,
		storageDir: resolve(read.STORAGE_DIR ?? resolve(read.GALATEA_DATA_DIR, 'storage')),
		modelsDir: resolve(read.MODELS_DIR),
		mail: mailOf(read),
		// Whoever is told that an address is taken has been told who has an account; a mail tells only its reader.
		signUpByPassword: read.SIGN_UP_BY_PASSWORD ? read.SIGN_UP_BY_PASSWORD === 'yes' : read.SMTP_URL === undefined,
		publicUrl: read.PUBLIC_URL ?? null,
		oauth: oauthOf(read),
		maximumGuestsPerHour: read.MAXIMUM_GUESTS_PER_HOUR,
		renderLimits: renderLimitsOf(read),
		maximumPointsPerMinute: read.MAXIMUM_POINTS_PER_MINUTE,
		logLevel: read.LOG_LEVEL,
	};
}

type Variables = z.output<typeof variablesSchema>;

/** Work is told in thousand millions of pixels × steps × cutouts. */
const workUnit = 1e9;

function renderLimitsOf(read: Variables): RenderLimits {
	return {
		guests: {
			waiting: read.MAXIMUM_WAITING_RENDERS_OF_GUESTS,
			workPerHour: read.MAXIMUM_WORK_PER_HOUR_OF_GUESTS * workUnit,
		},
		member: {
			waiting: read.MAXIMUM_WAITING_RENDERS_OF_MEMBER,
			workPerHour: read.MAXIMUM_WORK_PER_HOUR_OF_MEMBER * workUnit,
		},
		network: {
			waiting: read.MAXIMUM_WAITING_RENDERS_OF_NETWORK,
			workPerHour: read.MAXIMUM_WORK_PER_HOUR_OF_NETWORK * workUnit,
		},
		galleryWaiting: read.MAXIMUM_WAITING_RENDERS,
	};
}

function mailOf({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: Variables): Environment['mail'] {
	if (SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined) return null;
	return { url: SMTP_URL, from: MAIL_FROM, publicUrl: PUBLIC_URL };
}

function oauthOf(read: Variables): Environment['oauth'] {
	const { PUBLIC_URL, GITHUB_URL, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } =
		read;
	const keys = (clientId: string | undefined, clientSecret: string | undefined) =>
		clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
	const [github, google] = [keys(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET), keys(GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET)];
	const providers = [
		...(github ? [githubProvider(github, GITHUB_URL)] : []),
		...(google ? [googleProvider(google)] : []),
	];
	return PUBLIC_URL === undefined || providers.length === 0 ? null : { publicUrl: PUBLIC_URL, providers };
}
