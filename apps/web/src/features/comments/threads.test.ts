import { describe, expect, test } from 'vitest';
import type { ReplyPartsFragment, ThreadPartsFragment } from '../../graphql/generated/graphql.ts';
import { countNew, withChanges, withComment, withNews, withOlder, withoutComment } from './threads.ts';

function reply(id: string, threadId: string | null): ReplyPartsFragment {
	return {
		id,
		threadId,
		text: `words of ${id}`,
		state: 'SHOWN',
		step: 3,
		place: null,
		createdAt: '2026-01-01T00:00:00Z',
		editedAt: null,
		viewerCanEdit: true,
		author: { handle: 'ana', displayName: 'Ana', viewerMutes: false, hasLeft: false, avatar: null },
		reactions: [],
	};
}

function thread(id: string, ...replyIds: string[]): ThreadPartsFragment {
	return { ...reply(id, null), replies: replyIds.map((each) => reply(each, id)) };
}

const shapeOf = (threads: readonly ThreadPartsFragment[]) =>
	threads.map(({ id, replies }) => [id, ...replies.map((each) => each.id)]);

test('a new thread stands first, a reply last in its thread, each once however often it comes', () => {
	const before = [thread('b', 'b1'), thread('a')];
	const answer = { ...reply('b2', 'b'), replies: [] };
	const once = withComment(withComment(before, thread('c')), answer);
	expect(shapeOf(once)).toEqual([['c'], ['b', 'b1', 'b2'], ['a']]);
	expect(shapeOf(withComment(withComment(once, thread('c')), answer))).toEqual(shapeOf(once));
	expect(shapeOf(withOlder(once, [thread('a'), thread('z')]))).toEqual([['c'], ['b', 'b1', 'b2'], ['a'], ['z']]);
});

test('a thread that was fetched alone takes its place when those between come', () => {
	const of = (id: string, day: number) => ({ ...thread(id), createdAt: `2026-01-0${day}T00:00:00Z` });
	const led = withOlder([of('e', 5), of('d', 4)], [of('a', 1)]);
	expect(shapeOf(led)).toEqual([['e'], ['d'], ['a']]);
	expect(shapeOf(withOlder(led, [of('c', 3), of('b', 2)]))).toEqual([['e'], ['d'], ['c'], ['b'], ['a']]);
});

test('what is taken back goes, or leaves its place without words and name while there are replies', () => {
	const before = [thread('b', 'b1'), thread('a')];
	expect(shapeOf(withoutComment(before, 'a'))).toEqual([['b', 'b1']]);
	const kept = withoutComment(before, 'b');
	expect(kept[0]).toMatchObject({ id: 'b', state: 'DELETED', text: '', author: null, step: null });
	expect(shapeOf(withoutComment(kept, 'b1'))).toEqual([['a']]);
	expect(shapeOf(withoutComment(before, 'b1'))).toEqual([['b'], ['a']]);
});

test('changed words are changed wherever they stand, and nothing else is', () => {
	const changed = withChanges([thread('b', 'b1'), thread('a')], 'b1', { text: 'other' });
	expect(changed[0]?.replies[0]?.text).toBe('other');
	expect(changed[0]?.text).toBe('words of b');
});

describe('news', () => {
	const at = (each: ThreadPartsFragment, day: number) => ({ ...each, createdAt: `2026-01-0${day}T00:00:00Z` });
	const page = [at(thread('c'), 3), at(thread('b', 'b1'), 2), at(thread('a'), 1)];

	test('stands first, changes what is there, and takes away what is gone', () => {
		const newest = [at(thread('d'), 4), at(thread('b', 'b1', 'b2'), 2)];
		expect(shapeOf(withNews(page, newest, false))).toEqual([['d'], ['b', 'b1', 'b2'], ['a']]);
		expect(countNew(page, withNews(page, newest, false))).toBe(2);
	});

	test('of everything leaves nothing else, and none leaves nothing', () => {
		expect(shapeOf(withNews(page, [at(thread('c'), 3)], true))).toEqual([['c']]);
		expect(withNews(page, [], true)).toEqual([]);
		expect(countNew(page, [])).toBe(0);
	});
});
