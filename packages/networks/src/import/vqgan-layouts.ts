/**
 * @file VQGANs as others store them, under the names of taming-transformers: its own files (plain, GumbelVQ, or inside a
 * Net2NetTransformer behind `first_stage_model.`, always among losses and optimiser states), and diffusers' VQModel.
 */
import type { TensorSource } from '@galatea/checkpoint';
import { derivedSource, type Origin } from './derived-source.ts';

export type VqganLayout = 'taming' | 'diffusers';

/** A VQGAN that was found in a file. */
export interface FoundVqgan {
	readonly layout: VqganLayout;
	/** What its names start with in the file. */
	readonly prefix: string;
	/** Under the names of taming-transformers; nothing but the network. */
	readonly tensors: TensorSource;
}

/** What belongs to the network; beside it files have `loss.*` and more. */
const parts = /^(encoder|decoder|quant_conv|post_quant_conv|quantize\.(embedding|embed|proj))\./;

/**
 * The VQGAN in a file, or null. A transformer's file has two of them: `first_stage_model.` makes pictures, and
 * `cond_stage_model.` makes maps of segments, which have another number of channels than 3.
 */
export function findVqgan(source: TensorSource): FoundVqgan | null {
	const marker = 'post_quant_conv.weight';
	const prefixes = source.names.filter((name) => name.endsWith(marker)).map((name) => name.slice(0, -marker.length));
	const prefix = prefixes.find((each) => makesPictures(source, each)) ?? prefixes[0];
	if (prefix === undefined) return null;
	const inside = source.names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
	const network = inside.filter((name) => parts.test(name));
	const layout = network.some((name) => name.startsWith('decoder.up_blocks.')) ? 'diffusers' : 'taming';
	const same = (name: string): Origin => ({ kind: 'same', name: prefix + name });
	const origins =
		layout === 'taming' ? new Map(network.map((name) => [name, same(name)])) : fromDiffusers(network, prefix);
	return { layout, prefix, tensors: derivedSource(source, origins) };
}

function makesPictures(source: TensorSource, prefix: string): boolean {
	const last = `${prefix}decoder.conv_out.weight`;
	return source.has(last) && source.info(last).shape[0] === 3;
}

/** Diffusers numbers the decoder's levels in the order in which they run, taming-transformers from the finest. */
function fromDiffusers(names: readonly string[], prefix: string): Map<string, Origin> {
	const levels = new Set(names.map((name) => /^decoder\.up_blocks\.(\d+)\./.exec(name)?.[1]).filter(Boolean)).size;
	const origins = new Map<string, Origin>();
	for (const name of names) {
		const ours = diffusersName(name, levels);
		const isProjection = /\.(q|k|v|proj_out)\.weight$/.test(ours);
		origins.set(ours, { kind: isProjection ? 'pointwise' : 'same', name: prefix + name });
	}
	return origins;
}

/** One rule per part of a name; attention has been called by two sets of words. */
function diffusersName(name: string, levels: number): string {
	return name
		.replace(/^decoder\.up_blocks\.(\d+)\./, (_, at: string) => `decoder.up.${levels - 1 - Number(at)}.`)
		.replace(/^encoder\.down_blocks\./, 'encoder.down.')
		.replace(/\.mid_block\.resnets\.(\d+)\./, (_, at: string) => `.mid.block_${Number(at) + 1}.`)
		.replace(/\.mid_block\.attentions\.0\./, '.mid.attn_1.')
		.replace(/\.resnets\./, '.block.')
		.replace(/\.attentions\./, '.attn.')
		.replace(/\.downsamplers\.0\./, '.downsample.')
		.replace(/\.upsamplers\.0\./, '.upsample.')
		.replace('.conv_norm_out.', '.norm_out.')
		.replace('.conv_shortcut.', '.nin_shortcut.')
		.replace('.group_norm.', '.norm.')
		.replace(/\.(to_q|query)\./, '.q.')
		.replace(/\.(to_k|key)\./, '.k.')
		.replace(/\.(to_v|value)\./, '.v.')
		.replace(/\.(to_out\.0|proj_attn)\./, '.proj_out.');
}
