/** @file Times that are only known roughly, in units a person would use. */

export interface RoughTime {
	readonly value: number;
	readonly unit: 'second' | 'minute' | 'hour';
}

/** Rounds to what can honestly be said: 7 seconds, 25 seconds, 4 minutes, 2 hours. */
export function roughTime(seconds: number): RoughTime {
	if (seconds < 10) return { value: Math.max(1, Math.round(seconds)), unit: 'second' };
	if (seconds < 57.5) return { value: Math.round(seconds / 5) * 5, unit: 'second' };
	if (seconds < 57.5 * 60) return { value: Math.max(1, Math.round(seconds / 60)), unit: 'minute' };
	return { value: Math.max(1, Math.round(seconds / 3600)), unit: 'hour' };
}

/** A range as one or two rough times: one when both ends read alike. */
export function roughRange(range: { readonly lowSeconds: number; readonly highSeconds: number }): readonly RoughTime[] {
	const low = roughTime(range.lowSeconds);
	const high = roughTime(range.highSeconds);
	return low.unit === high.unit && low.value === high.value ? [high] : [low, high];
}
