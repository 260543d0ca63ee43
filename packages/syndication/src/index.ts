/** @file What a gallery sends out in files: feeds of what is new. */
export { type Feed, type FeedEntry, type FeedPerson, type FeedPicture, printAtom, printJsonFeed } from './feed.ts';
