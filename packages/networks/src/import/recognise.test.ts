import { CheckpointError, sourceOfTensors, type Tensor, type TensorSource } from '@galatea/checkpoint';
import { describe, expect, test } from 'vitest';
import { PackError } from '../pack-error.ts';
import { randomClip } from '../random/random-clip.ts';
import { randomTaesd } from '../random/random-taesd.ts';
import { randomVqgan } from '../random/random-vqgan.ts';
import { recogniseNetwork } from './recognise.ts';

const vqgan = randomVqgan(
	{
		channels: 32,
		multipliers: [1, 2, 1],
		residualBlocks: 1,
		attentionLevels: [2],
		latentChannels: 4,
		embedDimension: 4,
		codebookCount: 10,
	},
	1,
);
const clip = randomClip(
	{
		embedDimension: 8,
		inputSizePx: 12,
		patchPx: 4,
		visionWidth: 128,
		visionLayers: 2,
		textWidth: 64,
		textLayers: 1,
		contextLength: 9,
		vocabularySize: 60,
	},
	1,
);

async function tensorsOf(source: TensorSource): Promise<Record<string, Tensor>> {
	const tensors: Record<string, Tensor> = {};
	for (const name of source.names) tensors[name] = { shape: source.info(name).shape, data: await source.read(name) };
	return tensors;
}

/** The tensors of `source` with other names; a null name leaves one out. */
async function renamed(source: TensorSource, rename: (name: string) => string | null): Promise<Record<string, Tensor>> {
	const entries = Object.entries(await tensorsOf(source)).map(([name, tensor]) => [rename(name), tensor] as const);
	return Object.fromEntries(entries.filter((entry): entry is [string, Tensor] => entry[0] !== null));
}

const numbers = (shape: readonly number[]): Tensor => ({
	shape,
	data: new Float32Array(shape.reduce((product, length) => product * length, 1)).fill(0.5),
});

/** Every tensor of `expected`, and no other, with the same numbers. */
async function expectSame(found: TensorSource, expected: Record<string, Tensor>): Promise<void> {
	expect(found.names).toEqual(Object.keys(expected).sort());
	for (const [name, { shape, data }] of Object.entries(expected)) {
		expect({ name, shape: found.info(name).shape }).toEqual({ name, shape });
		expect((await found.read(name)).every((value, at) => value === data[at])).toBe(true);
	}
}

describe('a VQGAN is found', () => {
	test('behind `first_stage_model.`, among losses and a second one that makes maps of segments', async () => {
		const own = await tensorsOf(vqgan);
		const segments = { ...own, 'decoder.conv_out.weight': numbers([183, 32, 3, 3]) };
		const file = {
			...Object.fromEntries(Object.entries(segments).map(([name, tensor]) => [`cond_stage_model.${name}`, tensor])),
			...(await renamed(vqgan, (name) => `first_stage_model.${name}`)),
			'first_stage_model.loss.perceptual_loss.lin0.model.1.weight': numbers([1, 64, 1, 1]),
			'transformer.tok_emb.weight': numbers([10, 8]),
		};
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ kind: 'taming-vqgan', layout: 'taming', downscale: 4, codebookCount: 10 });
		await expectSame(found.tensors, own);
	});

	test.each([
		['today', { q: 'to_q', k: 'to_k', v: 'to_v', proj_out: 'to_out.0' }],
		['before 2023', { q: 'query', k: 'key', v: 'value', proj_out: 'proj_attn' }],
	])('under the names of diffusers as they are %s', async (_when, words) => {
		const file = await renamed(vqgan, (name) =>
			name
				.replace(/^decoder\.up\.(\d)/, (_, level: string) => `decoder.up_blocks.${2 - Number(level)}`)
				.replace('encoder.down.', 'encoder.down_blocks.')
				.replace('mid.block_1', 'mid_block.resnets.0')
				.replace('mid.block_2', 'mid_block.resnets.1')
				.replace('mid.attn_1', 'mid_block.attentions.0')
				.replace('.block.', '.resnets.')
				.replace('.attn.', '.attentions.')
				.replace(/(attentions\.\d)\.norm/, '$1.group_norm')
				.replace(/(attentions\.\d)\.(q|k|v|proj_out)\./, (_, at: string, part: keyof typeof words) => {
					return `${at}.${words[part]}.`;
				})
				.replace('downsample.conv', 'downsamplers.0.conv')
				.replace('upsample.conv', 'upsamplers.0.conv')
				.replace('norm_out', 'conv_norm_out')
				.replace('nin_shortcut', 'conv_shortcut'),
		);
		for (const [name, { shape, data }] of Object.entries(file)) {
			if (name.includes('attentions') && shape.length === 4) file[name] = { shape: shape.slice(0, 2), data };
		}
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ layout: 'diffusers', downscale: 4 });
		await expectSame(found.tensors, await tensorsOf(vqgan));
	});
});

