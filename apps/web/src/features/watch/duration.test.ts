import { expect, test } from 'vitest';
import { announcementOf } from './announcement.ts';
import { roughRange, roughTime } from './duration.ts';

test('times are rounded to what can honestly be said', () => {
	expect(roughTime(0.2)).toEqual({ value: 1, unit: 'second' });
	expect(roughTime(7.4)).toEqual({ value: 7, unit: 'second' });
	expect(roughTime(23)).toEqual({ value: 25, unit: 'second' });
	expect(roughTime(58)).toEqual({ value: 1, unit: 'minute' });
	expect(roughTime(3599)).toEqual({ value: 1, unit: 'hour' });
	expect(roughTime(7300)).toEqual({ value: 2, unit: 'hour' });
});

test('a range whose ends read alike is one time', () => {
	expect(roughRange({ lowSeconds: 20, highSeconds: 21 })).toHaveLength(1);
	expect(roughRange({ lowSeconds: 20, highSeconds: 90 })).toHaveLength(2);
});

test('progress is announced every tenth of the steps, and every state once', () => {
	const spoken = new Set<string>();
	for (let step = 0; step <= 60; step++)
		spoken.add(JSON.stringify(announcementOf({ state: 'RUNNING', step, steps: 60 })));
	expect(spoken.size).toBe(11);
	expect(announcementOf({ state: 'DONE', step: 60, steps: 60 })).toEqual({ state: 'DONE', percent: null });
});
