/** @file A port for a server of a test's own. */
// @boundaries-ignore one way to find a port, shared with `npm start`
export { freePort } from '../../../tools/postgres.mjs';
