/** @file The words after `galatea restyle`, read and checked: its own, and those of a render. */
import { extname } from 'node:path';
import { type InitialFit, initialFits } from '@galatea/render';
import { readChoice } from './readers.ts';
import { type RenderOptions, readRenderOptions } from './render-options.ts';
import { UsageError } from './usage-error.ts';
import { isVideoName } from './video-file.ts';

export const restyleUsage = `galatea restyle SOURCE "<prompt>" --out VIDEO [options]

Renders every picture of a film anew: each begins a short render of the same recipe. SOURCE is a folder of pictures, which follow
each other as their names do, or a film, where ffmpeg is. The film made of them is an animated WebP, or an MP4 where ffmpeg is,
with the sound of SOURCE.
What is done stays: after an interruption the same command goes on with the next picture.

  --out VIDEO           where the film goes: .webp or .mp4
  --into DIR            a folder for the pictures, each with its recipe; VIDEO without its ending when left out
  --fps N               pictures a second; those of the film, and 25 for a folder, when left out
  --carry X             0 to 0.95: how much of the picture before, as it became, is in what a render begins from;
                        calmer films, and trails of what moves (0)
  --fit F               ${initialFits.join(', ')}: pictures of another aspect than --size
  --quiet               no bar

All options of galatea render but --init, --init-fit, --init-noise, --keep, --keep-every and --json. --size is the pack's usual
area in the aspect of the first picture when left out, and --steps 25. MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS
are read.`;

/** As nerdyrodent's video_styler.sh. */
const usualSteps = 25;
const mostCarry = 0.95;

export interface RestyleOptions {
	readonly source: string;
	readonly out: string;
	readonly into: string;
	/** Null: the film's own. */
	readonly framesPerSecond: number | null;
	/** Share of the result before in what a render begins from. */
	readonly carry: number;
	readonly fit: InitialFit | null;
	/** What is asked of every picture. */
	readonly render: RenderOptions;
}

const own = ['into', 'fps', 'carry', 'fit'] as const;
type Own = (typeof own)[number];

/** Null when help is wanted. Throws {@link UsageError}. */
export function readRestyleOptions(words: readonly string[]): RestyleOptions | null {
	const [source, ...rest] = words;
	if (rest.includes('--help') || source === '--help' || source === '-h') return null;
	if (source === undefined || source.startsWith('-'))
		throw new UsageError('Which pictures? galatea restyle FOLDER|VIDEO "<prompt>" --out VIDEO');
	const { values, others } = takeOwn(rest);
	const render = readRenderOptions(others);
	const { out } = render;
	if (out === null || !isVideoName(out))
		throw new UsageError(`--out ${out ?? ''}: name a file that ends in .webp or .mp4.`);
	const isKept = render.keep !== null || render.keepEvery !== null;
	if (render.initFile !== null || render.initNoise !== null || isKept || render.json)
		throw new UsageError('--init, --init-noise, --keep, --keep-every and --json have no meaning for a restyle.');
	return {
		source,
		out,
		into: values.into ?? out.slice(0, -extname(out).length),
		framesPerSecond: readWithin('fps', values.fps, 1, 60),
		carry: readWithin('carry', values.carry, 0, mostCarry) ?? 0,
		fit: readChoice('fit', values.fit, initialFits),
		render: { ...render, steps: render.steps ?? usualSteps },
	};
}

/** Ours, as `--name value` or `--name=value`, and the rest in its order. */
function takeOwn(words: readonly string[]): {
	readonly values: { readonly [Name in Own]?: string };
	readonly others: readonly string[];
} {
	const values: { [Name in Own]?: string } = {};
	const others: string[] = [];
	for (let at = 0; at < words.length; at++) {
		const word = words[at] as string;
		const name = own.find((each) => word === `--${each}` || word.startsWith(`--${each}=`));
		if (name === undefined) {
			others.push(word);
			continue;
		}
		const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[++at];
		if (value === undefined) throw new UsageError(`--${name} says nothing. See: galatea restyle --help`);
		values[name] = value;
	}
	return { values, others };
}

function readWithin(name: Own, text: string | undefined, least: number, most: number): number | null {
	if (text === undefined) return null;
	const value = Number(text);
	if (text.trim() === '' || !(value >= least && value <= most))
		throw new UsageError(`--${name} ${text} is not a number from ${least} to ${most}.`);
	return value;
}
