/** @file What a member says of themselves, and what their next pictures start with. */
import { type Licence, RenderError } from '@galatea/render';
import type { ContentLevel, Visibility } from '../access/audience.ts';
import type { CollectPolicy } from '../access/collect-permission.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { type Store, withPrisma } from '../database/store.ts';
import { bioIssues, displayNameIssues, linkIssues } from './account-input.ts';
import { asUser, type User } from './users.ts';

/** What is left out stays as it is. */
export interface ProfileChanges {
	/** One line of 1 to 60 characters; spaces around it are cut off. */
	readonly displayName?: string | undefined;
	readonly bio?: string | undefined;
	/** Addresses, `https://…`. */
	readonly links?: readonly string[] | undefined;
	readonly defaultVisibility?: Visibility | undefined;
	/** Null for none stated. */
	readonly defaultLicence?: Licence | null | undefined;
	/** What is shown to them without a warning. */
	readonly shownContentLevel?: ContentLevel | undefined;
	/** Who else may put their artworks into collections. */
	readonly collectPolicy?: CollectPolicy | undefined;
	/** Whether they are named to others while they watch a render. */
	readonly namedAsWatcher?: boolean | undefined;
}

/** Throws `INVALID_INPUT` with everything that is wrong, and `NOT_SIGNED_IN` for who is no member. */
export async function updateProfile(store: Store, userId: string, changes: ProfileChanges): Promise<User> {
	const displayName = changes.displayName?.trim();
	const bio = changes.bio?.replaceAll('\r\n', '\n').trim();
	const links = changes.links?.map((link) => link.trim());
	refuseIssues([
		...(displayName === undefined ? [] : displayNameIssues(displayName)),
		...(bio === undefined ? [] : bioIssues(bio)),
		...(links === undefined ? [] : linkIssues(links)),
	]);
	const { defaultVisibility, defaultLicence, shownContentLevel, collectPolicy, namedAsWatcher } = changes;
	const data = {
		...(displayName !== undefined && { displayName }),
		...(bio !== undefined && { bio }),
		...(links !== undefined && { links }),
		...(defaultVisibility !== undefined && { defaultVisibility }),
		...(defaultLicence !== undefined && { defaultLicence }),
		...(shownContentLevel !== undefined && { shownContentLevel }),
		...(collectPolicy !== undefined && { collectPolicy }),
		...(namedAsWatcher !== undefined && { namedAsWatcher }),
	};
	const [row] = await withPrisma(store, (prisma) =>
		prisma.user.updateManyAndReturn({ where: { id: userId, role: { not: 'GUEST' } }, data }),
	);
	if (!row) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up has a profile');
	return asUser(row);
}
