/** @file What every resolver receives: the services, batched reads, and who asks. */
import type { Catalogues } from '@galatea/models';
import type { PackShelf } from '@galatea/optimiser';
import type { Producer } from '@galatea/queue';
import type { Accounts } from '@galatea/store/accounts';
import type { Store } from '@galatea/store/database';
import type { Render, RenderLimits } from '@galatea/store/renders';
import type { Logger } from 'pino';
import type { Allowances } from './allowances.ts';
import type { EncodingLine } from './encoding-line.ts';
import type { ExportRoom } from './export-room.ts';
import type { PersistedDocuments } from './http/persisted-documents.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { Audiences } from './live/audiences.ts';
import type { Bells } from './live/bells.ts';
import type { RemainingTimes } from './live/remaining-times.ts';
import type { RenderHubs } from './live/render-hubs.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Meaning } from './meaning/meaning.ts';
import { type Caller, createPerson, type Person } from './person.ts';

/** The packs that may be asked for; the API opens no weights. */
export type Shelf = Pick<PackShelf, 'packs' | 'defaultPackId'>;

/** What `main.ts` builds once and every request shares. */
export interface Services {
	readonly store: Store;
	readonly accounts: Accounts;
	readonly producer: Producer;
	readonly shelf: Shelf;
	/** The packs there are and those that could be downloaded, read anew. */
	readonly catalogues: () => Promise<Catalogues>;
	readonly hubs: RenderHubs<Render>;
	readonly remainingTimes: RemainingTimes;
	readonly meaning: Meaning;
	readonly audiences: Audiences;
	readonly commentBells: Bells;
	readonly collectionBells: Bells;
	/** How much each caller may still ask for. */
	readonly allowances: Allowances;
	/** Where everybody waits whose request costs a core for a moment. */
	readonly encodings: EncodingLine;
	/** How many collections are being sent as archives. */
	readonly exports: ExportRoom;
	/** Texts that are known by their hashes. */
	readonly documents: PersistedDocuments;
	/** Documents that have been read, and how others are. */
	readonly knownDocuments: KnownDocuments;
	/** Where people open the gallery, such as `https://gallery.example`; null where that is not known. */
	readonly publicUrl: string | null;
	/** Null where the gallery has no mail server. */
	readonly mail: Mail | null;
	/** New guests that one network may become in an hour. */
	readonly maximumGuestsPerHour: number;
	/** How much may be asked for. */
	readonly renderLimits: RenderLimits;
	/** What is kept of addresses is hashed under it. */
	readonly networkSecret: string;
	/** Whether `signUp` makes accounts; otherwise a link by mail does. */
	readonly signUpByPassword: boolean;
	readonly logger: Logger;
}

/** How a gallery writes to people. */
interface Mail {
	readonly mailer: Mailer;
	/** Where links lead: such as `https://gallery.example`. */
	readonly publicUrl: string;
}

export interface RequestContext extends Services {
	/** Stands in every log line of the request, and in the message of a masked error. */
	readonly requestId: string;
	readonly loaders: Loaders;
	readonly person: Person;
}

/** A context for one request, or for one operation on a socket. */
export function createContext(services: Services, caller: Caller): RequestContext {
	const logger = services.logger.child({ requestId: caller.requestId });
	const person = createPerson(services, caller);
	return {
		...services,
		logger,
		requestId: caller.requestId,
		loaders: createLoaders(services.store, () => person.viewer()),
		person,
	};
}
