import { TheBooks } from './0001-the-books.js';

/** In the order they run. A migration that has been released never changes; another one follows it. */
export const migrations = [{ name: '0001-the-books', class: TheBooks }];
