import type { CalendarDay } from '@bridge/domain';
import type { Link } from '../exports/links.js';
import type { Store } from '../runtime/unit-of-work.js';
import { toldBy } from './plan-document.js';

/** An expense has one paid day for all its copies: while another one is paid, it is not taken away. `null`: none is. */
export async function paidByAnother(store: Store, { kind, sourceId, ledgerId }: Link): Promise<CalendarDay | null> {
  const others = (await store.links.of(kind, [sourceId])).filter((copy) => copy.ledgerId !== ledgerId);
  return others.map(toldBy).find((day) => day !== undefined) ?? null;
}
