/** @file Who watches, through two API processes on one database, each with real sockets. */
import { bind, updateProfile } from '@galatea/store/accounts';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Member, startTestApi, type TestApi } from '../testing.ts';
import { type HandWorker, runningRender } from '../testing-worker.ts';

// Long enough for a socket to come back on a busy machine; and short where the end is waited for.
const graceMs = 60_000;

let one: TestApi;
let other: TestApi;
let swift: TestApi;
let database: Awaited<ReturnType<typeof disposableDatabase>>;
let databaseUrl: string;
beforeAll(async () => {
	database = await disposableDatabase();
	databaseUrl = database.url;
	one = await startTestApi({ databaseUrl, audiences: { graceMs } });
	other = await startTestApi({ databaseUrl, audiences: { graceMs } });
	swift = await startTestApi({ databaseUrl, audiences: { graceMs: 0 } });
});
afterAll(async () => {
	for (const api of [swift, other, one]) await api[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

interface Watched {
	readonly __typename: string;
	readonly watcherCount: number;
	readonly watchers: readonly { readonly handle: string }[];
}

const document = /* GraphQL */ `
	subscription ($id: ID!, $browser: String) {
		renderEvents(id: $id, browser: $browser) {
			__typename
			... on RenderWatched { watcherCount watchers { handle } }
		}
	}
`;

/** A page that watches a render. */
class Page {
	readonly #events: AsyncGenerator<Answer, void>;
	/** Asked for at once: until then nothing is opened. */
	#first: Promise<IteratorResult<Answer, void>> | null;

	constructor(api: TestApi, { renderId }: HandWorker, browser: string | null, who?: Member | string) {
		this.#events = api.subscribe(document, { id: renderId, browser }, who);
		this.#first = this.#events.next();
	}

	async next(): Promise<Watched> {
		const { value } = await (this.#first ?? this.#events.next());
		this.#first = null;
		const event = value?.data?.['renderEvents'] as Watched | undefined;
		if (!event) throw new Error(`No event: ${JSON.stringify(value)}`);
		return event;
	}

	/** Reads on until so many are said to watch. */
	async until(count: number): Promise<Watched> {
		for (;;) {
			const event = await this.next();
			if (event.watcherCount === count) return event;
		}
	}

	async leave(): Promise<void> {
		await this.#first;
		await this.#events.return();
	}
}

const countOf = async ({ renderId }: HandWorker) =>
	(await one.query('query ($id: ID!) { render(id: $id) { watcherCount } }', { id: renderId })).data?.['render'];

test('pages on all processes see the same number; two pages of a browser are one, and it counts until the last has gone', async () => {
	const worker = await runningRender(one.store);
	const first = new Page(one, worker, 'laptop');
	await first.until(1);
	const [second, third] = [new Page(other, worker, 'laptop'), new Page(swift, worker, 'phone')];
	for (const page of [first, second, third]) await page.until(2);
	expect(await countOf(worker)).toEqual({ watcherCount: 2 });
	await third.leave();
	for (const page of [first, second]) await page.until(1);
	await second.leave();
	const fourth = new Page(swift, worker, 'tablet');
	await first.until(2);
	for (const page of [first, fourth]) await page.leave();
});

test('a socket that breaks and comes back, to whichever process, changes nothing', async () => {
	const worker = await runningRender(one.store);
	const [watching, breaking] = [new Page(one, worker, 'laptop'), new Page(one, worker, 'phone')];
	await watching.until(2);
	await breaking.leave();
	const back = new Page(other, worker, 'phone');
	await back.until(2);
	// The next thing that the first hears is that somebody else comes.
	const visitor = new Page(other, worker, 'tablet');
	await visitor.until(3);
	expect(await watching.next()).toMatchObject({ watcherCount: 3 });
	for (const page of [watching, back, visitor]) await page.leave();
});

test('a process that stops takes its viewers with it', async () => {
	const worker = await runningRender(one.store);
	const page = new Page(one, worker, 'laptop');
	const stopping = await startTestApi({ databaseUrl, audiences: { graceMs } });
	const leaving = new Page(stopping, worker, 'phone');
	for (const each of [page, leaving]) await each.until(2);
	await stopping[Symbol.asyncDispose]();
	await page.until(1);
	await page.leave();
});

test('members are named to all who let it, and to nobody with whom there is a block between them', async () => {
	const [artist, named, silent, blocked] = [
		await one.member(),
		await one.member(),
		await one.member(),
		await one.member(),
	];
	await updateProfile(one.store, named.userId, { namedAsWatcher: true });
	await bind(one.store, 'block', blocked.userId, named.userId);
	const worker = await runningRender(one.store, { userId: artist.userId });
	const pages = [artist, named, silent, blocked].map((who, index) => new Page(other, worker, `browser ${index}`, who));
	const stranger = new Page(one, worker, 'stranger');
	const names = (watched: Watched) => watched.watchers.map(({ handle }) => handle);
	// Who made it is not one of them.
	const [forArtist, forNamed, forSilent, forBlocked] = await Promise.all(pages.map((page) => page.until(4)));
	for (const watched of [forArtist, forNamed, forSilent]) expect(names(watched as Watched)).toEqual([named.handle]);
	expect(names(forBlocked as Watched)).toEqual([]);
	expect(names(await stranger.until(4))).toEqual([named.handle]);
	for (const page of [...pages, stranger]) await page.leave();
});

test('who does not ask to be counted is not, and hears of nobody; an empty name is counted by its network', async () => {
	const worker = await runningRender(one.store);
	const [silent, program, another] = [
		new Page(one, worker, null),
		new Page(other, worker, ''),
		new Page(other, worker, ''),
	];
	expect(await silent.next()).toMatchObject({ __typename: 'RenderSnapshot' });
	for (const page of [program, another]) await page.until(1);
	await worker.progress(1);
	expect(await silent.next()).toMatchObject({ __typename: 'RenderProgress' });
	for (const page of [silent, program, another]) await page.leave();
});

test('a name that is too long is refused', async () => {
	const { renderId } = await runningRender(one.store);
	const { value } = await one.subscribe(document, { id: renderId, browser: 'x'.repeat(65) }).next();
	expect(value).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

test('where nobody watches, nothing is kept, and nothing is asked of the database', async () => {
	const statements: string[] = [];
	await using idle = await startTestApi({
		databaseUrl,
		audiences: { graceMs: 0, keepEveryMs: 20 },
		onStatement: (text) => statements.push(text),
	});
	const worker = await runningRender(one.store);
	const page = new Page(idle, worker, 'laptop');
	await page.until(1);
	await page.leave();
	await expect.poll(() => idle.services.audiences.size).toBe(0);
	await expect.poll(async () => countOf(worker)).toEqual({ watcherCount: 0 });
	const ofWatchers = () => statements.filter((text) => text.includes('RenderWatcher')).length;
	const before = ofWatchers();
	// Somebody comes and goes elsewhere, which every process hears.
	const elsewhere = new Page(swift, worker, 'phone');
	await elsewhere.until(1);
	await elsewhere.leave();
	expect(ofWatchers()).toBe(before);
});
