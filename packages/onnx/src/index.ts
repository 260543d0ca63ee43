export { checkModel, checkShape } from './check.ts';
export { type DecodeOptions, decodeModel } from './decode.ts';
export type { ReadExternal } from './decode-tensor.ts';
export {
	bytesOfData,
	bytesPerElement,
	type DataByDType,
	type DType,
	dataOfBytes,
	emptyData,
	type TensorData,
} from './dtype.ts';
export { type EncodedModel, type EncodeOptions, encodeModel } from './encode.ts';
export { OnnxError } from './errors.ts';
export type { ExternalTensor } from './external-data.ts';
export { halvesOf } from './half.ts';
export {
	type Attribute,
	type AttributeKind,
	contributedDomain,
	elementCount,
	type Graph,
	irVersion,
	type Model,
	makeModel,
	makeNode,
	makeTensor,
	type Node,
	opset,
	type Tensor,
	type ValueInfo,
} from './model.ts';
export { type PrintOptions, printGraph, printType } from './print.ts';
