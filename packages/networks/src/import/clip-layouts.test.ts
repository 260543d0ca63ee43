import { expect, test } from 'vitest';
import { activationOfConfig } from './clip-layouts.ts';

test.each([
	['OpenCLIP without a word on it', { model_cfg: { vision_cfg: {}, text_cfg: {} } }, 'gelu'],
	['OpenCLIP with quick_gelu', { model_cfg: { vision_cfg: {}, quick_gelu: true } }, 'quickgelu'],
	['Hugging Face by default', { vision_config: { hidden_size: 768 }, text_config: {} }, 'quickgelu'],
	['Hugging Face with gelu', { vision_config: { hidden_act: 'gelu' }, text_config: { hidden_act: 'gelu' } }, 'gelu'],
	['two towers that differ', { vision_config: { hidden_act: 'gelu' }, text_config: { hidden_act: 'relu' } }, null],
	['another model altogether', { model_type: 'bert', hidden_act: 'gelu' }, null],
	['no object', 3, null],
])('the activation by a configuration: %s', (_what, config, activation) => {
	expect(activationOfConfig(config)).toBe(activation);
});
