'use client';
/** @file Following, muting and blocking somebody, and their ends. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	BlockUserDocument,
	FollowUserDocument,
	MuteUserDocument,
	UnblockUserDocument,
	UnfollowUserDocument,
	UnmuteUserDocument,
} from '../../graphql/generated/graphql.ts';

type Bond = 'follow' | 'mute' | 'block';

interface BondButtonsProps {
	readonly handle: string;
	readonly bonds: Readonly<Record<Bond, boolean>>;
}

async function change(bond: Bond, begins: boolean, handle: string): Promise<boolean> {
	switch (bond) {
		case 'follow': {
			if (!begins) return isDone((await browserRequest(UnfollowUserDocument, { handle })).unfollowUser);
			return isDone((await browserRequest(FollowUserDocument, { handle })).followUser);
		}
		case 'mute': {
			if (!begins) return isDone((await browserRequest(UnmuteUserDocument, { handle })).unmuteUser);
			return isDone((await browserRequest(MuteUserDocument, { handle })).muteUser);
		}
		case 'block': {
			if (!begins) return isDone((await browserRequest(UnblockUserDocument, { handle })).unblockUser);
			return isDone((await browserRequest(BlockUserDocument, { handle })).blockUser);
		}
	}
}

function isDone({ __typename }: { readonly __typename: string }): boolean {
	return __typename === 'BondSuccess';
}

/** What can be seen of the other person changes with each, so the page is asked for again. */
export function BondButtons({ handle, bonds }: BondButtonsProps) {
	const t = useTranslations('Profile');
	const router = useRouter();
	const [pending, setPending] = useState(false);
	const [problem, setProblem] = useState<'FAILED' | 'BLOCKED' | null>(null);
	async function press(bond: Bond): Promise<void> {
		setPending(true);
		setProblem(null);
		try {
			if (await change(bond, !bonds[bond], handle)) router.refresh();
			else setProblem(bond === 'follow' ? 'BLOCKED' : 'FAILED');
		} catch {
			setProblem('FAILED');
		}
		setPending(false);
	}
	// Who is blocked cannot be followed, and what is not shown need not be muted.
	const offered: readonly Bond[] = bonds.block ? ['block'] : ['follow', 'mute', 'block'];
	return (
		<>
			<div className="flex flex-wrap gap-3">
				{offered.map((bond) => (
					<button
						key={bond}
						type="button"
						className={bond === 'follow' && !bonds.follow ? 'button-main' : 'button-quiet'}
						disabled={pending}
						onClick={() => void press(bond)}
					>
						{t(`bonds.${bond}.${bonds[bond] ? 'end' : 'begin'}`)}
					</button>
				))}
			</div>
			{(bonds.block || bonds.mute) && (
				<p className="mt-3 text-sm text-soft">{t(`bonds.${bonds.block ? 'block' : 'mute'}.means`)}</p>
			)}
			{problem && (
				<p role="alert" className="mt-2 text-dot">
					{t(`problems.${problem}`)}
				</p>
			)}
		</>
	);
}
