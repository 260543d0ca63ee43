// @ts-check
/**
 * @file What a person sees while something works: one line per phase with the time it took, and lines of the programs
 * that run, each with its name in front.
 */

/** @typedef {ReturnType<typeof createLog>} Log */

/** @param {NodeJS.WriteStream} stream */
export function createLog(stream = process.stdout) {
	const moving = stream.isTTY === true && process.env['CI'] === undefined;
	/** The phase whose line has not ended yet. @type {string | null} */
	let open = null;

	function line(/** @type {string} */ text) {
		if (open !== null) stream.write(moving ? '\r\u001b[2K' : '\n');
		stream.write(`${text}\n`);
		if (open !== null && moving) stream.write(open);
		else open = null;
	}

	/**
	 * Runs `work` under a heading such as "Installing the packages". Its result is the phase's.
	 * @template T
	 * @param {string} text
	 * @param {() => Promise<T>} work
	 * @returns {Promise<T>}
	 */
	async function phase(text, work) {
		const began = performance.now();
		const seconds = () => (performance.now() - began) / 1000;
		const heading = `${text} …`;
		open = heading;
		stream.write(heading);
		const ticking = setInterval(() => {
			if (!moving || open === null) return;
			open = `${heading} ${Math.floor(seconds())} s`;
			stream.write(`\r\u001b[2K${open}`);
		}, 1000);
		let ending = 'stopped after';
		try {
			const result = await work();
			ending = 'done in';
			return result;
		} finally {
			clearInterval(ticking);
			const time = `${seconds().toFixed(1)} s`;
			if (moving) stream.write(`\r\u001b[2K${heading} ${ending} ${time}\n`);
			else stream.write(`${open === null ? heading : ''} ${ending} ${time}\n`);
			open = null;
		}
	}

	return { line, phase };
}