describe('a TAESD is found', () => {
	const taesd = randomTaesd({ codebookCount: 4, patch: 1 }, 1);
	const side = (name: string) => name.split('.')[0];

	test.each(['encoder', 'decoder'])(
		'in the file of its %s alone, whose names are nothing but places',
		async (wanted) => {
			const file = await renamed(taesd, (name) => (side(name) === wanted ? name.slice(wanted.length + 1) : null));
			const found = recogniseNetwork(sourceOfTensors(file));
			expect(found).toMatchObject({ kind: 'taesd', layout: 'taesd', sides: [wanted], latentChannels: 4 });
			await expectSame(found.tensors, await renamed(taesd, (name) => (side(name) === wanted ? name : null)));
		},
	);

	test("under the names of diffusers' AutoencoderTiny, whose decoder begins one place earlier", async () => {
		const file = await renamed(taesd, (name) => {
			const [part, place, ...rest] = name.split('.') as [string, string, ...string[]];
			if (part === 'quantize') return null;
			return [part, 'layers', Number(place) - (part === 'decoder' ? 1 : 0), ...rest].join('.');
		});
		expect(file['decoder.layers.18.weight']?.shape).toEqual([3, 64, 3, 3]);
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ layout: 'diffusers', sides: ['encoder', 'decoder'], latentChannels: 4 });
		await expectSame(found.tensors, await renamed(taesd, (name) => (side(name) === 'quantize' ? null : name)));
	});

	test('with a codebook beside it, whose rows are for patches of its latent or for nothing', async () => {
		for (const patch of [1, 2]) {
			const file = randomTaesd({ codebookCount: 4, patch }, 1);
			expect(recogniseNetwork(file)).toMatchObject({ kind: 'taesd', codebook: { count: 4, patch } });
		}
		const strange = { ...(await tensorsOf(taesd)), 'quantize.embedding.weight': numbers([4, 5]) };
		expect(recogniseNetwork(sourceOfTensors(strange))).toMatchObject({ kind: 'taesd', codebook: null });
	});

	test('of 16 channels between its sides', async () => {
		const file = await renamed(taesd, (name) => (side(name) === 'decoder' ? name.slice(8) : null));
		const found = recogniseNetwork(sourceOfTensors({ ...file, '1.weight': numbers([64, 16, 3, 3]) }));
		expect(found).toMatchObject({ kind: 'taesd', latentChannels: 16 });
	});
});

describe('a CLIP is found', () => {
	const wanted = (): Promise<Record<string, Tensor>> => tensorsOf(clip);

	test("in OpenAI's archive, whose buffers say QuickGELU", async () => {
		const buffers = { input_resolution: numbers([]), context_length: numbers([]), vocab_size: numbers([]) };
		const found = recogniseNetwork(sourceOfTensors({ ...(await tensorsOf(clip)), ...buffers }));
		expect(found).toMatchObject({
			...{ kind: 'clip', layout: 'openai', activation: 'quickgelu' },
			...{ inputSizePx: 12, contextLength: 9, vocabularySize: 60 },
		});
		await expectSame(found.tensors, await wanted());
	});

	test.each([
		['as it is', (name: string) => name],
		['of several GPUs', (name: string) => `module.${name}`],
		['with a text tower of its own', (name: string) => (name.startsWith('visual.') ? name : `text.${name}`)],
	])("in OpenCLIP's file %s, which does not say its activation", async (_what, rename) => {
		const found = recogniseNetwork(sourceOfTensors(await renamed(clip, rename)));
		expect(found).toMatchObject({ kind: 'clip', layout: 'open-clip', activation: null });
		await expectSame(found.tensors, await wanted());
	});

	test('under the names of Hugging Face, with matrices turned and projections apart', async () => {
		const file = huggingFace(await tensorsOf(clip));
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ layout: 'hugging-face', activation: null, inputSizePx: 12, contextLength: 9 });
		await expectSame(found.tensors, await wanted());
		const { 'text_model.encoder.layers.0.self_attn.k_proj.weight': _, ...lacking } = file;
		expect(() =>
			recogniseNetwork(sourceOfTensors(lacking)).tensors.info('transformer.resblocks.0.attn.in_proj_weight'),
		).toThrow(CheckpointError);
	});
});

