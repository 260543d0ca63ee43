/** @file `galatea bench`: the measurements that the documentation quotes, for anyone to repeat. */
import { UsageError } from '../usage-error.ts';

const usage = `galatea bench engine                     every part of the engine, beside PyTorch if it is there
galatea bench step                       time and memory of one step
galatea bench gpu                        a graphics card beside the CPU, in single and in half precision
galatea bench starter                    what an independent judge says of the starter pack's pictures
galatea bench blind                      numbered pages of a pack's pictures, for people who are to name them
galatea bench answers                    how many of them they named
galatea bench tags                       how many of the tags that a perceptor suggests are right
galatea bench levels                     what a perceptor that hints at pictures for adults takes for one
galatea bench how-it-works               the render that the page "How it works" shows, made again
galatea bench guide                      the pictures of the pages for artists, drawn again
galatea bench curve                      nerdyrodent's preset, its first steps beside his loop in PyTorch
galatea bench motion                     what the optimiser's memory is worth where the picture moves
galatea bench parity                     full-size networks out of their files, against PyTorch
galatea bench hostile                    whether any of 100,000 damaged weight files breaks their reader

Run one with --help for its options.`;

/** Loads only the benchmark that is asked for. */
export async function benchCommand([name, ...words]: readonly string[], signal: AbortSignal): Promise<void> {
	if (name === undefined || name === '--help' || name === '-h') return console.log(usage);
	if (name === 'engine') return (await import('./engine.ts')).benchEngine(words, signal);
	if (name === 'step') return (await import('./step.ts')).benchStep(words, signal);
	if (name === 'gpu') return (await import('./gpu.ts')).benchGpu(words, signal);
	if (name === 'starter') return (await import('./starter.ts')).benchStarter(words, signal);
	if (name === 'blind') return (await import('./blind.ts')).benchBlind(words, signal);
	if (name === 'answers') return (await import('./answers.ts')).benchAnswers(words);
	if (name === 'tags') return (await import('./tags.ts')).benchTags(words, signal);
	if (name === 'levels') return (await import('./levels.ts')).benchLevels(words, signal);
	if (name === 'how-it-works') return (await import('./how-it-works.ts')).benchHowItWorks(words, signal);
	if (name === 'guide') return (await import('./guide.ts')).benchGuide(words, signal);
	if (name === 'curve') return (await import('./curve.ts')).benchCurve(words, signal);
	if (name === 'motion') return (await import('./motion.ts')).benchMotion(words, signal);
	if (name === 'parity') return (await import('./parity.ts')).benchParity(words, signal);
	if (name === 'hostile') return (await import('./hostile.ts')).benchHostile(words, signal);
	throw new UsageError(
		`There is no benchmark "${name}". There are: engine, step, gpu, starter, blind, answers, tags, levels, guide, how-it-works, curve, motion, parity, hostile.`,
	);
}
