/** @file The refusal of a write that came too late. */

/** Another worker has the render, or it has ended. Whoever catches this stops working on it. */
export class SupersededError extends Error {
	override readonly name = 'SupersededError';
	readonly renderId: string;
	readonly attempt: number;

	constructor(renderId: string, attempt: number) {
		super(`Attempt ${attempt} of render ${renderId} is over: another worker has it, or it has ended`);
		this.renderId = renderId;
		this.attempt = attempt;
	}
}