/** Written from the keys of a file of Hugging Face, apart from the importer. */
function huggingFace(tensors: Record<string, Tensor>): Record<string, Tensor> {
	const turned = ({ shape, data }: Tensor): Tensor => {
		const [rows, columns] = shape as [number, number];
		const at = (index: number): number => data[(index % rows) * columns + Math.floor(index / rows)] as number;
		return { shape: [columns, rows], data: Float32Array.from(data, (_, index) => at(index)) };
	};
	const file: Record<string, Tensor> = {
		'text_model.embeddings.position_ids': numbers([1, 9]),
		'vision_model.embeddings.patch_embedding.weight': tensors['visual.conv1.weight']!,
		'vision_model.embeddings.class_embedding': tensors['visual.class_embedding']!,
		'vision_model.embeddings.position_embedding.weight': tensors['visual.positional_embedding']!,
		'text_model.embeddings.token_embedding.weight': tensors['token_embedding.weight']!,
		'text_model.embeddings.position_embedding.weight': tensors['positional_embedding']!,
		'visual_projection.weight': turned(tensors['visual.proj']!),
		'text_projection.weight': turned(tensors['text_projection']!),
		logit_scale: tensors['logit_scale']!,
	};
	for (const part of ['weight', 'bias']) {
		file[`vision_model.pre_layrnorm.${part}`] = tensors[`visual.ln_pre.${part}`]!;
		file[`vision_model.post_layernorm.${part}`] = tensors[`visual.ln_post.${part}`]!;
		file[`text_model.final_layer_norm.${part}`] = tensors[`ln_final.${part}`]!;
	}
	for (const [name, tensor] of Object.entries(tensors)) {
		const block = /^(visual\.)?transformer\.resblocks\.(\d)\.(.+)$/.exec(name);
		if (!block) continue;
		const at = `${block[1] ? 'vision' : 'text'}_model.encoder.layers.${block[2]}`;
		const rest = block[3] as string;
		const joined = /^attn\.in_proj_(weight|bias)$/.exec(rest);
		if (joined) {
			for (const [place, letter] of ['q', 'k', 'v'].entries()) {
				const length = tensor.data.length / 3;
				const shape = [(tensor.shape[0] as number) / 3, ...tensor.shape.slice(1)];
				const data = tensor.data.slice(place * length, (place + 1) * length);
				file[`${at}.self_attn.${letter}_proj.${joined[1]}`] = { shape, data };
			}
			continue;
		}
		const theirs = rest
			.replace('attn.out_proj', 'self_attn.out_proj')
			.replace(/ln_(\d)/, 'layer_norm$1')
			.replace('c_fc', 'fc1')
			.replace('c_proj', 'fc2');
		file[`${at}.${theirs}`] = tensor;
	}
	return file;
}

describe('files of Flax are found, kernels and matrices turned, norms flat', () => {
	test('a VQGAN, converted as dall-e mini was', async () => {
		const own = await tensorsOf(vqgan);
		const file: Record<string, Tensor> = {};
		for (const [name, tensor] of Object.entries(own)) {
			const theirs = name.replaceAll(/\w+\.\d+/g, (part) => part.replace('.', '_'));
			const { shape, data } = tensor;
			if (/norm/.test(name)) file[theirs.replace(/weight$/, 'scale')] = { shape: [1, 1, 1, shape[0] as number], data };
			else file[flaxWord(theirs, shape)] = flaxTensor(name, tensor);
		}
		expect(Object.keys(file)).toContain('decoder.up_1.block_0.norm1.scale');
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ kind: 'taming-vqgan', layout: 'taming', downscale: 4, codebookCount: 10 });
		await expectSame(found.tensors, own);
	});

	test('a CLIP of Hugging Face', async () => {
		const own = await tensorsOf(clip);
		const file: Record<string, Tensor> = {};
		for (const [name, tensor] of Object.entries(huggingFace(own))) {
			file[flaxWord(name, tensor.shape)] = flaxTensor(name, tensor);
		}
		expect(Object.keys(file)).toContain('text_model.encoder.layers.0.layer_norm1.scale');
		const found = recogniseNetwork(sourceOfTensors(file));
		expect(found).toMatchObject({ kind: 'clip', layout: 'hugging-face', inputSizePx: 12, contextLength: 9 });
		await expectSame(found.tensors, own);
	});
});

/** The last word of a name in Flax. */
function flaxWord(name: string, shape: readonly number[]): string {
	if (/embedding\.weight$/.test(name) && shape.length === 2) return name.replace(/weight$/, 'embedding');
	return name.replace(/weight$/, shape.length === 1 ? 'scale' : 'kernel');
}

/** Kernels as height, width, inputs, outputs; matrices as inputs, outputs; the rest as it is. */
function flaxTensor(name: string, { shape, data }: Tensor): Tensor {
	if (/embedding(\.weight)?$/.test(name) && shape.length < 4) return { shape, data };
	if (!name.endsWith('weight') || shape.length < 2) return { shape, data };
	const [outputs, inputs, height = 1, width = 1] = shape as [number, number, number?, number?];
	const turned: number[] = [];
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			for (let input = 0; input < inputs; input++)
				for (let output = 0; output < outputs; output++)
					turned.push(data[((output * inputs + input) * height + y) * width + x] as number);
	const turnedShape = shape.length === 4 ? [height, width, inputs, outputs] : [inputs, outputs];
	return { shape: turnedShape, data: Float32Array.from(turned) };
}

test('a Vision Transformer whose heads are not 64 wide is refused: its tensors would be read, and wrongly', async () => {
	const file = { ...(await tensorsOf(clip)), 'visual.conv1.weight': numbers([1280, 3, 4, 4]) };
	expect(() => recogniseNetwork(sourceOfTensors(file))).toThrow(/1280 wide; only those up to 1024 have heads of 64/);
});

test('what is neither is refused, with what it holds instead', () => {
	const open = () => recogniseNetwork(sourceOfTensors({ 'fc.weight': numbers([2, 2]) }, 'resnet.pth'));
	expect(open).toThrow(PackError);
	expect(open).toThrow(
		/resnet\.pth holds no VQGAN, CLIP, TAESD or BigGAN that is known here: its 1 tensors are fc\.weight/,
	);
});
