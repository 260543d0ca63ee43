/**
 * @file ComfyUI's graph of nodes, as its pictures carry it: `{id: {class_type, inputs}}`, an input being a value or
 * `[id, output]`. From a sampler the way leads to the words, the size and the model.
 */
import { isJsonObject, type JsonObject } from './json.ts';

/** What the graph's sampler was given; undefined where it says nothing. */
export interface ComfySettings {
	readonly positive: string;
	readonly negative: string;
	readonly seed: unknown;
	readonly steps: unknown;
	readonly width: unknown;
	readonly height: unknown;
	readonly model: unknown;
	/** What a sampler has beyond these, by its own name. */
	readonly others: readonly (readonly [string, unknown])[];
}

/** Nodes between a sampler and what it is given. */
const maximumDepth = 32;
const maximumNodes = 5_000;
/** Inputs that carry words, in the order in which they are looked at. */
const textInputs = [
	'text',
	'text_g',
	'text_l',
	't5xxl',
	'clip_l',
	'string',
	'value',
	'prompt',
	'positive',
	'wildcard_text',
];

/** Null when no node samples. */
export function readComfyGraph(graph: JsonObject): ComfySettings | null {
	const nodes = new Map(Object.entries(graph).slice(0, maximumNodes).filter(isNode));
	const samplers = [...nodes.values()].filter(
		({ inputs }) => 'positive' in inputs && ('seed' in inputs || 'noise_seed' in inputs),
	);
	const guided = [...nodes.values()].filter(({ inputs }) => 'noise' in inputs && 'guider' in inputs);
	const sampler = samplers[0] ?? guided[0];
	if (sampler === undefined) return null;
	const find = (from: unknown, names: readonly string[]): unknown => search(nodes, from, names, new Set(), 0);
	const { inputs } = sampler;
	const guider = inputs['guider'];
	const words = (from: unknown): string => {
		const text = find(from, textInputs);
		return typeof text === 'string' ? text : '';
	};
	const others = ['cfg', 'sampler_name', 'scheduler', 'denoise'].map((name) => [name, inputs[name]] as const);
	return {
		positive: words(guider ?? inputs['positive']),
		negative: guider === undefined ? words(inputs['negative']) : '',
		seed: find(inputs['seed'] ?? inputs['noise_seed'] ?? inputs['noise'], ['seed', 'noise_seed', 'value']),
		steps: find(inputs['steps'] ?? inputs['sigmas'], ['steps', 'value']),
		width: find(inputs['latent_image'], ['width']),
		height: find(inputs['latent_image'], ['height']),
		model: find(inputs['model'] ?? guider, ['ckpt_name', 'unet_name', 'model_name']),
		others: others.filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
	};
}

interface ComfyNode {
	readonly class_type: string;
	readonly inputs: JsonObject;
}

function isNode(entry: readonly [string, unknown]): entry is [string, ComfyNode] {
	const [, node] = entry;
	return isJsonObject(node) && typeof node['class_type'] === 'string' && isJsonObject(node['inputs']);
}

/** The first plain value under one of `names`, in the node that `from` leads to or in those before it. */
function search(
	nodes: ReadonlyMap<string, ComfyNode>,
	from: unknown,
	names: readonly string[],
	seen: Set<string>,
	depth: number,
): unknown {
	if (!Array.isArray(from)) return from;
	const id = String(from[0]);
	const node = nodes.get(id);
	if (node === undefined || seen.has(id) || depth > maximumDepth) return undefined;
	seen.add(id);
	for (const name of names) {
		const value = node.inputs[name];
		if (value === undefined) continue;
		const found = search(nodes, value, names, seen, depth + 1);
		if (found !== undefined && found !== '') return found;
	}
	for (const value of Object.values(node.inputs)) {
		if (!Array.isArray(value)) continue;
		const found = search(nodes, value, names, seen, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}
