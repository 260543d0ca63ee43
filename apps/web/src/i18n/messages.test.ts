import { expect, test } from 'vitest';
import en from './messages/en.json';
import es from './messages/es.json';

/** Every message by its path. */
function flatten(messages: object, path = ''): Map<string, string> {
	const flat = new Map<string, string>();
	for (const [name, value] of Object.entries(messages)) {
		if (typeof value === 'string') flat.set(path + name, value);
		else for (const entry of flatten(value, `${path}${name}.`)) flat.set(...entry);
	}
	return flat;
}

/** Names of values and tags that a message asks for. */
function argumentsOf(message: string): readonly string[] {
	return [
		...new Set(Array.from(message.matchAll(/\{(\w+)[,}]|<(\w+)>/g), ([, value, tag]) => value ?? `<${tag}>`)),
	].sort();
}

test('every message exists in both languages and asks for the same values', () => {
	const [english, spanish] = [flatten(en), flatten(es)];
	expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
	for (const [name, message] of english)
		expect([name, argumentsOf(spanish.get(name) ?? '')]).toEqual([name, argumentsOf(message)]);
});

test('nothing was left in English', () => {
	// Prompts are English in every language, because the packs' words are; the others are spelt alike.
	const alike = new Set([
		'Prompt.placeholder',
		'Terms.label',
		'Terms.weight',
		'Recipe.cutoutsValue',
		'Artwork.video.times',
		'Chrome.menu.roles',
		'Account.giveRoles',
		'Roles.title',
		'Collections.roles.EDITOR',
		'Captions.example',
	]);
	const spanish = flatten(es);
	const same = [...flatten(en)].filter(
		([name, text]) => spanish.get(name) === text && !name.startsWith('Shortcuts.keys.'),
	);
	expect(same.map(([name]) => name).filter((name) => !alike.has(name))).toEqual([]);
});
