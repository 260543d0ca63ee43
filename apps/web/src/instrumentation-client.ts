/**
 * @file What a browser runs before anything else of a page. zod, which checks recipes, finds out whether it may make functions of
 * text; no page of ours may (content-policy.ts), and a browser would report the attempt as one of somebody else's.
 */
const shared = globalThis as { __zod_globalConfig?: { jitless: boolean } };
shared.__zod_globalConfig = { jitless: true };
