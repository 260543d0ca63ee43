/** @file The gallery as its admins keep it: what they did with it. */
export { type HostAct, hostActKinds, listHostActs, maximumShownActs, recordHostAct } from './host-acts.ts';
