import type { RenderEvent, RenderEventBody } from '@galatea/render';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { keepRecent, RenderHub } from './render-hub.ts';

const logger = pino({ level: 'silent' });
const never = new AbortController().signal;

function event(seq: number, body: RenderEventBody): RenderEvent {
	return { ...body, seq, attempt: 1, at: 0 };
}

function progress(seq: number, withPreview = false): RenderEvent {
	const preview = { key: 'k', thumbhash: 't', width: 1, height: 1, step: seq };
	const body = { type: 'progress', step: seq, steps: 1000, loss: 1, terms: [] } as const;
	return event(seq, { ...body, preview: withPreview ? preview : null });
}

/** A list of events that can be appended to, as the database is. */
class Source {
	readonly events: RenderEvent[] = [];
	reads = 0;
	failures = 0;

	async eventsSince(_renderId: string, afterSeq: number): Promise<readonly RenderEvent[]> {
		this.reads += 1;
		if (this.failures > 0) {
			this.failures -= 1;
			throw new Error('The database is down');
		}
		return this.events.filter((each) => each.seq > afterSeq);
	}
}

function hubAt(seq: number, source = new Source()) {
	const hub = new RenderHub('rnd_x', source, logger);
	hub.start({ seq, attempt: 1, state: 'RUNNING' });
	const append = async (...events: RenderEvent[]) => {
		source.events.push(...events);
		const changed = hub.changed(never);
		hub.ring(events.at(-1)?.seq ?? null);
		await changed;
	};
	return { hub, source, append };
}

describe('a hub', () => {
	test('gives each viewer what it has not seen', async () => {
		const { hub, append } = hubAt(3);
		await append(progress(4), progress(5));
		expect(hub.after(3).map((each) => each.seq)).toEqual([4, 5]);
		expect(hub.after(4).map((each) => each.seq)).toEqual([5]);
		expect(hub.after(5)).toEqual([]);
	});

	test('skips progress for a viewer that is far behind, never a change of state, and keeps its newest picture', async () => {
		const { hub, append } = hubAt(0);
		await append(progress(1), event(2, { type: 'warming' }), event(3, { type: 'started', fromStep: 1 }));
		await append(...Array.from({ length: 20 }, (_, index) => progress(4 + index, index === 10)));
		expect(hub.after(0).map((each) => [each.seq, each.type])).toEqual([
			[2, 'warming'],
			[3, 'started'],
			[14, 'progress'],
			[23, 'progress'],
		]);
	});

	test('holds a bounded list, however long the render', async () => {
		const { hub, append } = hubAt(0);
		await append(event(1, { type: 'started', fromStep: 0 }));
		for (let seq = 2; seq < 2_000; seq += 50) await append(...Array.from({ length: 50 }, (_, n) => progress(seq + n)));
		expect(hub.keptEvents).toBeLessThanOrEqual(66);
		expect(hub.after(0)[0]).toMatchObject({ type: 'started' });
	});

	test('reads once for many rings, and again for a ring during a read', async () => {
		const { hub, source, append } = hubAt(0);
		await append(progress(1));
		const before = source.reads;
		source.events.push(progress(2));
		for (let count = 0; count < 10; count++) hub.ring(2);
		await hub.changed(never);
		await expect.poll(() => source.reads - before).toBe(2);
		hub.ring(2);
		expect(source.reads - before).toBe(2);
	});

	test('loses nothing that rang before its first snapshot was read', async () => {
		const source = new Source();
		const hub = new RenderHub('rnd_x', source, logger);
		source.events.push(progress(1), progress(2));
		hub.ring(2);
		const changed = hub.changed(never);
		hub.start({ seq: 1, attempt: 1, state: 'RUNNING' });
		await changed;
		expect(hub.after(1).map((each) => each.seq)).toEqual([2]);
	});

	test('tries again until the database is back', async () => {
		const { hub, source, append } = hubAt(0);
		source.failures = 2;
		await append(progress(1));
		expect(hub.after(0)).toHaveLength(1);
		expect(source.reads).toBe(3);
	});

	test('tells a place in the queue only when it changed', () => {
		const hub = new RenderHub('rnd_x', new Source(), logger);
		hub.start({ seq: 1, attempt: 0, state: 'QUEUED' });
		hub.setPlace({ position: 2, eta: null, servable: false, missingPackId: null });
		const { version } = hub.place ?? { version: -1 };
		hub.setPlace({ position: 2, eta: null, servable: false, missingPackId: null });
		expect(hub.place?.version).toBe(version);
		hub.setPlace({ position: 1, eta: { lowSeconds: 1, highSeconds: 2 }, servable: true, missingPackId: null });
		expect(hub.place?.version).toBe(version + 1);
	});

	test('lets those who wait go when it closes or when they leave', async () => {
		const { hub } = hubAt(0);
		const leaving = new AbortController();
		const [stays, leaves] = [hub.changed(never), hub.changed(leaving.signal)];
		leaving.abort();
		await leaves;
		hub.close();
		await stays;
		await hub.changed(never);
	});
});

test('of a long list the newest picture stays, even if it is old', () => {
	const events = Array.from({ length: 200 }, (_, index) => progress(index + 1, index === 20));
	const kept = keepRecent(events);
	expect(kept).toHaveLength(65);
	expect(kept[0]).toMatchObject({ seq: 21, preview: { step: 21 } });
});
