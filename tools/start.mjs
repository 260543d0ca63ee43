/** @file `npm start`: everything from a fresh clone to a running gallery, with nothing installed before. */
import './start/need-node.mjs';
import { main } from './start/main.mjs';

void main(process.argv.slice(2));
