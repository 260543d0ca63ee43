'use server';
/** @file Going from the news to the decisions themselves. */
import { redirect } from 'next/navigation';
import { MarkNotificationsReadDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

/** Marks all that the visitor was told as read, and shows what it was; shows it also where no mark could be made. */
export async function readGuestNews(): Promise<void> {
	await serverRequest(MarkNotificationsReadDocument, { id: null }).catch(() => undefined);
	redirect('/decisions');
}
