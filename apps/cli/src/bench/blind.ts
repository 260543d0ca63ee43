/**
 * @file `galatea bench blind`: what a pack paints, for people who do not know what was asked for: numbered pages in shuffled order
 * without a name, what they are asked, and the key, kept elsewhere.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { composeRecipe, type Picture } from '@galatea/optimiser';
import { encodeNumberedPage, readPicture } from '@galatea/pictures';
import { hashRecipe } from '@galatea/render';
import { openSessionPool } from '@galatea/runtime';
import { z } from 'zod';
import { packShelf, repositoryDir, runtimeOfEnvironment } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { shuffled } from './judging/draw.ts';
import type { Key } from './judging/score.ts';
import { readSubjects, type SubjectSet, subjectSets } from './judging/subjects.ts';
import { keptRender, packOf } from './starter-renders.ts';

const usage = `galatea bench blind --out DIR --key FILE [options]

  --out DIR        pages and questions, all that judges get at first
  --key FILE       which picture stands under which number; not in DIR. For names, FILE with -list.txt for its ending is the list to
                   choose from: judges get it when they have handed in what they named freely
  --set SET        ${subjectSets.join(', ')} (names): of models/judge/subjects.json
  --count N        the first N of them (all)
  --pack ID        with its own defaults (starter)
  --seed N         of the renders (0)
  --shuffle N      seed of the order (1)
  --drawings FILE  instead of renders: JSON, [{"text": …, "file": …}], for what is named of finished drawings
  --keep DIR       where renders are kept (.galatea/bench-starter)`;

const cellPx = 192;
const columns = 8;
const perPage = 32;
const drawingsSchema = z.array(z.strictObject({ text: z.string(), file: z.string() }));

interface Shown {
	readonly text: string;
	/** Hash of the recipe or of the file. */
	readonly name: string;
	readonly picture: Picture;
}

interface Round {
	readonly pictures: readonly Shown[];
	readonly unrendered: readonly string[];
	readonly packSha256: string | null;
}

/** Renders what is not kept yet, and writes pages, questions and key. */
export async function benchBlind(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { values } = parse(words);
	if (values.out === undefined || values.key === undefined)
		throw new UsageError(`--out and --key are needed.\n\n${usage}`);
	const [out, keyFile] = [resolve(values.out), resolve(values.key)];
	if (`${keyFile}/`.startsWith(`${out}/`))
		throw new UsageError('--key must lie outside --out: judges are given that folder.');
	const set = subjectSets.find((each) => each === values.set);
	if (!set) throw new UsageError(`--set ${values.set} must be one of ${subjectSets.join(', ')}.`);
	const shuffleSeed = whole('shuffle', values.shuffle);
	const texts = (await readSubjects())[set].map(({ text }) => text).slice(0, whole('count', values.count ?? '1000'));
	const shown = values.drawings
		? await drawings(resolve(values.drawings), texts)
		: await renders(texts, { pack: values.pack, seed: values.seed, keep: resolve(values.keep), signal });
	const order = shuffled(shown.pictures, shuffleSeed);
	await mkdir(out, { recursive: true });
	for (let first = 0; first < order.length; first += perPage) {
		const pictures = order.slice(first, first + perPage).map(({ picture }) => picture);
		const page = await encodeNumberedPage(pictures, { columns, cellPx, first: first + 1 });
		await writeFile(join(out, `page-${first / perPage + 1}.png`), page);
	}
	await writeFile(join(out, 'questions.md'), questions(set, order.length));
	const key: Key = {
		set,
		pack: values.drawings ? 'drawings' : values.pack,
		packSha256: shown.packSha256,
		commit: await commit(),
		madeAt: new Date().toISOString(),
		shuffleSeed,
		unrendered: shown.unrendered,
		pictures: order.map(({ text, name }, index) => ({ number: index + 1, text, picture: name })),
	};
	await mkdir(dirname(keyFile), { recursive: true });
	await writeFile(keyFile, `${JSON.stringify(key, null, '\t')}\n`);
	// Beside the key: a list of all names that lies by the pages gives the free guesses away.
	if (set !== 'phrases')
		await writeFile(keyFile.replace(/(\.json)?$/, '-list.txt'), `${texts.toSorted().join('\n')}\n`);
	console.log(`${order.length} pictures on ${Math.ceil(order.length / perPage)} pages in ${out}; key: ${keyFile}`);
}

