/** @file What is being done, on one line of a terminal, or a line for each phase elsewhere. */
import type { Measured } from './measure.ts';

export class Progress {
	#phase = '';
	readonly #start = performance.now();

	/** `done` of `of`; with `of` 0 nobody knows how far it is. */
	readonly tell = (phase: string, done: number, of: number): void => {
		const isNew = phase !== this.#phase;
		this.#phase = phase;
		const how = of === 0 ? '' : ` ${done.toLocaleString('en')} of ${of.toLocaleString('en')}`;
		const text = `${this.#elapsed()} ${phase}${how}`;
		if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
		else if (isNew) process.stderr.write(`${text}\n`);
	};

	/** What was measured stays on the screen. */
	line({ name, statements, p50Ms, p95Ms, maximumMs }: Measured): void {
		const times = [p50Ms, p95Ms, maximumMs].map((value) => `${value.toFixed(1)} ms`).join(', ');
		this.#clear();
		process.stderr.write(`${this.#elapsed()} ${name}: ${statements} statements; p50, p95, slowest: ${times}\n`);
	}

	end(): void {
		this.#clear();
		process.stderr.write(`${this.#elapsed()} done\n`);
	}

	#clear(): void {
		if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
	}

	#elapsed(): string {
		const seconds = Math.floor((performance.now() - this.#start) / 1_000);
		return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`;
	}
}
