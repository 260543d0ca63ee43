/** @file Contestants in turn: each makes a step, then the next, so that whatever disturbs the machine disturbs all. */
import { type Contestant, type StepTime, startOwn } from './process.ts';
import type { Pytorch } from './pytorch.ts';
import type { Trial } from './trial.ts';

/** What one contestant took. */
export interface Measured extends StepTime {
	/** Every step, in order. */
	readonly steps: readonly StepTime[];
	readonly opened: Contestant['opened'];
	/** 0 where the system does not tell. */
	readonly peakBytes: number;
}

/** A middle value with the least and the most that was seen. */
export interface Spread {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

/** Of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
	const ordered = values.toSorted((a, b) => a - b);
	const at = (place: number): number => ordered[place] ?? Number.NaN;
	return { median: at(ordered.length >> 1), least: at(0), most: at(ordered.length - 1) };
}

/** Runs `rounds` times `stepsInARow` steps of each contestant, in turn, and ends them; a round's time is that of a step. */
export async function measureInTurn(
	entries: readonly Contestant[],
	rounds: number,
	onRound: (round: number) => void = () => undefined,
	stepsInARow = 1,
): Promise<readonly Measured[]> {
	const times = entries.map((): StepTime[] => []);
	for (let round = 1; round <= rounds; round++) {
		onRound(round);
		for (const [index, entry] of entries.entries()) times[index]?.push(await meanStep(entry, stepsInARow));
	}
	const measured: Measured[] = [];
	for (const [index, entry] of entries.entries()) {
		const steps = times[index] ?? [];
		const middle = (of: keyof StepTime): number => spreadOf(steps.map((step) => step[of])).median;
		const medians = { wallMs: middle('wallMs'), cpuMs: middle('cpuMs') };
		measured.push({ ...medians, steps, opened: entry.opened, peakBytes: await entry.finish() });
	}
	return measured;
}

async function meanStep(entry: Contestant, count: number): Promise<StepTime> {
	const total = { wallMs: 0, cpuMs: 0 };
	for (let made = 0; made < count; made++) {
		const { wallMs, cpuMs } = await entry.step();
		total.wallMs += wallMs;
		total.cpuMs += cpuMs;
	}
	return { wallMs: total.wallMs / count, cpuMs: total.cpuMs / count };
}

/** Ratios of the steps of one round, `of` over `to`, in wall time. */
export function ratioOf(of: Measured, to: Measured): Spread {
	return spreadOf(of.steps.map(({ wallMs }, round) => wallMs / (to.steps[round]?.wallMs ?? Number.NaN)));
}

/** Ours, and where there is one PyTorch's, of the same trial. */
export interface Comparison {
	readonly ours: Measured;
	readonly pytorch: Measured | null;
}

/** Measures a trial here and in PyTorch. */
export async function compare(
	trial: Trial,
	pytorch: Pytorch | null,
	rounds: number,
	signal: AbortSignal,
): Promise<Comparison> {
	const entries = [await startOwn(trial, signal)];
	if (pytorch !== null) entries.push(await pytorch.start(trial, signal));
	const [ours, theirs = null] = await measureInTurn(entries, rounds);
	return { ours: ours as Measured, pytorch: theirs };
}
