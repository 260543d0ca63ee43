/**
 * @file The thread in which onnxruntime lives. Its calls block whoever makes them, for seconds at full size; in a thread
 * of its own, the process stays free to answer, to beat and to cancel. Plain JavaScript, because a thread starts
 * without the loader that reads TypeScript.
 *
 * Each message is `{id, kind, …}` and is answered by `{id, value}` or `{id, error}`.
 */
import { parentPort } from 'node:worker_threads';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';

/** @type {Map<number, import('onnxruntime-node').InferenceSession>} */
const sessions = new Map();
let opened = 0;

async function open({ path, options }) {
	const session = await InferenceSession.create(path, options);
	opened += 1;
	sessions.set(opened, session);
	return { value: { session: opened, inputs: session.inputMetadata, outputs: session.outputMetadata } };
}

async function run({ session, feeds }) {
	const tensors = {};
	for (const [name, { dtype, shape, data }] of Object.entries(feeds)) tensors[name] = new Tensor(dtype, data, shape);
	const results = await sessions.get(session).run(tensors);
	const value = {};
	const transfer = [];
	for (const [name, { type, dims, data }] of Object.entries(results)) {
		// Only a buffer that holds this output and nothing else may be given away.
		const own = data.byteOffset === 0 && data.byteLength === data.buffer.byteLength ? data : data.slice();
		value[name] = { dtype: type, shape: dims, data: own };
		transfer.push(own.buffer);
	}
	return { value, transfer };
}

async function close({ session }) {
	const closing = sessions.get(session);
	sessions.delete(session);
	await closing?.release();
	return { value: null };
}

const handlers = { open, run, close, backends: () => ({ value: listSupportedBackends() }) };

parentPort.on('message', async ({ id, kind, ...parts }) => {
	try {
		const { value, transfer } = await handlers[kind](parts);
		parentPort.postMessage({ id, value }, transfer ?? []);
	} catch (error) {
		parentPort.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
	}
});
