/** @file What every format gives: tensors by name, and what else the file says of itself. */
import { sourceUnder } from './memory.ts';
import type { TensorSource } from './tensor.ts';

/** How the bytes are laid out; found by looking at them, never at the file's name. */
export type CheckpointFormat =
	/** safetensors, one file. */
	| 'safetensors'
	/** model.safetensors.index.json, pytorch_model.bin.index.json: tensors of several files that lie beside it. */
	| 'safetensors-index'
	/** `torch.save` since PyTorch 1.6, Lightning's .ckpt among them. */
	| 'torch-zip'
	/** `torch.jit.save`, such as OpenAI's CLIP archives. */
	| 'torchscript'
	/** `torch.save` before PyTorch 1.6. */
	| 'torch-legacy'
	/** `flax.serialization.to_bytes`. */
	| 'flax-msgpack';

/** One leaf that is no tensor. A bigint is a whole number beyond 2^53; a class is named 'module.Name'. */
export type MetadataValue = string | number | bigint | boolean | null;

/**
 * A weight file. Tensors and metadata are leaves of one tree, and a leaf's name is the path to it joined with '.':
 * keys of dicts, places in lists from 0 on, attributes of objects. So a Lightning checkpoint has the tensor
 * `state_dict.decoder.conv_in.weight` beside `optimizer_states.0.state.0.exp_avg` and the metadata
 * `hyper_parameters.n_embed`; `weightsOf` hands out the first without its prefix. A TorchScript archive has its
 * parameters under the names of its `state_dict` in PyTorch. No two tensors have one name.
 */
export interface Checkpoint extends TensorSource {
	readonly format: CheckpointFormat;
	/** In the order of the file. Strings, bytes and numbers are as the file has them: a stranger's, to be checked. */
	readonly metadata: ReadonlyMap<string, MetadataValue>;
}

/**
 * The network's tensors alone: those under `state_dict.` (checkpoints of Lightning and of training loops) or `params.`
 * (train states of Flax), without it, if the file has any, else all. Prefixes that belong to a network (`first_stage_model.`, `module.`, `visual.`) stay: an
 * importer removes them with `sourceUnder`. Closing it closes the checkpoint.
 */
export function weightsOf(checkpoint: TensorSource): TensorSource {
	const prefix = ['state_dict.', 'params.'].find((each) => checkpoint.names.some((name) => name.startsWith(each)));
	return prefix === undefined ? checkpoint : sourceUnder(checkpoint, prefix);
}
