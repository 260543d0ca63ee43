/**
 * @file How much may be asked for: renders that wait, and work in an hour, for each person and each network. Guests cost
 * nothing to become, so all guests of a network are as one person. Staff, who look after the gallery, have no limit but its own.
 */
import { createHmac } from 'node:crypto';
import { type Recipe, RenderError } from '@galatea/render';
import { countedFrom } from '../access/networks.ts';
import type { Role } from '../access/role.ts';
import type { Queryable } from '../database/store.ts';

/** What somebody may have asked for. */
interface RenderLimit {
	/** Renders that wait at a time. */
	readonly waiting: number;
	/** Pixels × steps × cutouts of all that was asked for in the last hour. */
	readonly workPerHour: number;
}

/** The limits of a gallery. */
export interface RenderLimits {
	/** Of all guests of one network together. */
	readonly guests: RenderLimit;
	readonly member: RenderLimit;
	/** Of everybody of one network together, members among them. */
	readonly network: RenderLimit;
	/** Renders that wait in the whole gallery: the last bound, which no network reaches alone. */
	readonly galleryWaiting: number;
}

/** Who is at a limit. */
export const renderLimitScopes = ['PERSON', 'NETWORK', 'GALLERY'] as const;
export type RenderLimitScope = (typeof renderLimitScopes)[number];

interface KeyLimit extends RenderLimit {
	readonly scope: RenderLimitScope;
	/** Under which it is counted. */
	readonly key: string;
}

/** As whom a render is counted. */
export interface RenderAccount {
	/** Whose turns it takes. */
	readonly turnKey: string;
	/** Under what it is counted. */
	readonly keys: readonly string[];
	readonly limits: readonly KeyLimit[];
	/** Null for no bound. */
	readonly galleryWaiting: number | null;
}

/** A site, an IPv6 /48, may have twice of a network: eight times, as of other things, would be the whole gallery. */
const siteShare = 2;

/**
 * As whom a render of `user` is counted, who asks from an IP address. What is kept of the address are hashes under `secret`
 * (at least 32 random characters): who has the database alone cannot tell the address.
 */
export function accountOf(
	user: { readonly id: string; readonly role: Role },
	address: string,
	limits: RenderLimits,
	secret: string,
): RenderAccount {
	const { galleryWaiting } = limits;
	if (user.role === 'MODERATOR' || user.role === 'ADMIN') return { ...unlimitedAccount(user.id), galleryWaiting };
	const networks = countedFrom(address).map(({ key }, index) => ({
		hash: createHmac('sha256', secret).update(`renders of ${key}`).digest('base64url').slice(0, 22),
		share: index === 0 ? 1 : siteShare,
	}));
	const ofNetworks = (scope: RenderLimitScope, prefix: string, { waiting, workPerHour }: RenderLimit) =>
		networks.map(({ hash, share }) => ({
			...{ scope, key: `${prefix}:${hash}`, waiting: waiting * share, workPerHour: workPerHour * share },
		}));
	const own: readonly KeyLimit[] =
		user.role === 'GUEST'
			? ofNetworks('PERSON', 'guests', limits.guests)
			: [{ scope: 'PERSON', key: user.id, ...limits.member }];
	const all = [...own, ...ofNetworks('NETWORK', 'network', limits.network)];
	return {
		turnKey: own[0]?.key ?? user.id,
		keys: [...new Set([user.id, ...all.map(({ key }) => key)])],
		limits: all,
		galleryWaiting,
	};
}

/** As whom a render is counted that no limit concerns. */
export function unlimitedAccount(userId: string): RenderAccount {
	return { turnKey: userId, keys: [userId], limits: [], galleryWaiting: null };
}

/** Pixels × steps × cutouts of a recipe of which the first `stepsThere` steps need not be run. */
export function workOf({ width, height, steps, cutouts }: Recipe, stepsThere: number): number {
	return width * height * (steps - stepsThere) * cutouts.count;
}

/** What is asked for at once: so many renders, which take so much together. */
export interface AskedWork {
	/** Pixels × steps × cutouts. */
	readonly work: number;
	readonly count: number;
}

/** How somebody stands at a limit that they have reached. */
export interface Standing {
	readonly scope: RenderLimitScope;
	readonly key: string;
	readonly waiting: number;
	readonly maximumWaiting: number;
	/** Of the last hour; null where it is not limited. */
	readonly work: number;
	readonly maximumWork: number | null;
}

/** A render was not taken because of a limit, and nothing was kept of it. */
export class RenderLimitError extends RenderError {
	readonly scope: RenderLimitScope;
	/** Renders that wait of who is at the limit. */
	readonly waiting: number;
	/** Of renders that wait, or of work in an hour, as the code says. */
	readonly maximum: number;
	/** Of `BUDGET_SPENT`: when it can be asked for; null when it never can, being more than an hour's. */
	readonly retryAfterSeconds: number | null;

	constructor(standing: Standing, { work, count }: AskedWork, retryAfterSeconds: number | null) {
		const { scope, waiting, maximumWaiting, maximumWork } = standing;
		const isWaiting = waiting + count > maximumWaiting;
		super(
			scope === 'GALLERY' ? 'QUEUE_FULL' : isWaiting ? 'TOO_MANY_WAITING' : 'BUDGET_SPENT',
			isWaiting ? waitingMessage(standing, count) : workMessage(scope, maximumWork ?? 0, work, retryAfterSeconds),
			{ retryable: isWaiting ? count <= maximumWaiting : retryAfterSeconds !== null },
		);
		this.scope = scope;
		this.waiting = waiting;
		this.maximum = isWaiting ? maximumWaiting : (maximumWork ?? 0);
		this.retryAfterSeconds = isWaiting ? null : retryAfterSeconds;
	}
}

