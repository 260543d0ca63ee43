/** @file How a render on the command line shows itself: a bar on standard error, or lines of JSON on standard output. */
import type { StepResult } from '@galatea/optimiser';
import { hashRecipe, type Recipe } from '@galatea/render';
import { createBar } from './bar.ts';

export interface Progress {
	started(recipe: Recipe, device: string): void;
	step(result: Pick<StepResult, 'step' | 'loss' | 'terms' | 'losses'>): void;
	done(file: string): void;
	/** Leaves the terminal as it was; safe to call at any time. */
	close(): void;
}

/** `json` writes events for programs; `quiet` shows no bar, and neither does output that is no terminal. */
export function createProgress({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): Progress {
	if (json) return jsonProgress();
	return quiet ? silence() : barProgress();
}

function jsonProgress(): Progress {
	const began = performance.now();
	const print = (type: string, body: object): void => {
		console.log(JSON.stringify({ type, seconds: Number(((performance.now() - began) / 1000).toFixed(3)), ...body }));
	};
	return {
		started: (recipe, device) => print('started', { device, recipeHash: hashRecipe(recipe), recipe }),
		step: ({ step, loss, terms, losses }) => print('progress', { step, loss, terms, losses }),
		done: (file) => print('done', { file }),
		close: () => undefined,
	};
}

function barProgress(): Progress {
	const bar = createBar('{bar} {value}/{total} steps · loss {loss} · {duration_formatted} of about {total_formatted}');
	const began = performance.now();
	let steps = 1;
	const wording = (step: number, loss: string): object => {
		const elapsedSeconds = (performance.now() - began) / 1000;
		return { loss, total_formatted: step === 0 ? '…' : `${Math.ceil((elapsedSeconds * steps) / step)}s` };
	};
	return {
		started(recipe, device) {
			steps = recipe.steps;
			console.error(`${recipe.width}×${recipe.height} px, seed ${recipe.seed}, pack "${recipe.pack.id}", on ${device}`);
			bar.start(steps, 0, wording(0, '…'));
		},
		step: ({ step, loss }) => bar.update(step, wording(step, loss.toFixed(4))),
		done(file) {
			bar.stop();
			const seconds = ((performance.now() - began) / 1000).toFixed(1);
			console.error(`${steps} steps in ${seconds} s`);
			console.log(file);
		},
		close: () => bar.stop(),
	};
}

function silence(): Progress {
	const nothing = (): void => undefined;
	return { started: nothing, step: nothing, done: (file) => console.log(file), close: nothing };
}