async function renders(
	texts: readonly string[],
	{ pack: id, seed, keep, signal }: { pack: string; seed: string; keep: string; signal: AbortSignal },
): Promise<Round> {
	await mkdir(keep, { recursive: true });
	const shelf = await packShelf();
	const pack = packOf(shelf, id);
	await using runtime = await runtimeOfEnvironment();
	await using sessions = openSessionPool();
	const pictures: Shown[] = [];
	const unrendered: string[] = [];
	for (const text of texts) {
		signal.throwIfAborted();
		const composed = composeRecipe({ prompt: text, seed }, pack);
		if (composed.recipe === null) {
			console.error(`"${text}" is not rendered: ${composed.issues.map(({ message }) => message).join('; ')}`);
			unrendered.push(text);
			continue;
		}
		const { recipe } = composed;
		pictures.push({
			text,
			name: hashRecipe(recipe),
			picture: await keptRender({ runtime, sessions, shelf, keep, signal }, recipe),
		});
		console.error(`${pictures.length}/${texts.length}`);
	}
	return { pictures, unrendered, packSha256: pack.hash };
}

async function drawings(file: string, texts: readonly string[]): Promise<Round> {
	const listed = drawingsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	const pictures: Shown[] = [];
	for (const { text, file: name } of listed.filter((each) => texts.includes(each.text))) {
		const bytes = await readFile(join(dirname(file), name));
		const { width, height, data } = await readPicture(bytes);
		const picture = { width, height, data: new Uint8ClampedArray(data) };
		pictures.push({ text, name: createHash('sha256').update(bytes).digest('hex'), picture });
	}
	if (pictures.length === 0) throw new UsageError(`${file} names nothing of the set.`);
	return { pictures, unrendered: [], packSha256: null };
}

function questions(set: SubjectSet, count: number): string {
	const asked =
		set === 'phrases'
			? `Write for each what you see: in \`free\` up to three guesses, the surest first (where there are several things, all of them in one
guess: "a cat and a dog"), in \`colour\` the colour of the thing, in \`ground\` what it stands on or before, or its colour.`
			: `Write for each in \`free\` what it shows: up to three guesses, the surest first, and hand them in. Only then you get a list of what was
asked for: write in \`list\` up to three of its lines, the surest first. Do not change \`free\` any more.`;
	return `# What do these ${count} pictures show?

Every picture shows something, painted by a small machine. ${asked}
Guess where you are not sure. Use nothing but your eyes.

\`\`\`json
{"judge": "a name for yourself", "answers": [
  {"number": 1, "free": ["…", "…", "…"], ${set === 'phrases' ? '"colour": "…", "ground": "…"' : '"list": ["…", "…", "…"]'}},
  …
]}
\`\`\`
`;
}

async function commit(): Promise<string> {
	const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: repositoryDir }).catch(() => ({
		stdout: 'unknown',
	}));
	return stdout.trim();
}

function whole(name: string, text: string): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0) return value;
	throw new UsageError(`--${name} ${text} must be a whole number.`);
}

function parse(words: readonly string[]) {
	try {
		const options = {
			out: { type: 'string' },
			key: { type: 'string' },
			set: { type: 'string', default: 'names' },
			count: { type: 'string' },
			pack: { type: 'string', default: 'starter' },
			seed: { type: 'string', default: '0' },
			shuffle: { type: 'string', default: '1' },
			drawings: { type: 'string' },
			keep: { type: 'string', default: join(repositoryDir, '.galatea', 'bench-starter') },
		} as const;
		return parseArgs({ args: [...words], options });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}