const owners: Readonly<Record<RenderLimitScope, string>> = {
	PERSON: 'of yours (guests of one network count together)',
	NETWORK: 'from your network',
	GALLERY: 'of this gallery',
};

function waitingMessage({ scope, waiting, maximumWaiting }: Standing, count: number): string {
	if (waiting < maximumWaiting)
		return `${waiting} renders ${owners[scope]} are waiting, and ${count} more would be above ${maximumWaiting}, which is as many as may. Ask for fewer, or try again when some are done.`;
	return `${waiting} renders ${owners[scope]} are waiting already, which is as many as may. Try again when one is done.`;
}

function workMessage(scope: RenderLimitScope, maximum: number, work: number, seconds: number | null): string {
	const limit = `${print(maximum)} pixels × steps × cutouts in an hour for renders ${owners[scope]}`;
	return seconds === null
		? `This render takes ${print(work)}, more than the limit of ${limit}: ask for fewer pixels, steps or cutouts.`
		: `The limit of ${limit} leaves no room for this render now; it may come in ${seconds} s.`;
}

function print(work: number): string {
	return `${Number((work / 1e9).toPrecision(3))} · 10⁹`;
}

/**
 * Common table expressions for a statement that counts and inserts: `reached` has the first limit at which what is asked for
 * is refused, or no row. `parameter` gives the place of a value, such as `$3`.
 */
export function reachedLimit(
	account: RenderAccount,
	{ work, count }: AskedWork,
	parameter: (value: unknown) => string,
): string {
	const { limits, galleryWaiting } = account;
	const column = (values: readonly unknown[], type: string) => `${parameter(values)}::${type}[]`;
	const bounds = [
		column(
			limits.map(({ scope }) => scope),
			'text',
		),
		column(
			limits.map(({ key }) => key),
			'text',
		),
		column(
			limits.map(({ waiting }) => waiting),
			'int',
		),
		column(
			limits.map(({ workPerHour }) => workPerHour),
			'float8',
		),
	];
	return `standing AS (
		SELECT place, scope, key, "maximumWaiting", "maximumWork", (
			SELECT count(*)::int FROM "RenderCharge" JOIN "Render" ON id = "renderId" AND state = 'QUEUED' WHERE keys @> ARRAY[key]
		) AS waiting, (
			SELECT coalesce(sum(work), 0) FROM "RenderCharge" WHERE keys @> ARRAY[key] AND ${isOfThisHour}
		) AS work
		FROM unnest(${bounds.join(', ')}) WITH ORDINALITY AS bound (scope, key, "maximumWaiting", "maximumWork", place)
		UNION ALL SELECT ${limits.length + 1}, 'GALLERY', '', most, NULL, (SELECT count(*)::int FROM "Render" WHERE state = 'QUEUED'), 0
		FROM (SELECT ${parameter(galleryWaiting)}::int AS most) AS gallery WHERE most IS NOT NULL
	), reached AS (
		SELECT scope, key, waiting, "maximumWaiting", work, "maximumWork" FROM standing
		WHERE waiting + ${parameter(count)}::int > "maximumWaiting" OR work + ${parameter(work)}::float8 > "maximumWork" ORDER BY place LIMIT 1
	)`;
}

/** The first limit at which what is asked for would be refused now; null when there is none. */
export async function findReachedLimit(
	sql: Queryable,
	account: RenderAccount,
	asked: AskedWork,
): Promise<Standing | null> {
	const values: unknown[] = [];
	const [row] = await sql.query<Standing & { readonly place?: never }>(
		`WITH ${reachedLimit(account, asked, (value) => `$${values.push(value)}`)} SELECT * FROM reached`,
		values,
	);
	return row ?? null;
}

const isOfThisHour = `"RenderCharge"."createdAt" > now() - interval '1 hour'`;

/** The error of a limit that was reached, with when it would be no more. */
export async function limitError(sql: Queryable, standing: Standing, asked: AskedWork): Promise<RenderLimitError> {
	const { key, maximumWork } = standing;
	const { work, count } = asked;
	if (maximumWork === null || standing.waiting + count > standing.maximumWaiting)
		return new RenderLimitError(standing, asked, null);
	// The newest that has to be an hour old before there is room.
	const [row] = await sql.query<{ seconds: number }>(
		`SELECT greatest(1, ceil(extract(epoch FROM "createdAt" + interval '1 hour' - now())))::int AS seconds FROM (
			SELECT "createdAt", sum(work) OVER (ORDER BY "createdAt" DESC, "renderId") AS sum FROM "RenderCharge"
			WHERE keys @> ARRAY[$1] AND ${isOfThisHour}
		 ) AS charge WHERE sum + $2 > $3 ORDER BY "createdAt" DESC LIMIT 1`,
		[key, work, maximumWork],
	);
	return new RenderLimitError(standing, asked, work > maximumWork ? null : (row?.seconds ?? 1));
}
