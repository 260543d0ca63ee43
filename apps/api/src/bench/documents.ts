/** @file What the web app asks for, word for word: the documents are read where it keeps them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DefinitionNode, Kind, parse, print, visit } from 'graphql';

const featuresDir = path.join(import.meta.dirname, '../../../web/src/features');

/** The operation of the web app with that name, with the fragments that it uses. Throws when there is none. */
export function webDocument(name: string): string {
	definitions ??= readDefinitions();
	const used = new Map<string, DefinitionNode>();
	const include = (wanted: string): void => {
		if (used.has(wanted)) return;
		const definition = definitions?.get(wanted);
		if (!definition) throw new Error(`The web app has no operation or fragment ${wanted}`);
		used.set(wanted, definition);
		visit(definition, { FragmentSpread: (spread) => include(spread.name.value) });
	};
	include(name);
	return [...used.values()].map(print).join('\n');
}

let definitions: ReadonlyMap<string, DefinitionNode> | undefined;

function readDefinitions(): ReadonlyMap<string, DefinitionNode> {
	const found = new Map<string, DefinitionNode>();
	for (const file of readdirSync(featuresDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.graphql'),
	))
		for (const definition of parse(readFileSync(path.join(featuresDir, file), 'utf8')).definitions)
			if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION)
				if (definition.name) found.set(definition.name.value, definition);
	return found;
}
