export { CheckpointError, type CheckpointFailure } from './errors.ts';
export { type ModelFolder, modelFolder } from './folder.ts';
export { sourceOfTensors, sourceUnder } from './memory.ts';
export { type ByteReader, type FileDigest, readerOfBytes, readerOfFile } from './reader.ts';
export { openFile, openSafetensors, type SafetensorsOptions } from './safetensors.ts';
export { elementCount, type Tensor, type TensorInfo, type TensorSource, type WeightDtype } from './tensor.ts';
export { writeSafetensors } from './write-safetensors.ts';
