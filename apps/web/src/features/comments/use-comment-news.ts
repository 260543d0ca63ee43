'use client';
/** @file The newest comments on something, as they change while somebody looks at it. */
import type { SocketPlace } from '../watch/socket-url.ts';
import { useNews } from '../watch/use-news.ts';
import { type CommentNews, newsOf, type Talked } from './talked.ts';

/** Tells of the state at once, and whenever it is another. */
export function useCommentNews(talked: Talked, place: SocketPlace, onNews: (news: CommentNews) => void): void {
	useNews(newsOf(talked), place, onNews);
}
