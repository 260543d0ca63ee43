/**
 * @file A model as two files, one with the graph, one with the weights, which onnxruntime maps into memory: so the
 * weights are never in the process a second time, and a model may be larger than the 2 GB of one protobuf message.
 */
import { access, constants, type FileHandle, mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOfData, type ExternalTensor, encodeModel, type Model } from '@galatea/onnx';
import { RenderError } from '@galatea/render';

const weightsName = 'weights.bin';

export interface ModelFiles extends AsyncDisposable {
	readonly path: string;
	/** Bytes of the weights beside the model. */
	readonly weightBytes: number;
}

/**
 * Writes a model to a temporary folder, in memory where Linux offers that and there is room. Disposing removes it; what
 * is already mapped stays readable where the system allows that.
 */
export async function writeModelFiles(model: Model): Promise<ModelFiles> {
	const encoded = encodeModel(model, { externalData: { fileName: weightsName } });
	const parent = await temporaryFolder(encoded.externalBytes + encoded.bytes.length);
	const folder = await mkdtemp(join(parent, 'galatea-model-'));
	const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
	try {
		const path = join(folder, 'model.onnx');
		await writeFile(path, encoded.bytes);
		await writeWeights(join(folder, weightsName), encoded.externalTensors);
		return { path, weightBytes: encoded.externalBytes, [Symbol.asyncDispose]: remove };
	} catch (error) {
		await remove();
		if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
			throw new RenderError('STORAGE_FULL', `There is no room for a model's weights in ${parent}.`, { cause: error });
		throw error;
	}
}

// 750 MB take half a second to write to memory, and two or more to a disk.
const memoryFolder = '/dev/shm';

async function temporaryFolder(bytes: number): Promise<string> {
	try {
		await access(memoryFolder, constants.W_OK);
		const { bavail, bsize } = await statfs(memoryFolder);
		return bavail * bsize > 2 * bytes ? memoryFolder : tmpdir();
	} catch {
		return tmpdir();
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
