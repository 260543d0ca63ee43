import { expect, test } from 'vitest';
import { z } from 'zod';
import { inputIssue } from './input-issue.ts';

const schema = z.strictObject({
	whole: z.number().int().min(1).max(9),
	positive: z.number().positive(),
	text: z.string().min(1).max(3),
	name: z.enum(['a', 'b']),
	list: z.array(z.string()).min(1).max(2),
	kind: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('k') })]),
	seed: z.string().regex(/^\d+$/),
	colour: z.string().regex(/^#/),
	weight: z.number().refine((value) => value !== 0, { message: 'no', params: { code: 'NO_EFFECT', limit: 3 } }),
	other: z.number().refine(() => true),
});
const good = {
	whole: 1,
	positive: 1,
	text: 'a',
	name: 'a',
	list: ['a'],
	kind: { kind: 'k' },
	seed: '1',
	colour: '#',
	weight: 1,
	other: 1,
};

test.each([
	[{ whole: 1.5 }, 'whole', 'NOT_WHOLE', {}],
	[{ whole: 0 }, 'whole', 'BELOW', { minimum: 1 }],
	[{ whole: 10 }, 'whole', 'ABOVE', { maximum: 9 }],
	[{ whole: 'x' }, 'whole', 'NOT_A_NUMBER', {}],
	[{ positive: 0 }, 'positive', 'NOT_ABOVE', { minimum: 0 }],
	[{ text: '' }, 'text', 'EMPTY', {}],
	[{ text: 'aaaa' }, 'text', 'TOO_LONG', { maximum: 3 }],
	[{ text: 5 }, 'text', 'WRONG_TYPE', { expected: 'string' }],
	[{ name: 'c' }, 'name', 'NOT_ONE_OF', { allowed: 'a, b' }],
	[{ list: [] }, 'list', 'TOO_FEW', { minimum: 1 }],
	[{ list: ['a', 'b', 'c'] }, 'list', 'TOO_MANY', { maximum: 2 }],
	[{ kind: { kind: 'j' } }, 'kind.kind', 'NOT_ONE_OF', { allowed: 'k' }],
	[{ seed: '-1' }, 'seed', 'BAD_SEED', {}],
	[{ colour: 'red' }, 'colour', 'BAD_FORMAT', {}],
	[{ weight: 0 }, 'weight', 'NO_EFFECT', { limit: 3 }],
	[{ extra: 1 }, '', 'UNKNOWN_MEMBER', { names: 'extra' }],
])('%j is told by code', (change, path, code, values) => {
	const { error } = schema.safeParse({ ...good, ...change });
	expect(error?.issues.map(inputIssue)).toEqual([{ path, code, values, message: expect.any(String) }]);
});
