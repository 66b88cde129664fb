/** Events day by day. */
import type { EventRow } from '$lib/api';

export interface Day {
  /** ISO; `null`: the events without a known day, which come last. */
  day: string | null;
  events: EventRow[];
}

/** Events grouped by the day on which they began (else by which they were over), in the order in which they are given. */
export function byDay(events: readonly EventRow[]): Day[] {
  const found = new Map<string | null, EventRow[]>();
  for (const event of events) {
    const day = event.date_start ?? event.date_end;
    const known = found.get(day);
    if (known) known.push(event);
    else found.set(day, [event]);
  }
  return [...found].map(([day, some]) => ({ day, events: some }));
}

/** The first days that together have about so many events, at least one of them. */
export function firstDays(days: readonly Day[], events: number): Day[] {
  let sum = 0;
  return days.filter((day) => {
    const shown = sum === 0 || sum + day.events.length <= events;
    sum += day.events.length;
    return shown;
  });
}
