/** @file Runs a model on the bare runtime, for the tests of gradients. */
import type { Prepare } from '@galatea/autodiff/testing';
import { encodeModel, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import * as ort from 'onnxruntime-node';

export const prepareOnRuntime: Prepare = async (model) => {
	// One thread: the models are tiny, and a pool of spinning threads for each of hundreds would fight for the machine.
	const options = { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 } as const;
	const session = await ort.InferenceSession.create(encodeModel(model).bytes, options);
	return async (feeds) => {
		const given = Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(tensor)] as const);
		const results = await session.run(Object.fromEntries(given));
		return Object.fromEntries(Object.entries(results).map(([name, result]) => [name, fromRuntime(result)]));
	};
};

function toRuntime({ shape, data }: Tensor): ort.Tensor {
	return new ort.Tensor('float32', data as Float32Array, shape);
}

function fromRuntime(result: ort.Tensor): Tensor {
	return makeTensor('float32', result.dims, result.data as TensorData);
}
