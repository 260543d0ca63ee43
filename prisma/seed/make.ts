/**
 * @file `node --import tsx prisma/seed/make.ts [name …]`: makes the first pictures of a gallery again, with the command
 * line and the packs of this repository, one after the other. To be run when the starter pack changes: a picture whose
 * pack is gone cannot be remixed. Takes about a minute a picture on two cores.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SeedPage } from './hang.ts';
import { firstPictures, type SeedPicture } from './pictures.ts';

const folder = join(import.meta.dirname, 'pictures');
const program = join(import.meta.dirname, '../../apps/cli/bin/galatea.mjs');

/** Renders one picture and keeps its film; resolves with its loss curve, thinned to at most `maximumPoints`. */
async function render({ name, prompt, size, seed, pack }: SeedPicture): Promise<SeedPage['losses']> {
	const kept = await mkdtemp(join(folder, '.kept-'));
	try {
		const chosen = pack === undefined ? [] : ['--pack', pack];
		const losses = await run(['render', prompt, '--size', size, '--seed', seed, ...chosen, '--keep', kept], name);
		const film = (await readdir(kept)).find((file) => file.endsWith('.film'));
		if (film === undefined) throw new Error(`of ${name} no film was kept`);
		await rename(join(kept, film), join(folder, `${name}.film`));
		return losses;
	} finally {
		await rm(kept, { recursive: true, force: true });
	}
}

async function run(order: readonly string[], name: string): Promise<SeedPage['losses']> {
	const words = [...order, '--json', '--out', join(folder, `${name}.png`)];
	const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const losses: { step: number; loss: number }[] = [];
	for await (const line of createInterface(child.stdout)) {
		const event = JSON.parse(line) as { type: string; step: number; loss: number };
		if (event.type === 'progress') losses.push({ step: event.step, loss: Number(event.loss.toFixed(5)) });
	}
	if ((await ended) !== 0) throw new Error(`${name} could not be rendered`);
	const maximumPoints = 100;
	const stride = Math.ceil(losses.length / maximumPoints);
	return losses.filter(({ step }, index) => index === 0 || step % stride === 0 || index === losses.length - 1);
}

await mkdir(folder, { recursive: true });
const wanted = process.argv.slice(2);
for (const picture of firstPictures) {
	if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
	const page: SeedPage = { title: picture.title, losses: await render(picture) };
	await writeFile(join(folder, `${picture.name}.json`), `${JSON.stringify(page)}\n`);
	process.stdout.write(`${picture.name}: loss ${page.losses[0]?.loss} → ${page.losses.at(-1)?.loss}\n`);
}
