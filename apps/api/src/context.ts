/** @file What every resolver receives: the services, batched reads, and who asks. */
import type { IncomingHttpHeaders } from 'node:http';
import type { PackShelf } from '@galatea/optimiser';
import type { Producer } from '@galatea/queue';
import { createGuest, findUserByToken, type Render, type Store, type User } from '@galatea/store';
import type { Logger } from 'pino';
import { guestToken } from './guest-token.ts';
import type { RemainingTimes } from './live/remaining-times.ts';
import type { RenderHubs } from './live/render-hubs.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** The packs that may be asked for; the API opens no weights. */
export type Shelf = Pick<PackShelf, 'packs' | 'defaultPackId'>;

/** What `main.ts` builds once and every request shares. */
export interface Services {
	readonly store: Store;
	readonly producer: Producer;
	readonly shelf: Shelf;
	readonly hubs: RenderHubs<Render>;
	readonly remainingTimes: RemainingTimes;
	/** `createRender` answers QueueFull when this many renders wait. */
	readonly maximumWaitingRenders: number;
	readonly logger: Logger;
}

/** Who asks. */
interface Guest {
	/** The guest whose token was sent; null without a token, or when nobody has it. */
	find(): Promise<User | null>;
	/** As `find`, but makes a guest when there is none, and hands the token to the browser. */
	findOrCreate(): Promise<User>;
	/** A new guest; its token is shown this once. */
	create(): Promise<{ readonly user: User; readonly token: string }>;
}

export interface RequestContext extends Services {
	/** Stands in every log line of the request, and in the message of a masked error. */
	readonly requestId: string;
	readonly loaders: Loaders;
	readonly guest: Guest;
}

/** What differs between HTTP and WebSocket. */
export interface Caller {
	readonly requestId: string;
	readonly headers: IncomingHttpHeaders;
	/** A token besides the headers, as from a socket's `connectionParams`. */
	readonly token?: string | null;
	/** Sends a token to the caller; null where that is not possible. */
	readonly sendToken: ((token: string) => void) | null;
}

/** A context for one request, or for one operation on a socket. */
export function createContext(services: Services, caller: Caller): RequestContext {
	const logger = services.logger.child({ requestId: caller.requestId });
	return {
		...services,
		logger,
		requestId: caller.requestId,
		loaders: createLoaders(services.store),
		guest: createCaller(services.store, caller),
	};
}

function createCaller(store: Store, caller: Caller): Guest {
	const token = caller.token ?? guestToken(caller.headers);
	let found: Promise<User | null> | null = null;
	let ensured: Promise<User> | null = null;
	const find = () => {
		found ??= token === null ? Promise.resolve(null) : findUserByToken(store, token);
		return found;
	};
	const create = () => createGuest(store);
	const createAndSend = async () => {
		if (!caller.sendToken) throw new Error('A guest cannot be made here: the token could not be handed over');
		const made = await create();
		caller.sendToken(made.token);
		return made.user;
	};
	return {
		find,
		create,
		findOrCreate() {
			// Two mutations of one request are the same guest.
			ensured ??= find().then((user) => user ?? createAndSend());
			return ensured;
		},
	};
}
