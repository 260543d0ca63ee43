/**
 * @file The one place where better-auth meets the database. It turns whatever fails inside it into an error of its own or,
 * signing somebody out, into a line of its log, and so hides whether the database or the caller is at fault. What Prisma
 * throws is noted here while a call runs, and told as everything else of this package tells it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { RenderError } from '@galatea/render';
import { asRenderError } from '../database/database-errors.ts';
import { internals, type Store } from '../database/store.ts';

type Calls = Readonly<Record<string, unknown>>;

/** Watches what Prisma throws during calls of better-auth. */
export class DatabaseWatch {
	readonly #databaseUrl: string;
	readonly #running = new AsyncLocalStorage<{ failure: RenderError | null }>();
	/** For better-auth's adapter: Prisma, watched. */
	readonly prisma: object;

	constructor(store: Store) {
		const { prisma, databaseUrl } = internals(store);
		this.#databaseUrl = databaseUrl;
		this.prisma = prisma.$extends({
			query: { $allOperations: ({ args, query }) => query(args).catch((error: unknown) => this.#note(error)) },
		});
	}

	/** The same functions, which throw `DATABASE_UNAVAILABLE` when a statement failed for it, whatever became of that inside. */
	over<Api extends Calls>(api: Api): Api {
		return new Proxy(api, {
			get: (target, name) => {
				const call: unknown = Reflect.get(target, name);
				if (typeof call !== 'function') return call;
				return async (...values: unknown[]): Promise<unknown> => this.#watch(() => Reflect.apply(call, target, values));
			},
		});
	}

	async #watch(call: () => unknown): Promise<unknown> {
		const seen: { failure: RenderError | null } = { failure: null };
		try {
			const result = await this.#running.run(seen, call);
			if (seen.failure) throw seen.failure;
			return result;
		} catch (error) {
			throw seen.failure ?? asRenderError(error, this.#databaseUrl);
		}
	}

	#note(error: unknown): never {
		const told = asRenderError(error, this.#databaseUrl);
		const seen = this.#running.getStore();
		if (seen && told instanceof RenderError) seen.failure ??= told;
		throw told;
	}
}
