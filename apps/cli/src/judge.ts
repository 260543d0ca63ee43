/**
 * @file Who ranks every name that the starter pack was trained on, for a picture: the pack's own perceptor, or an
 * independent judge of its pictures, a second perceptor that was trained from another seed and is never climbed.
 */
import { GraphBuilder } from '@galatea/autodiff';
import { CheckpointError, modelFolder, type TensorSource } from '@galatea/checkpoint';
import {
	clipPerceptor,
	loadTokenizer,
	type PackEntry,
	type Perceptor,
	parseCatalogue,
	readImageTower,
	readTextTower,
} from '@galatea/networks';
import { embedTexts, type Runtime, type Session } from '@galatea/optimiser';
import { type Picture, scalePicture } from '@galatea/pictures';
import { RenderError } from '@galatea/render';
import { z } from 'zod';

const judgeFile = 'judge/perceptor.safetensors';

export interface Judge extends AsyncDisposable {
	readonly names: readonly string[];
	/** The place of `name` among all names for that picture; 1 is first. */
	rank(picture: Picture, name: string): Promise<number>;
}

/** Whose weights judge: the pack's own, or the judge's. */
export type JudgeWeights = 'own' | 'judge';

/**
 * Opens a judge with the names of a pack. Throws `PACK_UNAVAILABLE` when the judge's file is not there, `PACK_DAMAGED`
 * when it is no judge.
 */
export async function openJudge(
	runtime: Runtime,
	{ modelsDir, packId, weights }: { modelsDir: string; packId: string; weights: JudgeWeights },
): Promise<Judge> {
	const files = modelFolder(modelsDir);
	const { packs } = parseCatalogue(await files.readText('catalogue.json'));
	const entry = packs.find((pack) => pack.id === packId);
	if (!entry?.names) throw new Error(`The pack "${packId}" has no list of names to judge by.`);
	const names = z.array(z.string()).parse(JSON.parse(await files.readText(entry.names.file)));
	const perceptor = await readJudge(entry, modelsDir, weights);
	const texts = await embedTexts({ runtime }, perceptor, names);
	const session = await openImageTower(runtime, perceptor);
	return {
		names,
		async rank(picture, name) {
			const target = names.indexOf(name);
			if (target < 0) throw new Error(`"${name}" is not among the ${names.length} names.`);
			const scores = await similarities(session, perceptor, texts, picture);
			const own = scores[target] as number;
			return 1 + scores.filter((score) => score > own).length;
		},
		[Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() as Promise<void>,
	};
}

/** The judge has the shape of the pack's own perceptor and reads the same words. */
async function readJudge(entry: PackEntry, modelsDir: string, weights: JudgeWeights): Promise<Perceptor> {
	const [own] = entry.perceptors;
	if (!own) throw new Error(`The pack "${entry.id}" has no perceptor.`);
	const { mean, std, activation } = own;
	const files = modelFolder(modelsDir);
	const tokenizer = await loadTokenizer(entry.id, own.tokenizer, files);
	const reading = async <Weights>(read: (source: TensorSource) => Promise<Weights>): Promise<Weights> => {
		try {
			await using source = closing(await files.openTensors(weights === 'own' ? own.file : judgeFile));
			return await read(source.tensors);
		} catch (error) {
			throw error instanceof CheckpointError ? judgeProblem(error) : error;
		}
	};
	const loadImageTower = () => reading((source) => readImageTower(source, { mean, std, activation }));
	const loadTextTower = () => reading((source) => readTextTower(source, activation));
	return clipPerceptor({ loadImageTower, mean, std, tokenizer, loadTextTower });
}

function closing(tensors: TensorSource): { readonly tensors: TensorSource } & AsyncDisposable {
	return { tensors, [Symbol.asyncDispose]: () => tensors.close() };
}

function judgeProblem(error: CheckpointError): RenderError {
	if (error.failure !== 'UNREADABLE') return new RenderError('PACK_DAMAGED', error.message, { cause: error });
	const message = `There is no judge: models/${judgeFile} cannot be read. models/training/README.md says how to train one.`;
	return new RenderError('PACK_UNAVAILABLE', message, { cause: error });
}

async function openImageTower(runtime: Runtime, perceptor: Perceptor): Promise<Session> {
	const side = perceptor.inputSizePx;
	const encodeImage = await perceptor.loadImageEncoder();
	const g = new GraphBuilder('judge', { contributedOperators: runtime.contributedOperators });
	g.output('embedding', encodeImage(g, g.input('picture', 'float32', [1, 3, side, side])));
	return runtime.open(g.build(), { name: 'the judge' });
}

/** Cosine of the picture with every text, times the picture's length, which is the same for all. */
async function similarities(
	session: Session,
	{ inputSizePx: side, embedDimension }: Perceptor,
	texts: Float32Array,
	picture: Picture,
): Promise<readonly number[]> {
	const { data } = await scalePicture(picture, side, side);
	const planes = new Float32Array(3 * side * side);
	for (let pixel = 0; pixel < side * side; pixel++)
		for (let channel = 0; channel < 3; channel++)
			planes[channel * side * side + pixel] = (data[3 * pixel + channel] as number) / 255;
	const { embedding } = await session.run({ picture: { dtype: 'float32', shape: [1, 3, side, side], data: planes } });
	const own = embedding?.data as Float32Array;
	return Array.from({ length: texts.length / embedDimension }, (_, row) => {
		let product = 0;
		for (let column = 0; column < embedDimension; column++)
			product += (own[column] as number) * (texts[row * embedDimension + column] as number);
		return product;
	});
}
