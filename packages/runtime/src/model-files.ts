/**
 * @file A model as two files, one with the graph, one with the weights, which onnxruntime maps into memory: so the
 * weights are never in the process a second time, and a model may be larger than the 2 GB of one protobuf message.
 */
import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOfData, type ExternalTensor, encodeModel, type Model } from '@galatea/onnx';
import { RenderError } from '@galatea/render';

const weightsName = 'weights.bin';

export interface ModelFiles extends AsyncDisposable {
	readonly path: string;
}

/**
 * Writes a model under the system's folder for temporary files. Disposing removes it; what is already mapped stays
 * readable where the system allows that.
 */
export async function writeModelFiles(model: Model): Promise<ModelFiles> {
	const encoded = encodeModel(model, { externalData: { fileName: weightsName } });
	const folder = await mkdtemp(join(tmpdir(), 'galatea-model-'));
	const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
	try {
		const path = join(folder, 'model.onnx');
		await writeFile(path, encoded.bytes);
		await writeWeights(join(folder, weightsName), encoded.externalTensors);
		return { path, [Symbol.asyncDispose]: remove };
	} catch (error) {
		await remove();
		if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
			throw new RenderError('STORAGE_FULL', `There is no room for a model's weights in ${tmpdir()}.`, { cause: error });
		throw error;
	}
}

async function writeWeights(path: string, tensors: readonly ExternalTensor[]): Promise<void> {
	const file = await open(path, 'w');
	try {
		for (const { tensor, offset } of tensors) await writeFully(file, bytesOfData(tensor.data), offset);
	} finally {
		await file.close();
	}
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
	// A write may take less than it was given: at most 2 GiB on Linux.
	for (let done = 0; done < bytes.length; ) {
		const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
		done += bytesWritten;
	}
}
