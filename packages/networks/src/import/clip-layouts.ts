/**
 * @file CLIPs as others store them, under the names of OpenAI's state dictionaries: OpenAI's archives, OpenCLIP's files
 * (the same names, at times behind `module.` or with the text tower under `text.`) and Hugging Face's.
 */
import type { TensorSource } from '@galatea/checkpoint';
import type { Activation } from '../clip/weights.ts';
import { derivedSource, type Origin } from './derived-source.ts';

export type ClipLayout = 'openai' | 'open-clip' | 'hugging-face';

/** A CLIP that was found in a file. */
export interface FoundClip {
	readonly layout: ClipLayout;
	/** What its names start with in the file. */
	readonly prefix: string;
	/**
	 * QuickGELU or GELU, as far as the layout tells: only OpenAI's archives carry the buffers `input_resolution`,
	 * `context_length` and `vocab_size`, and all of OpenAI's weights were trained with QuickGELU. Null for the others,
	 * whose tensors are the same for either: their configuration says it (`activationOfConfig`), or somebody must.
	 */
	readonly activation: Activation | null;
	/** Under OpenAI's names; nothing but both towers and `logit_scale`. */
	readonly tensors: TensorSource;
}

const visualMarker = 'visual.conv1.weight';
const huggingFaceMarker = 'vision_model.embeddings.patch_embedding.weight';

/** The CLIP in a file, or null. */
export function findClip(source: TensorSource): FoundClip | null {
	const visual = source.names.find((name) => name.endsWith(visualMarker));
	if (visual !== undefined) return inOpenAiNames(source, visual.slice(0, -visualMarker.length));
	const vision = source.names.find((name) => name.endsWith(huggingFaceMarker));
	if (vision !== undefined) return inHuggingFaceNames(source, vision.slice(0, -huggingFaceMarker.length));
	return null;
}

/** Both towers of ours, and what their likeness was scaled by. Counters of batches are no weights. */
const parts =
	/^(visual\.(?!.*\.num_batches_tracked$)|transformer\.|token_embedding\.|positional_embedding$|ln_final\.|text_projection$|logit_scale$)/;

function inOpenAiNames(source: TensorSource, prefix: string): FoundClip {
	const origins = new Map<string, Origin>();
	for (const name of source.names) {
		if (!name.startsWith(prefix)) continue;
		const ours = name.slice(prefix.length).replace(/^text\./, '');
		if (parts.test(ours)) origins.set(ours, { kind: 'same', name });
	}
	const isArchive = ['input_resolution', 'context_length', 'vocab_size'].every((name) => source.has(prefix + name));
	return {
		layout: isArchive ? 'openai' : 'open-clip',
		prefix,
		activation: isArchive ? 'quickgelu' : null,
		tensors: derivedSource(source, origins),
	};
}

/** Hugging Face's names outside of the blocks. `pre_layrnorm` is how it is spelt in the files. */
const huggingFaceNames: readonly (readonly [ours: string, kind: 'same' | 'transposed', theirs: string])[] = [
	['token_embedding.weight', 'same', 'text_model.embeddings.token_embedding.weight'],
	['positional_embedding', 'same', 'text_model.embeddings.position_embedding.weight'],
	['ln_final.weight', 'same', 'text_model.final_layer_norm.weight'],
	['ln_final.bias', 'same', 'text_model.final_layer_norm.bias'],
	['text_projection', 'transposed', 'text_projection.weight'],
	['logit_scale', 'same', 'logit_scale'],
	['visual.conv1.weight', 'same', huggingFaceMarker],
	['visual.class_embedding', 'same', 'vision_model.embeddings.class_embedding'],
	['visual.positional_embedding', 'same', 'vision_model.embeddings.position_embedding.weight'],
	['visual.ln_pre.weight', 'same', 'vision_model.pre_layrnorm.weight'],
	['visual.ln_pre.bias', 'same', 'vision_model.pre_layrnorm.bias'],
	['visual.ln_post.weight', 'same', 'vision_model.post_layernorm.weight'],
	['visual.ln_post.bias', 'same', 'vision_model.post_layernorm.bias'],
	['visual.proj', 'transposed', 'visual_projection.weight'],
];

/** And within a block. */
const blockNames = [
	['ln_1', 'layer_norm1'],
	['attn.out_proj', 'self_attn.out_proj'],
	['ln_2', 'layer_norm2'],
	['mlp.c_fc', 'mlp.fc1'],
	['mlp.c_proj', 'mlp.fc2'],
] as const;

function inHuggingFaceNames(source: TensorSource, prefix: string): FoundClip {
	const origins = new Map<string, Origin>();
	for (const [ours, kind, theirs] of huggingFaceNames) {
		if (source.has(prefix + theirs)) origins.set(ours, { kind, name: prefix + theirs });
	}
	for (const [ours, theirs] of [
		['transformer', 'text_model'],
		['visual.transformer', 'vision_model'],
	] as const) {
		for (let block = 0; ; block++) {
			const from = `${prefix}${theirs}.encoder.layers.${block}`;
			if (!source.has(`${from}.layer_norm1.weight`)) break;
			addBlock(origins, source, `${ours}.resblocks.${block}`, from);
		}
	}
	return { layout: 'hugging-face', prefix, activation: null, tensors: derivedSource(source, origins) };
}

/** A missing tensor is left out, so that it is missed by its name here when it is read. */
function addBlock(origins: Map<string, Origin>, source: TensorSource, ours: string, from: string): void {
	for (const part of ['weight', 'bias']) {
		for (const [name, theirs] of blockNames) {
			const found = `${from}.${theirs}.${part}`;
			if (source.has(found)) origins.set(`${ours}.${name}.${part}`, { kind: 'same', name: found });
		}
		const names = ['q_proj', 'k_proj', 'v_proj'].map((name) => `${from}.self_attn.${name}.${part}`);
		if (names.every((name) => source.has(name))) {
			origins.set(`${ours}.attn.in_proj_${part}`, { kind: 'stacked', names });
		}
	}
}

/**
 * What a configuration beside the weights says: OpenCLIP's `open_clip_config.json` by `model_cfg.quick_gelu` (GELU where
 * it is left out), Hugging Face's `config.json` by `hidden_act` of its towers (QuickGELU where it is left out, as in
 * the transformers library). Null when it is no configuration of a CLIP, or names something else.
 */
export function activationOfConfig(config: unknown): Activation | null {
	const openClip = field(config, 'model_cfg');
	if (field(openClip, 'vision_cfg') !== undefined) return field(openClip, 'quick_gelu') === true ? 'quickgelu' : 'gelu';
	const vision = field(config, 'vision_config');
	if (vision === undefined) return null;
	const named = new Set([field(vision, 'hidden_act'), field(field(config, 'text_config'), 'hidden_act')]);
	named.delete(undefined);
	const [only = 'quick_gelu'] = named;
	if (named.size > 1) return null;
	return only === 'quick_gelu' ? 'quickgelu' : only === 'gelu' ? 'gelu' : null;
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
		? (value as Record<string, unknown>)[name]
		: undefined;
}
