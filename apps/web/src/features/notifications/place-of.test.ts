import { expect, test } from 'vitest';
import type { NotificationPartsFragment } from '../../graphql/generated/graphql.ts';
import { nameOf, placeOf } from './place-of.ts';

const artwork = { __typename: 'Artwork', id: 'art_1', title: 'Apple' } as const;
const remix = { __typename: 'Artwork', id: 'art_2', title: 'Pear' } as const;
const comment = { __typename: 'Comment', id: 'com_1', text: 'Nice', artwork, collection: null } as const;
const reply = { __typename: 'Comment', id: 'com_2', text: 'And?' } as const;
const render = { __typename: 'Render', id: 'rnd_1', recipe: { prompt: 'an apple' } } as const;
const collection = {
	__typename: 'Collection',
	id: 'col_1',
	title: 'Dark',
	slug: 'dark',
	owner: { handle: 'ana' },
} as const;
const saidOfIt = { __typename: 'Comment', id: 'com_3', text: 'Well', artwork: null, collection } as const;
const user = { __typename: 'User', handle: 'me' } as const;

function told(changes: Partial<NotificationPartsFragment>): NotificationPartsFragment {
	const base = {
		id: 'ntf_1',
		kind: 'COMMENT',
		unread: true,
		count: 1,
		actorCount: 1,
		createdAt: '2026-01-01T00:00:00Z',
	} as const;
	return { ...base, actors: [{ handle: 'ana', displayName: 'Ana' }], subject: artwork, about: artwork, ...changes };
}

test.each([
	['/artworks/art_1?comment=com_2#com_2', 'Apple', told({ kind: 'COMMENT', about: reply })],
	['/artworks/art_1?comment=com_2#com_2', 'Nice', told({ kind: 'REPLY', subject: comment, about: reply })],
	['/artworks/art_1', 'Apple', told({ kind: 'REACTION' })],
	['/@ana/c/dark?comment=com_2#com_2', 'Dark', told({ subject: collection, about: reply })],
	['/@ana/c/dark?comment=com_2#com_2', 'Well', told({ kind: 'REPLY', subject: saidOfIt, about: reply })],
	['/artworks/art_1?comment=com_1#com_1', 'Nice', told({ kind: 'REACTION', subject: comment, about: comment })],
	['/artworks/art_2', 'Apple', told({ kind: 'REMIX', about: remix })],
	['/@ana', '', told({ kind: 'FOLLOW', subject: user, about: user })],
	['/decisions', 'Apple', told({ kind: 'DECISION', actors: [] })],
	['/decisions', '', told({ kind: 'APPEAL', subject: user, about: user, actors: [] })],
	['/renders/rnd_1', 'an apple', told({ kind: 'RENDER_FAILED', subject: render, about: render, actors: [] })],
	['/@ana/c/dark/submissions', 'Dark', told({ kind: 'SUBMISSION_DECLINED', subject: collection, about: artwork })],
	['/notifications', '', told({ subject: null, about: null })],
])('leads to %s and speaks of "%s"', (place, name, notification) => {
	expect([placeOf(notification), nameOf(notification)]).toEqual([place, name]);
});
