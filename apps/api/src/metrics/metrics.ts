/** @file What this process measures for Prometheus, and what it tells of the gallery's renders. */
import { renderStates } from '@galatea/render';
import type { FiguredState, RenderFigures } from '@galatea/store/renders';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Below which requests are told apart; all others are `other`, so that nobody makes series by asking for addresses. */
const routes = new Set(['graphql', 'files', 'uploads', 'downloads', 'cards', 'feeds', 'embeds', 'oauth', 'health']);
const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** Upper bounds in seconds: a page's question takes milliseconds, a large download minutes. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

const figuredStates: readonly FiguredState[] = [...renderStates, 'PAUSED'];

/** One for each process that is measured; a test may have several. */
export class Metrics {
	readonly #registry = new Registry();
	readonly #requests = new Histogram({
		name: 'galatea_http_request_duration_seconds',
		help: 'From the first byte of a request until its answer was sent or given up',
		labelNames: ['method', 'route', 'status'],
		buckets: durationBuckets,
		registers: [this.#registry],
	});
	readonly #sockets = new Gauge({
		name: 'galatea_sockets',
		help: 'WebSockets that are open at this process',
		registers: [this.#registry],
	});
	readonly #databaseUp = new Gauge({
		name: 'galatea_database_up',
		help: 'Whether the database answered when this was read',
		registers: [this.#registry],
	});
	readonly #renders = new Gauge({
		name: 'galatea_renders',
		help: 'Renders of the whole gallery by state; PAUSED are those that wait because their people let them',
		labelNames: ['state'],
		registers: [this.#registry],
	});
	readonly #failures = new Gauge({
		name: 'galatea_failed_renders',
		help: 'Failed renders of the whole gallery by the code of the failure',
		labelNames: ['code'],
		registers: [this.#registry],
	});
	readonly #steps = new Gauge({
		name: 'galatea_step_seconds',
		help: 'What a step takes, learnt from renders of the last day: the median and the ninth decile',
		labelNames: ['pack', 'device', 'width', 'height', 'cutouts', 'quantile'],
		registers: [this.#registry],
	});
	#countSockets: () => number = () => 0;

	constructor() {
		collectDefaultMetrics({ register: this.#registry });
	}

	/** Of {@link print}. */
	get contentType(): string {
		return this.#registry.contentType;
	}

	/** How many sockets are open is asked of `count` from now on. */
	watchSockets(count: () => number): void {
		this.#countSockets = count;
	}

	/** Times every request that passes it. */
	readonly timeRequests: RequestHandler = ({ method, path }, response, next) => {
		const end = this.#requests.startTimer();
		const [, first = ''] = path.split('/', 2);
		const route = routes.has(first) ? `/${first}` : 'other';
		response.once('close', () =>
			end({ method: methods.has(method) ? method : 'other', route, status: String(response.statusCode) }),
		);
		next();
	};

	/** All of it in Prometheus' text format. What a database that does not answer would say is left out. */
	async print(readFigures: () => Promise<RenderFigures>): Promise<string> {
		this.#sockets.set(this.#countSockets());
		const figures = await readFigures().catch(() => null);
		this.#databaseUp.set(figures ? 1 : 0);
		for (const gauge of [this.#renders, this.#failures, this.#steps]) gauge.reset();
		if (figures) this.#tell(figures);
		return this.#registry.metrics();
	}

	#tell({ byState, failures, steps }: RenderFigures): void {
		// Also the zeros: who watches wants to see that nothing waits.
		for (const state of figuredStates) this.#renders.set({ state }, byState.get(state) ?? 0);
		for (const [code, count] of failures) this.#failures.set({ code }, count);
		for (const { packId, device, width, height, cutouts, lowSeconds, highSeconds } of steps) {
			const kind = { pack: packId, device, width, height, cutouts };
			this.#steps.set({ ...kind, quantile: '0.5' }, lowSeconds);
			this.#steps.set({ ...kind, quantile: '0.9' }, highSeconds);
		}
	}
}
