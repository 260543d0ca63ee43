import { readRenderFigures, setRenderPaused, workerBeat } from '@galatea/store/renders';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { Viewers } from '../testing-viewer.ts';
import { doneRender, newRender, runningRender } from '../testing-worker.ts';
import { Metrics } from './metrics.ts';
import { type MetricsServer, startMetricsServer } from './metrics-server.ts';

const logger = pino({ level: 'silent' });
const metrics = new Metrics();
let api: TestApi;
let server: MetricsServer;
beforeAll(async () => {
	api = await startTestApi({ metrics });
	const readFigures = () => readRenderFigures(api.store);
	server = await startMetricsServer({ host: '127.0.0.1', port: 0, metrics, readFigures, logger });
});
afterAll(async () => {
	await server.close();
	await api[Symbol.asyncDispose]();
});

/**
 * Reads the text format 0.0.4 as it is specified: each sample after the HELP and TYPE of its family, escaped label values, and
 * cumulative buckets. Throws on a line that is none. Samples by name and labels in alphabetical order.
 */
function parseExposition(text: string): ReadonlyMap<string, number> {
	const samples = new Map<string, number>();
	const types = new Map<string, string>();
	expect(text.endsWith('\n')).toBe(true);
	for (const line of text.split('\n')) {
		if (line === '') continue;
		const type = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary|untyped)$/.exec(line);
		if (type) types.set(type[1] ?? '', type[2] ?? '');
		else if (!/^# HELP [a-zA-Z_:][\w:]* .+$/.test(line)) {
			const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
			if (!sample) throw new Error(`No line of the text format: ${line}`);
			const [, name = '', inner = '', value = ''] = sample;
			const family = name.replace(/_(?:bucket|sum|count)$/, '');
			if (!types.has(name) && types.get(family) !== 'histogram') throw new Error(`Of no family: ${line}`);
			const labels = [...inner.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$)/g)].map(([all]) => all);
			if (labels.join('') !== inner) throw new Error(`Labels that are none: ${line}`);
			const key = `${name}{${labels.map((label) => label.replace(/,$/, '')).sort()}}`;
			if (samples.has(key)) throw new Error(`Said twice: ${key}`);
			samples.set(key, Number(value.replace('+Inf', 'Infinity').replace('Nan', 'NaN')));
		}
	}
	return samples;
}

async function scrape(url = server.url) {
	const response = await fetch(url);
	expect([response.status, response.headers.get('content-type')]).toEqual([
		200,
		'text/plain; version=0.0.4; charset=utf-8',
	]);
	return parseExposition(await response.text());
}

test('the queue by state, failures and the time of a step are those of the database', async () => {
	await newRender(api.store);
	const { userId } = await api.guest();
	const { renderId } = await newRender(api.store, { userId });
	await setRenderPaused(api.store, { renderId, userId, paused: true });
	const hand = { name: 'hand', provider: 'cpu', device: 'a "processor"', engineVersion: 1, packIds: ['starter'] };
	await workerBeat(api.store, hand);
	await doneRender(api.store);
	const failing = await runningRender(api.store);
	await failing.say({ type: 'failed', code: 'DIVERGED', message: 'It diverged', retryable: false });
	const samples = await scrape();
	const states = ['QUEUED', 'PAUSED', 'WARMING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'];
	expect(states.map((state) => samples.get(`galatea_renders{state="${state}"}`))).toEqual([1, 1, 0, 0, 1, 1, 0]);
	expect(samples.get('galatea_failed_renders{code="DIVERGED"}')).toBe(1);
	expect(samples.get('galatea_database_up{}')).toBe(1);
	const steps = [...samples].filter(([key]) => key.startsWith('galatea_step_seconds{'));
	expect(steps.map(([key]) => /,quantile="(.*?)"/.exec(key)?.[1])).toEqual(['0.5', '0.9']);
	expect(steps[0]?.[0]).toContain('device="a \\"processor\\""');
	expect(steps[0]?.[1]).toBeGreaterThan(0);
	expect(steps[1]?.[1]).toBeGreaterThan(steps[0]?.[1] ?? Number.NaN);
});

test('requests are timed by route and status, whatever addresses are asked for, and open sockets are counted', async () => {
	await api.query('{ health { ok } }');
	for (const path of ['/nowhere', '/wp-login.php?x=1']) expect((await fetch(api.url + path)).status).toBe(404);
	const viewers = new Viewers(api);
	await viewers.watch((await newRender(api.store)).renderId).next();
	const samples = await scrape();
	const count = 'galatea_http_request_duration_seconds_count';
	expect(samples.get(`${count}{method="POST",route="/graphql",status="200"}`)).toBeGreaterThanOrEqual(1);
	expect(samples.get(`${count}{method="GET",route="other",status="404"}`)).toBe(2);
	const buckets = [...samples].filter(([key]) => key.includes('_bucket{') && key.includes('route="other"'));
	expect(buckets.map(([, value]) => value)).toEqual(buckets.map(([, value]) => value).sort((one, two) => one - two));
	expect(buckets.at(-1)?.[1]).toBe(2);
	expect([...samples.keys()].filter((key) => key.includes('wp-login'))).toEqual([]);
	expect(samples.get('galatea_sockets{}')).toBe(1);
	await viewers.leave();
});

test('without its database it still answers, and says so; nothing else is at this port', async () => {
	const readFigures = () => Promise.reject(new Error('no database'));
	const lonely = await startMetricsServer({ host: '127.0.0.1', port: 0, metrics: new Metrics(), readFigures, logger });
	const samples = await scrape(lonely.url);
	expect(samples.get('galatea_database_up{}')).toBe(0);
	expect([...samples.keys()].filter((key) => key.startsWith('galatea_renders'))).toEqual([]);
	expect((await fetch(lonely.url.replace('/metrics', '/graphql'))).status).toBe(404);
	expect((await fetch(lonely.url, { method: 'POST' })).status).toBe(405);
	await lonely.close();
});
