export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
export { type CutoutPlan, type Picture, type Plan, planRender, type RenderPack } from './plan.ts';
export { type OptimiseOptions, optimise, type StepResult } from './run.ts';
export type {
	RunOptions,
	Runtime,
	Session,
	SessionLease,
	SessionOptions,
	SessionPool,
	TensorValue,
} from './runtime.ts';
