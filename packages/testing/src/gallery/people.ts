/** @file The members of a generated gallery, and what they are to each other: some have many followers, most have few. */
import { newIdentifier } from '@galatea/render';
import { Rows } from './copy-rows.ts';
import type { Draw } from './draw.ts';

/** A member. */
export interface GeneratedMember {
	readonly id: string;
	readonly handle: string;
}

/** Members whom one follows at most; a few do. */
const mostFollowed = 1_000;

/**
 * Rows of `count` members who joined at `joinedAt`, with whom they follow, mute and block; those who come first have the most followers. The
 * last one blocks and mutes nobody, and nobody them: they can follow everybody.
 */
export function makePeople(draw: Draw, count: number, joinedAt: Date) {
	const users = new Rows('User', ['id', 'role', 'handle', 'displayName', 'email', 'bio', 'createdAt']);
	const subjects = new Rows('Subject', ['id', 'kind']);
	const members = Array.from({ length: count }, (_, index): GeneratedMember => {
		const id = newIdentifier('user', joinedAt.getTime());
		const handle = `artist_${index}`;
		const bio = index % 3 === 0 ? '' : 'I render slowly and look long.';
		users.add(id, index === 0 ? 'ADMIN' : 'MEMBER', handle, `Artist ${index}`, `${handle}@example.org`, bio, joinedAt);
		subjects.add(id, 'USER');
		return { id, handle };
	});
	const relations = (table: string, from: string, to: string, howMany: () => number): Rows => {
		const isApart = (index: number): boolean => table !== 'Follow' && index === count - 1;
		const rows = new Rows(table, [from, to, 'createdAt']);
		for (const [index, { id }] of members.entries()) {
			if (isApart(index)) continue;
			const others = new Set<number>();
			for (let left = Math.min(howMany(), mostFollowed); left > 0; left--)
				others.add(draw.fewFirst(isApart(count - 1) ? count - 1 : count));
			others.delete(index);
			for (const other of others) rows.add(id, (members[other] as GeneratedMember).id, joinedAt);
		}
		return rows;
	};
	const rows = [
		users,
		subjects,
		// A power law: half follow fewer than ten, one in a thousand as many as there may be.
		relations('Follow', 'followerId', 'followedId', () => Math.floor(4 / Math.max(draw.unit(), 1e-6) ** 0.8)),
		relations('Mute', 'muterId', 'mutedId', () => (draw.below(10) === 0 ? 1 + draw.below(5) : 0)),
		relations('Block', 'blockerId', 'blockedId', () => (draw.below(20) === 0 ? 1 + draw.below(3) : 0)),
	];
	return { members, rows };
}
