/** @file For this package's tests: members, and what they publish. */

import { cheapHashing } from '@galatea/testing';
import type { Role } from '../access/role.ts';
import type { Viewer } from '../access/visibility.ts';
import { openAccounts } from '../accounts/accounts.ts';
import { publishRender } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';
import { finished, queuedRender } from './test-store.ts';

export type TestMember = Viewer & { readonly userId: string };

export interface TestMembers {
	/** Somebody who has just signed up. */
	member(role?: Exclude<Role, 'GUEST'>): Promise<TestMember>;
	/** A public artwork of theirs. */
	artworkOf(member: TestMember): Promise<string>;
}

export function testMembers(store: Store): TestMembers {
	const accounts = openAccounts(store, { secret: 's'.repeat(32), hashing: cheapHashing });
	let count = 0;
	return {
		async member(role = 'MEMBER') {
			const handle = `person_${++count}`;
			const input = { email: `${handle}@example.org`, password: 'correct horse battery', handle };
			const { userId } = await accounts.signUp(input, { address: `10.0.0.${count}`, guestId: null });
			await query(store, 'UPDATE "User" SET role = $2::"Role" WHERE id = $1', [userId, role]);
			return { userId, role };
		},
		async artworkOf({ userId }) {
			const render = await queuedRender(store, {}, { userId });
			await finished(store, render.id);
			return (await publishRender(store, { renderId: render.id, title: 'Apple', userId })).id;
		},
	};
}
