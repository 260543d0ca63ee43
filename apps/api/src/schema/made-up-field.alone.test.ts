import { isInputObjectType, isObjectType } from 'graphql';
import { expect, test, vi } from 'vitest';
import { schema } from './index.ts';

vi.mock('../../../../packages/render/src/recipe/fields/optimiser.ts', async (original) => {
	const { withMadeUpFields } = await import('@galatea/render/testing');
	return withMadeUpFields(await original<{ optimiserFields: object }>());
});

function fieldOf(typeName: string, name: string) {
	const type = schema.getType(typeName);
	const field = isObjectType(type) || isInputObjectType(type) ? type.getFields()[name] : undefined;
	return field && [String(field.type), field.description];
}

test('a field that is only in the table is in the outputs, the inputs and the enums of GraphQL', () => {
	expect(fieldOf('Optimiser', 'wobble')).toEqual(['Float!', 'How much the latent wobbles.']);
	expect(fieldOf('OptimiserInput', 'wobble')).toEqual(['Float', 'How much the latent wobbles. 0 when left out.']);
	expect(fieldOf('Recipe', 'sparkle')).toEqual(['Sparkle!', 'How the picture sparkles.']);
	expect(fieldOf('CreateRenderInput', 'sparkle')?.[1]).toBe('How the picture sparkles. `NONE` when left out.');
	expect(String(schema.getType('Sparkle')?.toConfig().name)).toBe('Sparkle');
	expect(fieldOf('Losses', 'shine')).toEqual(['PlainLoss', 'Brighter lights.']);
	expect(fieldOf('LossesInput', 'shine')).toEqual(['PlainLossInput', 'Brighter lights.']);
});
