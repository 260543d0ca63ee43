import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce, type RenderEvent } from './event.ts';
import { isIdentifier, newIdentifier } from './identifier.ts';
import { isFinal, nextStates, renderStates } from './state.ts';

const preview = { key: `${'0'.repeat(64)}.webp`, thumbhash: '', width: 1, height: 1, step: 1 };

const events = fc.array(fc.constantFrom('progress', 'preview', 'control'), { maxLength: 50 }).map((kinds) =>
	kinds.map((kind, index): RenderEvent => {
		const head = { seq: index + 1, attempt: 1, at: 0 };
		if (kind === 'control') return { ...head, type: 'warming' };
		const found = kind === 'preview' ? preview : null;
		return { ...head, type: 'progress', step: index, steps: 50, loss: 1, terms: [], preview: found };
	}),
);

describe('coalesce', () => {
	it('keeps every control event, the newest progress and the newest preview, in order', () => {
		fc.assert(
			fc.property(events, (all) => {
				const kept = coalesce(all);
				const progress = all.filter((event) => event.type === 'progress');
				expect(kept.filter((event) => event.type !== 'progress')).toEqual(
					all.filter((event) => event.type !== 'progress'),
				);
				expect(kept.filter((event) => event.type === 'progress').length).toBeLessThanOrEqual(2);
				if (progress.length > 0) expect(kept).toContain(progress.at(-1));
				expect(kept.map((event) => event.seq)).toEqual(kept.map((event) => event.seq).sort((a, b) => a - b));
			}),
		);
	});
});

describe('newIdentifier', () => {
	it('sorts by time of creation, is unguessable and is recognised', () => {
		const earlier = newIdentifier('render', 1_000);
		const later = newIdentifier('render', 2_000);
		expect(earlier < later).toBe(true);
		expect(newIdentifier('render', 1_000)).not.toBe(earlier);
		expect(isIdentifier('render', earlier)).toBe(true);
		expect(isIdentifier('artwork', earlier)).toBe(false);
		expect(isIdentifier('render', `${earlier}; drop table`)).toBe(false);
	});
});

describe('the states of a render', () => {
	it('lead from QUEUED to every other, and never out of a final one', () => {
		const reached = new Set(['QUEUED' as (typeof renderStates)[number]]);
		for (const state of reached) for (const next of nextStates[state]) reached.add(next);
		expect([...reached].sort()).toEqual([...renderStates].sort());
		expect(renderStates.filter(isFinal)).toEqual(['DONE', 'FAILED', 'CANCELLED']);
	});
});
