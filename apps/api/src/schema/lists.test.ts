import { getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './index.ts';

/** Lists that are short by what they are of. */
const shortByNature: Readonly<Record<string, string>> = {
	'InvalidRecipe.issues': 'members of a recipe',
	'InvalidRecipe.unknownWords': 'words of a prompt',
	'InvalidInput.issues': 'fields of an input',
	'ArtworkComparison.terms': 'terms of two recipes',
	'ArtworkComparison.members': 'members of a recipe',
	'SetReactionSuccess.reactions': 'one for each kind',
	'Health.workers': 'machines of the instance',
	'Schedule.keyframes': 'the 256 keyframes of a schedule',
	'TermSchedule.keyframes': 'the 256 keyframes of a schedule',
	'PromptCheck.terms': 'the 16 terms of a prompt',
	'PromptCheck.unknownWords': 'words of a prompt',
	'PromptCheck.readings': 'words of a prompt',
	'PromptCheck.tokenCounts': 'the 16 terms of a prompt',
	'PromptCheck.foreignWeights': 'words of a prompt',
	'PromptCheck.foreignSpellings': 'words of a prompt',
	'CreateRenderSuccess.unknownWords': 'words of a prompt',
	'CreateRenderBatchSuccess.unknownWords': 'words of a prompt',
	'Render.terms': 'the 16 terms of a prompt',
	'RenderProgress.terms': 'the 16 terms of a prompt',
	'Query.packs': 'packs of the catalogues',
	'Query.presets': 'presets of the program',
};

const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
	isObjectType(type) && !type.name.startsWith('__')
		? Object.values(type.getFields()).map((field) => ({ owner: type, field }))
		: [],
);

test('every list of objects is a Relay connection, says how long it is at most, or is short by nature', () => {
	const endless = fields.filter(({ owner, field }) => {
		const type = getNullableType(field.type);
		const isList = isListType(type) && isObjectType(getNamedType(type)) && !owner.name.endsWith('Connection');
		// By which the cost of a request is counted (operation-limits.ts).
		return isList && !(Number(field.extensions['listSize']) >= 1);
	});
	expect(endless.map(({ owner, field }) => `${owner.name}.${field.name}`).sort()).toEqual(
		Object.keys(shortByNature).sort(),
	);
});

test('a connection has edges with node and cursor, and says where its page begins and ends', () => {
	const connections = Object.values(schema.getTypeMap()).filter(
		(type) => isObjectType(type) && type.name.endsWith('Connection'),
	);
	expect(connections.length).toBeGreaterThan(5);
	for (const connection of connections) {
		if (!isObjectType(connection)) continue;
		const { edges, pageInfo } = connection.getFields();
		const edge = edges && getNamedType(edges.type);
		const names = isObjectType(edge) ? Object.keys(edge.getFields()) : [];
		expect({ name: connection.name, edge: names, page: String(pageInfo?.type) }).toMatchObject({
			name: connection.name,
			edge: expect.arrayContaining(['node', 'cursor']),
			page: 'PageInfo!',
		});
	}
});

test('a connection is asked for with first and after, in its field or in that of the answer that holds it', () => {
	for (const { owner, field } of fields) {
		if (!getNamedType(field.type).name.endsWith('Connection') || owner.name.endsWith('Success')) continue;
		const names = field.args.map(({ name }) => name);
		expect({ field: `${owner.name}.${field.name}`, names }).toMatchObject({
			names: expect.arrayContaining(['first', 'after']),
		});
	}
});
